// A stack on the official Node.js SDK: one association, its resource class written by hand, as no SDK for Node.js is published.
const pulumi = require("@pulumi/pulumi");

class EipAssociation extends pulumi.CustomResource {
    constructor(name, args, options) {
        // Outputs are named with undefined, so that the SDK gives them a property.
        super("ecm:index:EipAssociation", name, { addressIp: undefined, addressStatus: undefined, ...args }, options);
    }
}

const config = new pulumi.Config();
const web = new EipAssociation("web", {
    addressId: config.require("addressId"),
    instanceId: config.require("instanceId"),
    allowReassociation: config.getBoolean("allowReassociation"),
}, { customTimeouts: { create: "5m" } });

exports.ip = web.addressIp;
exports.status = web.addressStatus;
exports.association = web.id;
exports.token = pulumi.secret("s3cr3t-output");
