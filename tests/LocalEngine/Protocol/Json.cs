using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;

namespace LocalEngine.Protocol;

/// <summary>Properties as JSON and back; special values stay what they are unless a function says otherwise.</summary>
internal static class Json
{
    public static JsonObject FromStruct(Struct value, Func<Value, JsonNode?>? special = null)
    {
        var result = new JsonObject();
        foreach (var (key, field) in value.Fields.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            result[key] = FromValue(field, special);
        }

        return result;
    }

    public static JsonNode? FromValue(Value value, Func<Value, JsonNode?>? special = null) =>
        special?.Invoke(value) ?? value.KindCase switch
        {
            Value.KindOneofCase.BoolValue => JsonValue.Create(value.BoolValue),
            Value.KindOneofCase.NumberValue => Number(value.NumberValue),
            Value.KindOneofCase.StringValue => JsonValue.Create(value.StringValue),
            Value.KindOneofCase.ListValue => new JsonArray([.. value.ListValue.Values.Select(v => FromValue(v, special))]),
            Value.KindOneofCase.StructValue => FromStruct(value.StructValue, special),
            _ => null,
        };

    public static Struct ToStruct(JsonObject value, Func<JsonObject, Value?>? special = null)
    {
        var result = new Struct();
        foreach (var (key, field) in value)
        {
            result.Fields[key] = ToValue(field, special);
        }

        return result;
    }

    public static Value ToValue(JsonNode? node, Func<JsonObject, Value?>? special = null) => node switch
    {
        null => Value.ForNull(),
        JsonArray list => Value.ForList(list.Select(v => ToValue(v, special)).ToArray()),
        JsonObject map => special?.Invoke(map) ?? Value.ForStruct(ToStruct(map, special)),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.True => Value.ForBool(true),
            JsonValueKind.False => Value.ForBool(false),
            JsonValueKind.Number => Value.ForNumber(node.GetValue<double>()),
            _ => Value.ForString(node.GetValue<string>()),
        },
    };

    /// <summary>One line of JSON, whole numbers without a point, keys in order.</summary>
    public static string Text(Value value) => FromValue(value)?.ToJsonString(Compact) ?? "null";

    internal static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // A whole number is written without ".0", and node.GetValue<double>() works on both.
    private static JsonNode Number(double value) => JsonNode.Parse(
        value == Math.Floor(value) && Math.Abs(value) < 1e15
            ? ((long)value).ToString(System.Globalization.CultureInfo.InvariantCulture)
            : value.ToString("R", System.Globalization.CultureInfo.InvariantCulture))!;
}
