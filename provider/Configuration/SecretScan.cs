using EcmProvider.Protocol.Values;

namespace EcmProvider.Configuration;

/// <summary>Finds the texts that must never be shown.</summary>
internal static class SecretScan
{
    /// <summary>All texts of a value that is secret as a whole.</summary>
    public static IEnumerable<string> Texts(PropertyValue value) => value.Bare switch
    {
        PropertyValue.String { Value.Length: > 0 } text => [text.Value],
        PropertyValue.Array list => list.Items.SelectMany(Texts),
        PropertyValue.Object map => map.Properties.Values.SelectMany(Texts),
        _ => [],
    };

    /// <summary>The texts of a map's secret values, however deep they are.</summary>
    public static IEnumerable<string> SecretTexts(PropertyMap properties) => properties.Values.SelectMany(SecretTexts);

    /// <summary>The map with every text secret that is one of <paramref name="secrets"/>, however deep it is.</summary>
    public static PropertyMap Conceal(PropertyMap properties, IEnumerable<string> secrets)
    {
        var hidden = secrets.ToHashSet(StringComparer.Ordinal);
        return hidden.Count == 0 ? properties : Conceal(properties, hidden);
    }

    private static PropertyMap Conceal(PropertyMap properties, HashSet<string> hidden) =>
        new(properties.Select(property => KeyValuePair.Create(property.Key, Conceal(property.Value, hidden))));

    private static PropertyValue Conceal(PropertyValue value, HashSet<string> hidden) => value switch
    {
        PropertyValue.String text when hidden.Contains(text.Value) => new PropertyValue.Secret(text),
        PropertyValue.Array list => new PropertyValue.Array([.. list.Items.Select(item => Conceal(item, hidden))]),
        PropertyValue.Object map => new PropertyValue.Object(Conceal(map.Properties, hidden)),
        _ => value,
    };

    private static IEnumerable<string> SecretTexts(PropertyValue value) =>
        value.IsSecretValue
            ? Texts(value)
            : value.Bare switch
            {
                PropertyValue.Object map => SecretTexts(map.Properties),
                PropertyValue.Array list => list.Items.SelectMany(SecretTexts),
                _ => [],
            };
}
