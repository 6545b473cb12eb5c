using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;

namespace EcmProvider.Protocol.Values;

/// <summary>Turns the wire's <see cref="Struct"/> into property values and back.</summary>
public static class PropertyMarshaler
{
    /// <summary>Reads a map; null is the empty map.</summary>
    public static PropertyMap Unmarshal(Struct? wire) =>
        wire is null
            ? PropertyMap.Empty
            : new(wire.Fields.Select(field => KeyValuePair.Create(field.Key, Unmarshal(field.Value))));

    /// <summary>Reads a value.</summary>
    public static PropertyValue Unmarshal(Value wire) => wire.KindCase switch
    {
        Value.KindOneofCase.BoolValue => new PropertyValue.Bool(wire.BoolValue),
        Value.KindOneofCase.NumberValue => new PropertyValue.Number(wire.NumberValue),
        Value.KindOneofCase.StringValue when Sentinels.Unknowns.Contains(wire.StringValue) => new PropertyValue.Unknown(wire.StringValue),
        Value.KindOneofCase.StringValue => new PropertyValue.String(wire.StringValue),
        Value.KindOneofCase.ListValue => new PropertyValue.Array([.. wire.ListValue.Values.Select(Unmarshal)]),
        Value.KindOneofCase.StructValue => UnmarshalObject(wire.StructValue),
        _ => PropertyValue.Null.Instance,
    };

    /// <summary>Writes a map.</summary>
    public static Struct Marshal(PropertyMap properties)
    {
        var wire = new Struct();
        foreach (var (key, value) in properties)
        {
            wire.Fields[key] = Marshal(value);
        }

        return wire;
    }

    /// <summary>Writes a value.</summary>
    public static Value Marshal(PropertyValue value) => value switch
    {
        PropertyValue.Bool v => Value.ForBool(v.Value),
        PropertyValue.Number v => Value.ForNumber(v.Value),
        PropertyValue.String v => Value.ForString(v.Value),
        PropertyValue.Unknown v => Value.ForString(v.Sentinel),
        PropertyValue.Array v => Value.ForList([.. v.Items.Select(Marshal)]),
        PropertyValue.Object v => Value.ForStruct(Marshal(v.Properties)),
        PropertyValue.Opaque v => Value.ForStruct(v.Wire),
        PropertyValue.Secret v => Special(Sentinels.Secret, ("value", Marshal(v.Value))),
        PropertyValue.Output v => MarshalOutput(v),
        _ => Value.ForNull(),
    };

    private static PropertyValue UnmarshalObject(Struct wire)
    {
        if (!wire.Fields.TryGetValue(Sentinels.SignatureKey, out var signature))
        {
            return new PropertyValue.Object(Unmarshal(wire));
        }

        switch (signature.StringValue)
        {
            case Sentinels.Secret:
                return new PropertyValue.Secret(
                    wire.Fields.TryGetValue("value", out var secret) ? Unmarshal(secret) : PropertyValue.Null.Instance);
            case Sentinels.Output:
                var dependencies = wire.Fields.TryGetValue("dependencies", out var list) && list.KindCase == Value.KindOneofCase.ListValue
                    ? list.ListValue.Values.Select(v => v.StringValue).ToImmutableArray()
                    : [];
                return new PropertyValue.Output(
                    wire.Fields.TryGetValue("value", out var value) ? Unmarshal(value) : null,
                    wire.Fields.TryGetValue("secret", out var isSecret) && isSecret.BoolValue,
                    dependencies);
            default:
                return new PropertyValue.Opaque(wire);
        }
    }

    private static Value MarshalOutput(PropertyValue.Output output)
    {
        var fields = new List<(string, Value)>();
        if (output.Value is { } value)
        {
            fields.Add(("value", Marshal(value)));
        }

        if (output.IsSecret)
        {
            fields.Add(("secret", Value.ForBool(true)));
        }

        if (!output.Dependencies.IsEmpty)
        {
            fields.Add(("dependencies", Value.ForList([.. output.Dependencies.Select(Value.ForString)])));
        }

        return Special(Sentinels.Output, [.. fields]);
    }

    private static Value Special(string signature, params (string Key, Value Value)[] fields)
    {
        var wire = new Struct { Fields = { [Sentinels.SignatureKey] = Value.ForString(signature) } };
        foreach (var (key, value) in fields)
        {
            wire.Fields[key] = value;
        }

        return Value.ForStruct(wire);
    }
}
