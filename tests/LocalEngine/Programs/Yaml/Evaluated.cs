using Google.Protobuf.WellKnownTypes;
using LocalEngine.Protocol;

namespace LocalEngine.Programs.Yaml;

/// <summary>A value of a YAML program, and the resources it came from.</summary>
internal sealed record Evaluated(Value Value, IReadOnlySet<string> Dependencies)
{
    private static readonly HashSet<string> None = [];

    public static Evaluated Plain(Value value) => new(value, None);

    /// <summary>One level down; secrets and unknowns stay what they are.</summary>
    /// <param name="key">A property's name or an index.</param>
    /// <param name="preview">In a preview, what is not there may still come.</param>
    public Evaluated At(string key, bool preview)
    {
        if (Values.IsUnknown(Value))
        {
            return this;
        }

        if (Values.IsSecret(Value, out var inner))
        {
            var below = (this with { Value = inner }).At(key, preview);
            return below with { Value = Values.Secret(below.Value) };
        }

        var found = Value.KindCase switch
        {
            Value.KindOneofCase.StructValue => Value.StructValue.Fields.TryGetValue(key, out var field) ? field : null,
            Value.KindOneofCase.ListValue when int.TryParse(key, out var at) && at >= 0 && at < Value.ListValue.Values.Count
                => Value.ListValue.Values[at],
            _ => null,
        };
        return this with { Value = found ?? (preview ? Values.UnknownValue() : Value.ForNull()) };
    }

    /// <summary>Makes one value of several: unknown if one is, secret if one is.</summary>
    public static Evaluated Combine(IReadOnlyList<Evaluated> parts, Func<IReadOnlyList<Value>, Value> combine)
    {
        var dependencies = parts.SelectMany(p => p.Dependencies).ToHashSet();
        var secret = parts.Any(p => Values.ContainsSecret(p.Value));
        var value = parts.Any(p => Values.ContainsUnknown(p.Value))
            ? Values.UnknownValue()
            : combine([.. parts.Select(p => Open(p.Value))]);
        return new Evaluated(secret ? Values.Secret(value) : value, dependencies);
    }

    private static Value Open(Value value) =>
        Values.WithoutSecrets(new Struct { Fields = { ["v"] = value } }).Fields["v"];
}
