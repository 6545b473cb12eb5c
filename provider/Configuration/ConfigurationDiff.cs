using EcmProvider.Protocol.Values;
using EcmProvider.Resources;

namespace EcmProvider.Configuration;

/// <summary>
/// Compares two configurations of a provider. Another endpoint is another cloud, where nothing of the old one's exists: it replaces the
/// provider. Everything else, credentials above all, updates it.
/// </summary>
internal static class ConfigurationDiff
{
    private const string Endpoint = "endpoint";

    /// <summary>Compares; a value and the JSON text of it are the same, and so are an absent value and an empty text.</summary>
    /// <param name="olds">The last checked configuration.</param>
    /// <param name="news">The new checked one.</param>
    public static DiffResult Compare(PropertyMap olds, PropertyMap news) => new(
    [
        .. olds.Keys.Union(news.Keys)
            .Where(name => !name.StartsWith("__", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .SelectMany(name => Compare(name, Plain(name, olds.Get(name)), Plain(name, news.Get(name)))),
    ]);

    // Inside a block each property is a change of its own.
    private static IEnumerable<PropertyChange> Compare(string path, PropertyValue before, PropertyValue after)
    {
        if (before is PropertyValue.Object { Properties: var olds } && after is PropertyValue.Object { Properties: var news })
        {
            return olds.Keys.Union(news.Keys).Order(StringComparer.Ordinal)
                .SelectMany(name => Compare($"{path}.{name}", Plain(name, olds.Get(name)), Plain(name, news.Get(name))));
        }

        var kind = before is PropertyValue.Null ? DiffKind.Add : after is PropertyValue.Null ? DiffKind.Delete : DiffKind.Update;
        return Same(before, after) ? [] : [new(path, kind, path == Endpoint && !Same(OrDefault(before), OrDefault(after)))];
    }

    // What is not a string by the schema may come as its JSON text; whether a value is secret is no difference.
    private static PropertyValue Plain(string name, PropertyValue value) => value.Bare switch
    {
        PropertyValue.String { Value.Length: 0 } => PropertyValue.Null.Instance,
        PropertyValue.String { Value: ['{' or '[', ..] or "true" or "false" } text when name != "policy" =>
            ConfigurationReader.ParseJson(text.Value)?.Bare ?? text,
        PropertyValue.Number number => PropertyValue.Of(number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        PropertyValue.Array list => new PropertyValue.Array([.. list.Items.Select(item => Plain(string.Empty, item))]),
        var bare => bare,
    };

    private static PropertyValue OrDefault(PropertyValue value) => value switch
    {
        PropertyValue.Null => PropertyValue.Of(Ecm.Endpoint.Parse(Ecm.Endpoint.Default).ToString()),
        PropertyValue.String text when Ecm.Endpoint.TryParse(text.Value, out var endpoint, out _) => PropertyValue.Of(endpoint.ToString()),
        _ => value,
    };

    // Unknown values differ from all, each other included: what comes of them nobody knows.
    private static bool Same(PropertyValue before, PropertyValue after) => before is not PropertyValue.Unknown && before.Equals(after);
}
