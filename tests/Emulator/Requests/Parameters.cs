using System.Text.Json;
using EcmEmulator.Errors;

namespace EcmEmulator.Requests;

/// <summary>The parameters of a call, checked against what its action takes; null counts as not given.</summary>
internal sealed class Parameters
{
    private readonly Dictionary<string, JsonElement> values = new(StringComparer.Ordinal);

    private Parameters()
    {
    }

    /// <summary>Refuses what the action does not know, what is of the wrong type, and the lack of what it needs.</summary>
    public static Parameters Check(JsonElement body, IReadOnlyList<ParameterSpec> specs)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw new ApiErrorException(ErrorCode.InvalidParameter, "The body is not a JSON object.");
        }

        var parameters = new Parameters();
        foreach (var property in body.EnumerateObject())
        {
            var spec = specs.FirstOrDefault(spec => spec.Name == property.Name)
                ?? throw new ApiErrorException(ErrorCode.UnknownParameter, $"The parameter `{property.Name}` is not recognized.");
            if (property.Value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            if (!ParameterTypes.Fits(property.Value, spec.Type))
            {
                throw new ApiErrorException(
                    ErrorCode.InvalidParameter, $"The parameter `{spec.Name}` must be {ParameterTypes.Describe(spec.Type)}.");
            }

            parameters.values[spec.Name] = property.Value;
        }

        foreach (var spec in specs.Where(spec => spec.Required && !parameters.values.ContainsKey(spec.Name)))
        {
            throw new ApiErrorException(
                ErrorCode.MissingParameter, $"The request is missing the required parameter `{spec.Name}`.");
        }

        return parameters;
    }

    /// <summary>A required text.</summary>
    public string Text(string name) => values[name].GetString()!;

    /// <summary>A text; null when it was not given or is empty.</summary>
    public string? OptionalText(string name) =>
        values.TryGetValue(name, out var value) && value.GetString() is { Length: > 0 } text ? text : null;

    public long? Integer(string name) => values.TryGetValue(name, out var value) ? value.GetInt64() : null;

    public bool Flag(string name) => values.TryGetValue(name, out var value) && value.GetBoolean();

    /// <summary>A list of texts, each once; empty when it was not given.</summary>
    public IReadOnlyList<string> Texts(string name) => values.TryGetValue(name, out var value) ? ReadTexts(value) : [];

    /// <summary>The filters; empty when they were not given.</summary>
    public IReadOnlyList<Filter> Filters() =>
        values.TryGetValue("Filters", out var value)
            ? [.. value.EnumerateArray().Select(filter =>
                new Filter(filter.GetProperty("Name").GetString()!, ReadTexts(filter.GetProperty("Values"))))]
            : [];

    private static List<string> ReadTexts(JsonElement list) =>
        [.. list.EnumerateArray().Select(item => item.GetString()!).Distinct(StringComparer.Ordinal)];
}

/// <summary>A filter of a list: what has any of the values passes.</summary>
internal sealed record Filter(string Name, IReadOnlyList<string> Values);
