using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;

namespace EcmProvider.Protocol.Values;

/// <summary>
/// A property as Pulumi knows it: plain data, or data that is secret, not known yet, or the output of a resource.
/// Source: the values chapter of the provider protocol; the names are those of <c>Pulumi.Experimental.Provider</c>.
/// </summary>
public abstract record PropertyValue
{
    private PropertyValue()
    {
    }

    /// <summary>No value.</summary>
    public sealed record Null : PropertyValue
    {
        /// <summary>The only instance needed.</summary>
        public static readonly Null Instance = new();
    }

    /// <summary>A truth value.</summary>
    public sealed record Bool(bool Value) : PropertyValue;

    /// <summary>A number; the protocol knows only doubles.</summary>
    public sealed record Number(double Value) : PropertyValue;

    /// <summary>A text.</summary>
    public sealed record String(string Value) : PropertyValue;

    /// <summary>A list.</summary>
    public sealed record Array(ImmutableArray<PropertyValue> Items) : PropertyValue
    {
        /// <inheritdoc/>
        public bool Equals(Array? other) => other is not null && Items.SequenceEqual(other.Items);

        /// <inheritdoc/>
        public override int GetHashCode() => Items.Length;
    }

    /// <summary>A map.</summary>
    public sealed record Object(PropertyMap Properties) : PropertyValue;

    /// <summary>A value that must not be shown.</summary>
    public sealed record Secret(PropertyValue Value) : PropertyValue;

    /// <summary>A value that only the update will know; the text is the protocol's stand-in for it.</summary>
    public sealed record Unknown(string Sentinel) : PropertyValue;

    /// <summary>The output of a resource: its value (null: unknown), whether it is secret, and the URNs it depends on.</summary>
    public sealed record Output(PropertyValue? Value, bool IsSecret, ImmutableArray<string> Dependencies) : PropertyValue
    {
        /// <inheritdoc/>
        public bool Equals(Output? other) =>
            other is not null && IsSecret == other.IsSecret && Equals(Value, other.Value) && Dependencies.SequenceEqual(other.Dependencies);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Value, IsSecret);
    }

    /// <summary>An asset, archive, resource reference or byte string: carried along as it came.</summary>
    public sealed record Opaque(Struct Wire) : PropertyValue;

    /// <summary>The plain value under secrets and outputs.</summary>
    public PropertyValue Bare => this switch
    {
        Secret secret => secret.Value.Bare,
        Output { Value: { } value } => value.Bare,
        Output => new Unknown(Sentinels.UnknownString),
        _ => this,
    };

    /// <summary>Whether the value, or any layer around it, is secret.</summary>
    public bool IsSecretValue => this switch
    {
        Secret => true,
        Output output => output.IsSecret || (output.Value?.IsSecretValue ?? false),
        _ => false,
    };

    /// <summary>Makes a text.</summary>
    public static PropertyValue Of(string? value) => value is null ? Null.Instance : new String(value);

    /// <summary>Makes a truth value.</summary>
    public static PropertyValue Of(bool value) => new Bool(value);

    /// <summary>Makes a number.</summary>
    public static PropertyValue Of(double value) => new Number(value);

    /// <summary>The stand-in for a text that only the update will know.</summary>
    public static PropertyValue UnknownValue { get; } = new Unknown(Sentinels.UnknownString);
}
