using Google.Protobuf.WellKnownTypes;

namespace LocalEngine.Protocol;

/// <summary>Property values on the wire: what marks a secret, an unknown and an output, and how to look through them.</summary>
internal static class Values
{
    /// <summary>The key whose presence makes an object a special value.</summary>
    public const string SpecialKey = "4dabf18193072939515e22adb298388d";

    /// <summary>The special value that is a secret; its other key is <c>value</c>.</summary>
    public const string SecretTag = "1b47061264138c4ac30d75fd1eb44270";

    /// <summary>The unknown string, which stands for an unknown value of any type.</summary>
    public const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    private const string OutputTag = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
    private const string ValueKey = "value";

    private static readonly HashSet<string> Unknowns = new(StringComparer.Ordinal)
    {
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        Unknown,
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    };

    public static bool IsUnknown(string text) => Unknowns.Contains(text);

    public static bool IsUnknown(Value value) =>
        value.KindCase == Value.KindOneofCase.StringValue && Unknowns.Contains(value.StringValue);

    public static Value UnknownValue() => Value.ForString(Unknown);

    public static bool IsSecret(Value value, out Value inner)
    {
        inner = value;
        if (Tag(value) != SecretTag || !value.StructValue.Fields.TryGetValue(ValueKey, out var found))
        {
            return false;
        }

        inner = found;
        return true;
    }

    public static Value Secret(Value value) => IsSecret(value, out _) ? value : Value.ForStruct(new Struct
    {
        Fields = { [SpecialKey] = Value.ForString(SecretTag), [ValueKey] = value },
    });

    public static bool ContainsSecret(Value value) => Any(value, v => IsSecret(v, out _));

    public static bool ContainsUnknown(Value value) => Any(value, IsUnknown);

    public static bool ContainsUnknown(Struct value) => value.Fields.Values.Any(ContainsUnknown);

    /// <summary>The same properties with every secret in the clear.</summary>
    public static Struct WithoutSecrets(Struct value) => Map(value, v => IsSecret(v, out var inner) ? inner : null);

    /// <summary>Output values as the plain values, secrets and unknowns they stand for.</summary>
    public static Struct WithoutOutputs(Struct value) => Map(value, Flatten);

    /// <summary>Marks top-level properties as secret.</summary>
    public static Struct MarkSecret(Struct value, IEnumerable<string> keys)
    {
        var copy = value.Clone();
        foreach (var key in keys)
        {
            if (copy.Fields.TryGetValue(key, out var found))
            {
                copy.Fields[key] = Secret(found);
            }
        }

        return copy;
    }

    /// <summary>The top-level properties that are secret, or hold a secret somewhere inside.</summary>
    public static IEnumerable<string> SecretKeys(Struct value) =>
        value.Fields.Where(f => ContainsSecret(f.Value)).Select(f => f.Key);

    private static Value? Flatten(Value value)
    {
        if (Tag(value) != OutputTag)
        {
            return null;
        }

        var fields = value.StructValue.Fields;
        var inner = fields.TryGetValue(ValueKey, out var found) ? found : UnknownValue();
        return fields.TryGetValue("secret", out var secret) && secret.BoolValue ? Secret(inner) : inner;
    }

    private static string? Tag(Value value) =>
        value.KindCase == Value.KindOneofCase.StructValue
        && value.StructValue.Fields.TryGetValue(SpecialKey, out var tag)
        && tag.KindCase == Value.KindOneofCase.StringValue
            ? tag.StringValue
            : null;

    private static bool Any(Value value, Func<Value, bool> test) => test(value) || value.KindCase switch
    {
        Value.KindOneofCase.StructValue => value.StructValue.Fields.Values.Any(v => Any(v, test)),
        Value.KindOneofCase.ListValue => value.ListValue.Values.Any(v => Any(v, test)),
        _ => false,
    };

    private static Struct Map(Struct value, Func<Value, Value?> replace)
    {
        var result = new Struct();
        foreach (var (key, field) in value.Fields)
        {
            result.Fields[key] = Map(field, replace);
        }

        return result;
    }

    private static Value Map(Value value, Func<Value, Value?> replace)
    {
        if (replace(value) is { } replaced)
        {
            return Map(replaced, replace);
        }

        return value.KindCase switch
        {
            Value.KindOneofCase.StructValue => Value.ForStruct(Map(value.StructValue, replace)),
            Value.KindOneofCase.ListValue => Value.ForList(value.ListValue.Values.Select(v => Map(v, replace)).ToArray()),
            _ => value,
        };
    }
}
