using System.Globalization;
using System.Text.Json;
using EcmProvider.Protocol.Values;
using EcmProvider.Resources;

namespace EcmProvider.Configuration;

/// <summary>
/// Reads typed values of the configuration and collects what is wrong with them. What is not a string may come as JSON text, as
/// <c>pulumi config set</c> and the SDKs send it. Unknown values read as absent.
/// </summary>
internal sealed class ConfigurationReader(
    PropertyMap properties, string prefix, Func<string, string?> environment, List<CheckFailure>? failures = null)
{
    /// <summary>What is wrong, in the order it was read.</summary>
    public List<CheckFailure> Failures { get; } = failures ?? [];

    /// <summary>Whether a value is given, known or not.</summary>
    public bool IsGiven(string name) => properties.Get(name).Bare is not PropertyValue.Null;

    /// <summary>Whether a value is given that only the update will know.</summary>
    public bool IsUnknown(string name) => properties.Get(name).Bare is PropertyValue.Unknown;

    /// <summary>Whether a value, or anything inside it, is something that only the update will know.</summary>
    public bool HasUnknown(string name)
    {
        var value = properties.Get(name).Bare;
        return ContainsUnknown(value is PropertyValue.String { Value: ['{' or '[', ..] text } ? ParseJson(text) ?? value : value);
    }

    /// <summary>Notes a failure of a property.</summary>
    public void Fail(string name, string reason) => Failures.Add(new(prefix + name, reason));

    /// <summary>A text; of the environment when absent; null when absent there too. An empty text is as good as none.</summary>
    public string? Text(string name, string? variable = null)
    {
        switch (properties.Get(name).Bare)
        {
            case PropertyValue.String { Value.Length: > 0 } text:
                return text.Value;
            case PropertyValue.Null or PropertyValue.String:
                return variable is null || environment(variable) is not { Length: > 0 } value ? null : value;
            case PropertyValue.Unknown:
                return null;
            default:
                Fail(name, "must be a string");
                return null;
        }
    }

    /// <summary>A text that must be there; empty when it is not, which is a failure, or not known yet.</summary>
    public string Required(string name, string example)
    {
        var text = Text(name);
        if (text is null && properties.Get(name).Bare is PropertyValue.Null or PropertyValue.String { Value.Length: 0 })
        {
            Fail(name, $"is required, such as \"{example}\"");
        }

        return text ?? string.Empty;
    }

    /// <summary>A whole number in a range.</summary>
    public int? Integer(string name, int least, int most)
    {
        double? number = properties.Get(name).Bare switch
        {
            PropertyValue.Null or PropertyValue.Unknown => null,
            PropertyValue.Number value => value.Value,
            PropertyValue.String text when double.TryParse(
                text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => value,
            _ => double.NaN,
        };
        if (number is null)
        {
            return null;
        }

        if (number >= least && number <= most && number == Math.Floor(number.Value))
        {
            return (int)number;
        }

        Fail(name, $"must be a whole number from {least} to {most}");
        return null;
    }

    /// <summary>A truth value.</summary>
    public bool? Boolean(string name)
    {
        switch (properties.Get(name).Bare)
        {
            case PropertyValue.Null or PropertyValue.Unknown:
                return null;
            case PropertyValue.Bool value:
                return value.Value;
            case PropertyValue.String { Value: "true" or "True" }:
                return true;
            case PropertyValue.String { Value: "false" or "False" }:
                return false;
            default:
                Fail(name, "must be true or false");
                return null;
        }
    }

    private PropertyMap? Object(string name)
    {
        switch (Structured(name))
        {
            case null or PropertyValue.Null or PropertyValue.Unknown:
                return null;
            case PropertyValue.Object value:
                return value.Properties;
            default:
                Fail(name, "must be an object");
                return null;
        }
    }

    /// <summary>
    /// A list of account IDs; null when absent. One that is not known yet is left out. Whole numbers pass, since that is how
    /// <c>pulumi config set --path</c> stores digits.
    /// </summary>
    public IReadOnlyList<string>? AccountIds(string name)
    {
        var value = Structured(name);
        if (value is null or PropertyValue.Null or PropertyValue.Unknown)
        {
            return null;
        }

        if (value is not PropertyValue.Array { Items: { Length: > 0 } items })
        {
            Fail(name, value is PropertyValue.Array ? "must name an account; leave it out to allow any" : "must be a list of account IDs");
            return null;
        }

        List<string> ids = [];
        for (var at = 0; at < items.Length; at++)
        {
            switch (items[at].Bare)
            {
                case PropertyValue.String { Value: { Length: > 0 } id } when id.All(char.IsAsciiDigit):
                    ids.Add(id);
                    break;
                case PropertyValue.Number { Value: > 0 and < 1e15 and var number } when number == Math.Floor(number):
                    ids.Add(number.ToString("0", CultureInfo.InvariantCulture));
                    break;
                case PropertyValue.Unknown:
                    break;
                default:
                    Fail($"{name}[{at}]", "must be an account ID (UIN), such as \"100000000001\"");
                    break;
            }
        }

        return ids;
    }

    /// <summary>A reader of an object with known properties, whose failures are added to these; null when absent or unknown.</summary>
    public ConfigurationReader? Block(string name, IReadOnlyCollection<string> known)
    {
        if (Object(name) is not { } inner)
        {
            return null;
        }

        var reader = new ConfigurationReader(inner, $"{prefix}{name}.", environment, Failures);
        reader.RefuseOthers(name, known);
        return reader;
    }

    /// <summary>Notes keys that do not exist.</summary>
    public void RefuseOthers(string what, IReadOnlyCollection<string> known, params string[] tolerated)
    {
        foreach (var key in properties.Keys.Where(
            key => !key.StartsWith("__", StringComparison.Ordinal) && !known.Contains(key) && !tolerated.Contains(key)))
        {
            var nearest = EcmProvider.Text.Nearest(key, known);
            Fail(
                EcmProvider.Text.Fit(key, EcmProvider.Text.LongestValue),
                $"{what} has no such property; " + (nearest is null ? $"it has {string.Join(", ", known)}" : $"did you mean {nearest}?"));
        }
    }

    private static bool ContainsUnknown(PropertyValue value) => value.Bare switch
    {
        PropertyValue.Unknown => true,
        PropertyValue.Array list => list.Items.Any(ContainsUnknown),
        PropertyValue.Object map => map.Properties.Values.Any(ContainsUnknown),
        _ => false,
    };

    private PropertyValue? Structured(string name)
    {
        var value = properties.Get(name).Bare;
        if (value is not PropertyValue.String text)
        {
            return value;
        }

        if (text.Value.Length == 0)
        {
            return null;
        }

        var parsed = ParseJson(text.Value);
        if (parsed is null)
        {
            // The text may hold a secret: it is not shown.
            Fail(name, "is not valid JSON");
        }

        return parsed;
    }

    /// <summary>The value that JSON text stands for; null when it is no JSON.</summary>
    public static PropertyValue? ParseJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return Json(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second one: half of a character, written as an escape.
            return null;
        }
    }

    private static PropertyValue Json(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => PropertyValue.Of(element.GetBoolean()),
        JsonValueKind.Number => PropertyValue.Of(element.GetDouble()),
        JsonValueKind.String when Sentinels.Unknowns.Contains(element.GetString()!) => PropertyValue.UnknownValue,
        JsonValueKind.String => PropertyValue.Of(element.GetString()),
        JsonValueKind.Array => new PropertyValue.Array([.. element.EnumerateArray().Select(Json)]),
        JsonValueKind.Object => JsonObject(element),
        _ => PropertyValue.Null.Instance,
    };

    // SDKs wrap secrets and outputs inside JSON text in the protocol's own way.
    private static PropertyValue JsonObject(JsonElement element) =>
        element.TryGetProperty(Sentinels.SignatureKey, out var signature) && signature.ValueKind == JsonValueKind.String
            ? element.TryGetProperty("value", out var value) ? new PropertyValue.Secret(Json(value)) : PropertyValue.UnknownValue
            : new PropertyValue.Object(new(element.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, Json(p.Value)))));
}
