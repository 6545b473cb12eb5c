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
