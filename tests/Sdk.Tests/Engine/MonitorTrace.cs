using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Pulumirpc;
using Xunit;

namespace Sdk.Tests.Engine;

/// <summary>A recording of what the official Node.js SDK asked of a real engine.</summary>
internal sealed class MonitorTrace
{
    private readonly ImmutableArray<(RecordedCall Call, JsonNode Reply)> _entries;

    private MonitorTrace(JsonNode trace) => _entries =
    [
        .. trace["calls"]!.AsArray().Select(call =>
            (new RecordedCall(call!["method"]!.GetValue<string>(), call["request"]!), call["reply"]!)),
    ];

    public IEnumerable<RecordedCall> Calls => _entries.Select(entry => entry.Call);

    public static MonitorTrace Read(string name)
    {
        using var stream = typeof(MonitorTrace).Assembly.GetManifestResourceStream($"{name}.json")!;
        return new(JsonNode.Parse(stream)!);
    }

    /// <summary>The recorded reply to the same call.</summary>
    public IMessage? Answer(IMessage request) => request switch
    {
        RegisterResourceRequest register => Reply<RegisterResourceResponse>("RegisterResource", call => call.Name == register.Name),
        ResourceInvokeRequest invoke => Reply<ResourceInvokeResponse>(
            "Invoke", call => call.Request["tok"]!.GetValue<string>() == invoke.Tok),
        _ => null,
    };

    private T Reply<T>(string method, Func<RecordedCall, bool> matches) where T : IMessage, new() => JsonParser.Default.Parse<T>(
        Assert.Single(_entries, entry => entry.Call.Method == method && matches(entry.Call)).Reply.ToJsonString());
}
