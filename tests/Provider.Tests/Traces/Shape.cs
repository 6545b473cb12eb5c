using System.Text.Json;
using System.Text.Json.Nodes;

namespace EcmProvider.Tests.Traces;

/// <summary>What is at a path of a reply, recorded and real, where the two are not the same.</summary>
/// <param name="Path">Where, such as <c>properties.addressIp</c>.</param>
/// <param name="Recorded">What was recorded there.</param>
/// <param name="Real">What is there now.</param>
public sealed record Deviation(string Path, string Recorded, string Real);

/// <summary>
/// Replies laid flat, so that two can be compared leaf by leaf: what is known, unknown, secret or absent at each path. Of texts
/// for people only their presence counts.
/// </summary>
public static class Shape
{
    /// <summary>The name under which a failed call has its gRPC code.</summary>
    public const string Error = "error";

    /// <summary>The name under which a failed call has the resource that it leaves unfinished.</summary>
    public const string InitFailed = "initFailed";

    public const string Absent = "absent";
    public const string Unknown = "unknown";

    private const string SomeText = "some text";
    private const string PluginVersion = "version";
    private const string SignatureKey = "4dabf18193072939515e22adb298388d";
    private const string SecretSignature = "1b47061264138c4ac30d75fd1eb44270";
    private const string UnknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    private static readonly string[] TextsForPeople = ["reason", "reasons"];

    /// <summary>All leaves in which two replies differ, in the order of their paths.</summary>
    public static IReadOnlyList<Deviation> Compare(JsonObject recorded, JsonObject real)
    {
        // A failure where there was none, or the other way round, has nothing in common with what it stands for.
        if (recorded.ContainsKey(Error) != real.ContainsKey(Error))
        {
            return [new(Error, recorded[Error]?.ToString() ?? Absent, real[Error]?.ToString() ?? Absent)];
        }

        var before = Flatten(recorded);
        var after = Flatten(real);
        return
        [
            .. before.Keys.Union(after.Keys)
                .Order(StringComparer.Ordinal)
                .Select(path => new Deviation(
                    path, before.GetValueOrDefault(path, Absent), after.GetValueOrDefault(path, Absent)))
                .Where(deviation => deviation.Recorded != deviation.Real),
        ];
    }

    /// <summary>What is inside a secret; what is no secret is itself.</summary>
    public static JsonNode? Bare(JsonNode? value) => IsSecret(value) ? value!["value"] : value;

    /// <summary>Whether a value is known: neither absent nor to be found out later.</summary>
    public static bool IsKnown(JsonNode? value) =>
        Bare(value) is { } bare && (bare is not JsonValue || bare.ToString() != UnknownText);

    private static Dictionary<string, string> Flatten(JsonObject reply)
    {
        var leaves = new Dictionary<string, string>();
        foreach (var (name, value) in reply)
        {
            Flatten(name, name, value, leaves);
        }

        return leaves;
    }

    private static void Flatten(string path, string name, JsonNode? value, Dictionary<string, string> leaves)
    {
        switch (value)
        {
            case not null when TextsForPeople.Contains(name) || path == PluginVersion:
                leaves[path] = SomeText;
                break;
            case not null when path == Error:
                leaves[path] = value.ToString();
                break;
            case JsonObject secret when IsSecret(secret):
                leaves[path] = $"secret {Bare(secret)?.ToJsonString()}";
                break;
            case JsonObject { Count: > 0 } properties:
                foreach (var (inner, item) in properties)
                {
                    Flatten($"{path}.{inner}", inner, item, leaves);
                }

                break;
            case JsonArray items when items.All(item => item is JsonObject):
                foreach (var item in items)
                {
                    Flatten($"{path}[{item!["property"]}]", name, item, leaves);
                }

                break;
            case JsonArray items:
                leaves[path] = JsonSerializer.Serialize(items.Select(item => item!.ToString()).Order(StringComparer.Ordinal));
                break;
            default:
                leaves[path] = IsKnown(value) ? value!.ToJsonString() : Unknown;
                break;
        }
    }

    private static bool IsSecret(JsonNode? value) =>
        value is JsonObject properties && properties[SignatureKey]?.ToString() == SecretSignature;
}
