using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EcmProvider.Tests.Traces;

/// <summary>A recording of what a real engine asked of a provider, and what that one answered.</summary>
public sealed partial class Trace
{
    private const string Prefix = "traces/";

    private Trace(IReadOnlyList<RecordedCall> calls) => Calls = calls;

    /// <summary>The names of all recordings.</summary>
    public static IReadOnlyList<string> Names =>
    [
        .. typeof(Trace).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The calls in the order in which they were recorded: each when it had ended.</summary>
    public IReadOnlyList<RecordedCall> Calls { get; }

    /// <summary>Reads a recording.</summary>
    public static Trace Read(string name)
    {
        using var stream = typeof(Trace).Assembly.GetManifestResourceStream(Prefix + name)
            ?? throw new ArgumentException($"There is no recording \"{name}\".", nameof(name));
        var calls = JsonNode.Parse(stream)!["calls"]!.AsArray();
        var times = new Dictionary<string, int>();
        return new(
        [
            .. calls.Select(call =>
            {
                var method = call!["method"]!.GetValue<string>();
                var request = call["request"]!.AsObject();
                var label = request["name"] is { } resource ? $"{method} {resource}" : method;
                times[label] = times.GetValueOrDefault(label) + 1;
                return new RecordedCall(times[label] == 1 ? label : $"{label} {times[label]}", method, request, ReplyOf(call));
            }),
        ]);
    }

    // The recorder wrote errors down as Go shows them.
    private static JsonObject ReplyOf(JsonNode call) => call["error"] is { } error
        ? new() { [Shape.Error] = ErrorCode().Match(error[0]!.GetValue<string>()).Groups[1].Value }
        : call["reply"]!.AsObject();

    [GeneratedRegex(@"^rpc error: code = (\w+) desc = ")]
    private static partial Regex ErrorCode();
}

/// <summary>One recorded call.</summary>
/// <param name="Label">What scenarios call it, such as <c>Create web</c>; the second of the same is <c>Create web 2</c>.</param>
/// <param name="Method">The gRPC method.</param>
/// <param name="Request">The request, as proto3 JSON.</param>
/// <param name="Reply">The reply, as proto3 JSON; of one that failed, the gRPC code under <see cref="Shape.Error"/>.</param>
public sealed record RecordedCall(string Label, string Method, JsonObject Request, JsonObject Reply);
