using System.Collections.Immutable;
using System.Reflection;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>The inputs of a resource, a function or a part of one: what its members marked <see cref="InputAttribute"/> hold.</summary>
public abstract class InputArgs
{
    private protected InputArgs()
    {
    }

    /// <summary>The inputs by their names on the wire, without those that were left out.</summary>
    internal virtual ImmutableDictionary<string, object> ToDictionary()
    {
        var result = ImmutableDictionary.CreateBuilder<string, object>();
        foreach (var (attribute, value) in Members())
        {
            if (value is not null)
            {
                result.Add(attribute.Name, attribute.Json ? JsonText.Of(value) : value);
            }
            else if (attribute.IsRequired)
            {
                throw new RunException($"\"{attribute.Name}\" of {GetType().Name} is required but has no value. Set it.");
            }
        }

        return result.ToImmutable();
    }

    private IEnumerable<(InputAttribute Attribute, object? Value)> Members()
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        foreach (var field in GetType().GetFields(All))
        {
            if (field.GetCustomAttribute<InputAttribute>() is { } attribute)
            {
                yield return (attribute, field.GetValue(this));
            }
        }

        foreach (var property in GetType().GetProperties(All))
        {
            if (property.GetCustomAttribute<InputAttribute>() is { } attribute)
            {
                yield return (attribute, property.GetValue(this));
            }
        }
    }
}

/// <summary>The inputs of a resource.</summary>
public abstract class ResourceArgs : InputArgs
{
    /// <summary>No inputs.</summary>
    public static readonly ResourceArgs Empty = new NoArgs();

    private sealed class NoArgs : ResourceArgs;
}

/// <summary>The inputs of a function.</summary>
public abstract class InvokeArgs : InputArgs
{
    /// <summary>No inputs.</summary>
    public static readonly InvokeArgs Empty = new NoArgs();

    private sealed class NoArgs : InvokeArgs;
}

/// <summary>The inputs of a resource that has no class for them.</summary>
public sealed class DictionaryResourceArgs(ImmutableDictionary<string, object?> dictionary) : ResourceArgs
{
    internal override ImmutableDictionary<string, object> ToDictionary() => dictionary.WithoutNulls();
}

/// <summary>The inputs of a function that has no class for them.</summary>
public sealed class DictionaryInvokeArgs(ImmutableDictionary<string, object?> dictionary) : InvokeArgs
{
    internal override ImmutableDictionary<string, object> ToDictionary() => dictionary.WithoutNulls();
}

internal static class DictionaryArgs
{
    public static ImmutableDictionary<string, object> WithoutNulls(this IEnumerable<KeyValuePair<string, object?>> entries) =>
        entries.Where(entry => entry.Value is not null).ToImmutableDictionary(entry => entry.Key, entry => entry.Value!);
}
