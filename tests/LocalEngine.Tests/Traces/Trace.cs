using System.Text.Json.Nodes;
using LocalEngine.Tests.Fakes;

namespace LocalEngine.Tests.Traces;

/// <summary>One recorded call: what the engine sent and what it got back.</summary>
/// <param name="Method">The method.</param>
/// <param name="Request">The request as JSON.</param>
/// <param name="Reply">The reply; null when the call was refused.</param>
/// <param name="Error">The refusal's text; null when the call was answered.</param>
internal sealed record TracedCall(string Method, JsonObject Request, JsonObject? Reply, string? Error)
{
    public string Urn => Request["urn"]?.GetValue<string>() ?? "";
}

/// <summary>A recording of a real engine.</summary>
internal static class Trace
{
    public static IReadOnlyList<TracedCall> Load(string name)
    {
        using var stream = typeof(Trace).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"There is no trace \"{name}\".");
        return [.. JsonNode.Parse(stream)!["calls"]!.AsArray().Select(c => new TracedCall(
            c!["method"]!.GetValue<string>(),
            c["request"]!.AsObject(),
            c["reply"] as JsonObject,
            (c["error"] as JsonArray)?[0]!.GetValue<string>()))];
    }

    /// <summary>The recorded calls about the provider and its resources, without what differs from run to run.</summary>
    public static IReadOnlyList<(string Method, string Urn, string Request)> Normalised(IReadOnlyList<TracedCall> calls) =>
        Normalise(calls.Select(c => (c.Method, c.Urn, (JsonObject)c.Request.DeepClone())));

    /// <summary>The same of the calls that a fake provider got.</summary>
    public static IReadOnlyList<(string Method, string Urn, string Request)> Normalised(IReadOnlyList<Call> calls) =>
        Normalise(calls.Select(c => (c.Method, c.Urn,
            JsonNode.Parse(Google.Protobuf.JsonFormatter.Default.Format(c.Request))!.AsObject())));

    // The real engine starts a provider more than once (for its schema, and to check its configuration), and cancels each.
    private static List<(string Method, string Urn, string Request)> Normalise(
        IEnumerable<(string Method, string Urn, JsonObject Request)> calls)
    {
        var seeds = new Dictionary<string, List<string>>();
        return [.. calls
            .Where(c => c.Method is not ("Handshake" or "GetPluginInfo" or "Attach" or "Cancel"))
            .Select(c => (c.Method, c.Urn, Sorted(Request(c.Method, c.Urn, c.Request))!.ToJsonString()))];

        JsonObject Request(string method, string urn, JsonObject request)
        {
            if (request["randomSeed"]?.GetValue<string>() is { } seed)
            {
                if (Convert.FromBase64String(seed).Length != 32)
                {
                    throw new InvalidOperationException($"The random seed of {method} is not 32 bytes long.");
                }

                seeds.TryAdd(urn, []);
                if (!seeds[urn].Contains(seed))
                {
                    seeds[urn].Add(seed);
                }

                request["randomSeed"] = $"seed {seeds[urn].IndexOf(seed)}";
            }

            if (request.ContainsKey("resourceStatusAddress"))
            {
                request["resourceStatusAddress"] = "address";
                request["resourceStatusToken"] = request["resourceStatusToken"]?.GetValue<string>().Length > 0 ? "token" : "";
            }

            if (method == "Configure" && Guid.TryParse(request["id"]?.GetValue<string>(), out var id))
            {
                request["id"] = id.ToString() == Protocol.Values.Unknown ? "unknown" : "known";
            }

            return request;
        }
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Sorted(m.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.Number => JsonValue.Create(value.GetValue<double>()),
        _ => node?.DeepClone(),
    };
}
