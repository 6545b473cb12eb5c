using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace EcmProvider.Protocol.Values;

/// <summary>Named properties, in alphabetical order; equal when all their values are.</summary>
public sealed class PropertyMap : IReadOnlyDictionary<string, PropertyValue>, IEquatable<PropertyMap>
{
    private readonly SortedDictionary<string, PropertyValue> properties;

    /// <summary>Makes a map of <paramref name="properties"/>.</summary>
    public PropertyMap(IEnumerable<KeyValuePair<string, PropertyValue>> properties)
    {
        this.properties = new(StringComparer.Ordinal);
        foreach (var (key, value) in properties)
        {
            this.properties[key] = value;
        }
    }

    /// <summary>The map without properties.</summary>
    public static PropertyMap Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => properties.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => properties.Keys;

    /// <inheritdoc/>
    public IEnumerable<PropertyValue> Values => properties.Values;

    /// <inheritdoc/>
    public PropertyValue this[string key] => properties[key];

    /// <summary>The value of <paramref name="key"/>, or <see cref="PropertyValue.Null"/>.</summary>
    public PropertyValue Get(string key) => properties.GetValueOrDefault(key, PropertyValue.Null.Instance);

    /// <summary>The same map with one property set.</summary>
    public PropertyMap With(string key, PropertyValue value) => new([.. properties, KeyValuePair.Create(key, value)]);

    /// <inheritdoc/>
    public bool ContainsKey(string key) => properties.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out PropertyValue value) => properties.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, PropertyValue>> GetEnumerator() => properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(PropertyMap? other) =>
        other is not null
        && Count == other.Count
        && properties.All(p => other.TryGetValue(p.Key, out var value) && p.Value.Equals(value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PropertyMap);

    /// <inheritdoc/>
    public override int GetHashCode() => properties.Count;
}
