using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;

namespace LocalEngine.Protocol;

/// <summary>Values as people may see them: no secrets, unknowns named as such.</summary>
internal static class Shown
{
    public const string Secret = "[secret]";
    public const string Unknown = "[unknown]";

    /// <summary>One value as JSON text; null when there is nothing at that path.</summary>
    public static string? At(Struct properties, string path)
    {
        Value? current = Value.ForStruct(properties);
        foreach (var part in PropertyPath.Parse(path))
        {
            if (Values.IsSecret(current, out _))
            {
                return Secret;
            }

            current = current.KindCase switch
            {
                Value.KindOneofCase.StructValue => current.StructValue.Fields.TryGetValue(part, out var field) ? field : null,
                Value.KindOneofCase.ListValue when int.TryParse(part, out var at) && at < current.ListValue.Values.Count && at >= 0
                    => current.ListValue.Values[at],
                _ => null,
            };
            if (current is null)
            {
                return null;
            }
        }

        return Text(current);
    }

    public static string Text(Value value) =>
        Values.IsSecret(value, out _) ? Secret
        : Values.IsUnknown(value) ? Unknown
        : Node(value)?.ToJsonString(Json.Compact) ?? "null";

    public static JsonNode? Node(Value value) => Json.FromValue(value, Special);

    public static JsonObject Node(Struct value) => Json.FromStruct(value, Special);

    private static JsonNode? Special(Value value) =>
        Values.IsSecret(value, out _) ? JsonValue.Create(Secret) : Values.IsUnknown(value) ? JsonValue.Create(Unknown) : null;
}
