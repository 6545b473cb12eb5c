using System.Text.Json.Nodes;
using Pulumi;
using Pulumi.Ecm;
using Pulumi.Ecm.Inputs;
using Sdk.Tests.Engine;
using Xunit;

namespace Sdk.Tests.Offline;

/// <summary>The stand-in says to the engine what the official Node.js SDK says for the same program.</summary>
public sealed class TraceTests
{
    /// <summary>
    /// The one difference, with its reason: the Node.js SDK asks about every feature it knows as soon as it starts; the .NET SDKs,
    /// the official one too, ask about a feature when a program needs it. This program needs one.
    /// </summary>
    private static readonly string[] FeaturesAskedAbout = ["resourceReferences"];

    [Theory]
    [InlineData("monitor-node-preview", true)]
    [InlineData("monitor-node-up", false)]
    public async Task TheSameProgramMakesTheSameCalls(string name, bool isPreview)
    {
        var trace = MonitorTrace.Read(name);
        await using var engine = await RecordingEngine.StartAsync(trace.Answer);

        var exitCode = await engine.RunAsync(Program, isPreview);

        Assert.Empty(engine.Errors);
        Assert.Equal(0, exitCode);
        var expected = trace.Calls.Where(call => call.Method != "SupportsFeature").ToList();
        var actual = engine.StackCalls.ToList();
        Assert.Equal(expected.Select(call => call.Method), actual.Select(call => call.Method));
        Assert.All(expected.Zip(actual), pair => Assert.True(
            JsonNode.DeepEquals(pair.First.Request, pair.Second.Request), $"recorded: {pair.First}\nsent:     {pair.Second}"));
    }

    [Theory]
    [InlineData("monitor-node-preview", true)]
    [InlineData("monitor-node-up", false)]
    public async Task OnlyFeaturesThatTheTraceKnowsAreAskedAbout(string name, bool isPreview)
    {
        var trace = MonitorTrace.Read(name);
        await using var engine = await RecordingEngine.StartAsync(trace.Answer);

        await engine.RunAsync(Program, isPreview);

        var asked = engine.Calls.Where(call => call.Method == "SupportsFeature").Select(Feature);
        Assert.Equal(FeaturesAskedAbout, asked);
        var known = trace.Calls.Where(call => call.Method == "SupportsFeature").Select(Feature).ToHashSet();
        Assert.All(FeaturesAskedAbout, feature => Assert.Contains(feature, known));
    }

    private static string Feature(RecordedCall call) => call.Request["id"]!.GetValue<string>();

    private static Dictionary<string, object?> Program()
    {
        var cloud = new Provider("cloud", new ProviderArgs
        {
            EcmRegion = "ap-xian-ecm",
            Endpoint = "http://127.0.0.1:7000",
            SecretId = "AKIDEXAMPLE",
            SecretKey = "sKNODE",
            MaxRequestsPerSecond = 5,
            PreviewValidation = false,
            AssumeRole = new AssumeRoleArgs
            {
                RoleArn = "qcs::cam::uin/12345678:roleName/test",
                SessionDuration = 3600,
            },
        });

        var address = GetAddress.Invoke(
            new GetAddressInvokeArgs { AddressId = "eip-11112222" }, new InvokeOptions { Provider = cloud });

        var web = new EipAssociation(
            "web",
            new EipAssociationArgs
            {
                AddressId = address.Apply(found => found.AddressId),
                InstanceId = "ein-33334444",
            },
            new CustomResourceOptions
            {
                Provider = cloud,
                CustomTimeouts = new CustomTimeouts { Create = TimeSpan.FromMinutes(5) },
            });

        return new()
        {
            ["ip"] = web.AddressIp,
            ["target"] = web.InstanceId,
        };
    }
}
