using System.Text.Json;

namespace EcmEmulator.Requests;

/// <summary>Which JSON values fit which parameter.</summary>
internal static class ParameterTypes
{
    public static bool Fits(JsonElement value, ParameterType type) => type switch
    {
        ParameterType.Text => value.ValueKind == JsonValueKind.String,
        ParameterType.Integer => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        ParameterType.Flag => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        ParameterType.Texts => IsListOf(value, item => item.ValueKind == JsonValueKind.String),
        ParameterType.Filters => IsListOf(value, IsFilter),
        _ => IsListOf(value, item => item.ValueKind == JsonValueKind.Object),
    };

    public static string Describe(ParameterType type) => type switch
    {
        ParameterType.Text => "a string",
        ParameterType.Integer => "an integer",
        ParameterType.Flag => "a boolean",
        ParameterType.Texts => "a list of strings",
        ParameterType.Filters => "a list of {Name, Values}",
        _ => "a list of objects",
    };

    private static bool IsListOf(JsonElement value, Func<JsonElement, bool> fits) =>
        value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(fits);

    private static bool IsFilter(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
        && value.EnumerateObject().All(property => property.Name is "Name" or "Values")
        && value.TryGetProperty("Name", out var name) && name.ValueKind == JsonValueKind.String
        && value.TryGetProperty("Values", out var values) && Fits(values, ParameterType.Texts);
}
