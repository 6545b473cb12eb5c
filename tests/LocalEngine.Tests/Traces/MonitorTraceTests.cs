using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Net.Client;
using LocalEngine.Programs;
using LocalEngine.Tests.Fakes;
using Pulumirpc;
using Xunit;

namespace LocalEngine.Tests.Traces;

/// <summary>The engine answers the official Node.js SDK as a real engine did: its recorded requests are sent again.</summary>
public sealed class MonitorTraceTests
{
    private const string RecordedId = "130d3419-56dd-4a6d-b6e0-9d5272a6e45f";

    [Fact]
    public async Task TheOfficialSdkGetsTheSameRepliesInAnUpdate()
    {
        await using var provider = await FakeProvider.StartAsync();
        using var stack = new TestStack();
        var replies = new List<(string Expected, string Actual)>();
        var program = new DelegateProgram(async (context, _) =>
        {
            using var channel = GrpcChannel.ForAddress($"http://{context.Address}");
            var monitor = new ResourceMonitor.ResourceMonitorClient(channel);
            var providerId = "";
            foreach (var call in Trace.Load("monitor-node-up").Where(c => c.Method != "SupportsFeature"))
            {
                // The id of the explicit provider is another in each stack.
                var request = call.Request.ToJsonString().Replace(RecordedId, providerId, StringComparison.Ordinal);
                IMessage reply = call.Method switch
                {
                    "RegisterResource" => await monitor.RegisterResourceAsync(JsonParser.Default.Parse<RegisterResourceRequest>(request)),
                    "Invoke" => await monitor.InvokeAsync(JsonParser.Default.Parse<ResourceInvokeRequest>(request)),
                    "RegisterResourceOutputs" => await monitor.RegisterResourceOutputsAsync(
                        JsonParser.Default.Parse<RegisterResourceOutputsRequest>(request)),
                    _ => await monitor.SignalAndWaitForShutdownAsync(new Empty()),
                };
                if (reply is RegisterResourceResponse { Id.Length: > 0 } registered
                    && registered.Urn.EndsWith("::cloud", StringComparison.Ordinal))
                {
                    providerId = registered.Id;
                    registered.Id = RecordedId;
                }

                replies.Add((Text(call.Reply!), Text(JsonNode.Parse(JsonFormatter.Default.Format(reply))!)));
            }
        });

        var result = await Engine.RunAsync(stack.Options(Operation.Up, provider), program, TestContext.Current.CancellationToken);

        Assert.True(result.Succeeded, result.Errors());
        Assert.Equal(6, replies.Count);
        Assert.All(replies, reply => Assert.Equal(reply.Expected, reply.Actual));
        Assert.Equal("\"203.0.113.10\"", result.Outputs["ip"]!.ToJsonString());
    }

    [Fact]
    public async Task AnSdkIsToldTruthfullyWhatThisEngineDoes()
    {
        await using var provider = await FakeProvider.StartAsync();
        using var stack = new TestStack();
        var supported = new List<string>();
        var info = new DeploymentInfo();
        var program = new DelegateProgram(async (context, _) =>
        {
            using var channel = GrpcChannel.ForAddress($"http://{context.Address}");
            var monitor = new ResourceMonitor.ResourceMonitorClient(channel);
            info = await monitor.GetDeploymentInfoAsync(new Empty());
            foreach (var call in Trace.Load("monitor-node-up").Where(c => c.Method == "SupportsFeature"))
            {
                var id = call.Request["id"]!.GetValue<string>();
                if ((await monitor.SupportsFeatureAsync(new SupportsFeatureRequest { Id = id })).HasSupport)
                {
                    supported.Add(id);
                }
            }
        });

        await Engine.RunAsync(stack.Options(Operation.Preview, provider), program, TestContext.Current.CancellationToken);

        Assert.Equal(["aliasSpecs", "outputValues", "secrets"], supported.Order());
        Assert.Equal(("edge", "dev", true, 16), (info.Project, info.Stack, info.DryRun, info.Parallel));
    }

    private static string Text(JsonNode node) => node is JsonObject map
        ? new JsonObject(map.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, JsonNode.Parse(
            m.Value is JsonObject inner ? Text(inner) : m.Value!.ToJsonString())))).ToJsonString()
        : node.ToJsonString();
}
