// Calls the API with the official client, as told on stdin: a line of JSON for each call, a line of JSON for each answer.
//
//   {"endpoint": "http://127.0.0.1:40123/", "service": "ecm", "action": "DescribeAddresses", "parameters": {…},
//    "secretId": "…", "secretKey": "…", "token": "…", "language": "en-US"}
// With "provider" in place of an action it makes that credential provider of the client and answers the key that it gives:
// "STSCredential" and "OIDCRoleArnCredential" with the parameters, "CvmRoleCredential" of the metadata service at the endpoint.
//
//   {"result": {…}}  or  {"error": {"code": "…", "message": "…", "requestId": "…"}}
"use strict";

const http = require("http");
const readline = require("readline");

const credentials = require("tencentcloud-sdk-nodejs/tencentcloud/common");
const clients = {
  ecm: require("tencentcloud-sdk-nodejs/tencentcloud/services/ecm").ecm.v20190719.Client,
  sts: require("tencentcloud-sdk-nodejs/tencentcloud/services/sts").sts.v20180813.Client,
};

// The client takes the service it signs for from the first label of its host. So it gets a host with that label, and an agent
// that finds every host on the loopback.
const agent = new http.Agent({
  keepAlive: true,
  lookup: (host, options, done) => (options.all ? done(null, [{ address: "127.0.0.1", family: 4 }]) : done(null, "127.0.0.1", 4)),
});

function clientFor(call) {
  return new clients[call.service](configFor(call));
}

function configFor(call) {
  return {
    credential: { secretId: call.secretId, secretKey: call.secretKey, token: call.token },
    profile: {
      language: call.language,
      httpProfile: { protocol: "http://", endpoint: `${call.service}.localhost:${new URL(call.endpoint).port}`, agent },
    },
  };
}

async function keyFrom(call) {
  const provider = new credentials[call.provider](configFor({ ...call, service: "sts" }), call.parameters);
  provider.endpoint = `sts.localhost:${new URL(call.endpoint).port}`;
  if (call.provider === "CvmRoleCredential") {
    // Its address is fixed: the host is found on the loopback, at this port.
    metadataPort = new URL(call.endpoint).port;
  }
  return provider.getCredential();
}

// All that goes to the metadata service's host, on port 80, goes to the emulator instead.
let metadataPort;
const send = http.request;
http.request = (options, done) =>
  send(options.hostname === "metadata.tencentyun.com" ? { ...options, hostname: "127.0.0.1", host: "127.0.0.1", port: metadataPort } : options, done);

async function answer(call) {
  try {
    if (call.provider) {
      return { result: await keyFrom(call) };
    }
    return { result: await clientFor(call)[call.action](call.parameters) };
  } catch (error) {
    return { error: { code: error.code ?? "", message: error.message, requestId: error.requestId ?? "" } };
  }
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line)))}\n`);
  }
  agent.destroy();
}

main();
