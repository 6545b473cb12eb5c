using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi.Serialization;

/// <summary>Turns what the engine answers into the types of the program.</summary>
internal static class Deserializer
{
    // Any of them can stand in for a value of any type.
    private static readonly ImmutableHashSet<string> Unknowns =
    [
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        Wire.Unknown,
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    ];

    /// <summary>The value as <paramref name="target"/>; <paramref name="path"/> names it in error messages.</summary>
    public static OutputData<object?> Deserialize(Value value, System.Type target, string path)
    {
        if (Signature(value) is { } signature)
        {
            return DeserializeMarked(signature, value.StructValue, target, path);
        }

        if (value.KindCase == Value.KindOneofCase.StringValue && Unknowns.Contains(value.StringValue))
        {
            return OutputData<object?>.Unknown([], isSecret: false);
        }

        if (value.KindCase is Value.KindOneofCase.NullValue or Value.KindOneofCase.None)
        {
            return OutputData<object?>.Known(Missing(target));
        }

        target = Nullable.GetUnderlyingType(target) ?? target;
        return value.KindCase switch
        {
            Value.KindOneofCase.BoolValue when Takes<bool>(target) => OutputData<object?>.Known(value.BoolValue),
            Value.KindOneofCase.StringValue when Takes<string>(target) => OutputData<object?>.Known(value.StringValue),
            Value.KindOneofCase.NumberValue when TryNumber(value.NumberValue, target, out var number) => OutputData<object?>.Known(number),
            Value.KindOneofCase.ListValue when ElementType(target, typeof(ImmutableArray<>)) is { } element =>
                DeserializeList(value.ListValue, element, path),
            Value.KindOneofCase.StructValue when ElementType(target, typeof(ImmutableDictionary<,>)) is { } element =>
                DeserializeMap(value.StructValue, element, path),
            Value.KindOneofCase.StructValue when Constructor(target) is { } constructor =>
                DeserializeObject(value.StructValue, constructor, path),
            _ => throw Mismatch(Kind(value), target, path),
        };
    }

    /// <summary>What stands for a property that the engine did not send: an empty list or map, else the type's default.</summary>
    public static object? Missing(System.Type target)
    {
        if (target.IsGenericType && target.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
        {
            return target.GetField(nameof(ImmutableArray<object>.Empty))!.GetValue(null);
        }

        if (target.IsGenericType && target.GetGenericTypeDefinition() == typeof(ImmutableDictionary<,>))
        {
            return target.GetField(nameof(ImmutableDictionary<string, object>.Empty))!.GetValue(null);
        }

        return target.IsValueType ? Activator.CreateInstance(target) : null;
    }

    private static OutputData<object?> DeserializeMarked(string signature, Struct marked, System.Type target, string path)
    {
        var inner = marked.Fields.GetValueOrDefault(Wire.Value);
        switch (signature)
        {
            case Wire.SecretSignature:
                return Deserialize(inner ?? Value.ForNull(), target, path) with { IsSecret = true };
            case Wire.OutputSignature:
                var data = inner is null ? OutputData<object?>.Unknown([], isSecret: false) : Deserialize(inner, target, path);
                var urns = marked.Fields.GetValueOrDefault(Wire.Dependencies)?.ListValue?.Values ?? [];
                return data with
                {
                    IsSecret = data.IsSecret || marked.Fields.GetValueOrDefault(Wire.Secret) is { BoolValue: true },
                    Resources = data.Resources.Union(urns.Select(urn => new DependencyResource(urn.StringValue))),
                };
            case Wire.ResourceSignature when target.IsAssignableFrom(typeof(DependencyResource)):
                return OutputData<object?>.Known(new DependencyResource(marked.Fields[Wire.Urn].StringValue));
            default:
                throw Mismatch(signature switch
                {
                    Wire.ResourceSignature => "a resource",
                    Wire.AssetSignature => "an asset",
                    Wire.ArchiveSignature => "an archive",
                    _ => $"a special value (\"{signature}\")",
                }, target, path);
        }
    }

    private static OutputData<object?> DeserializeList(ListValue list, System.Type element, string path)
    {
        var parts = list.Values.Select((value, index) => Deserialize(value, element, $"{path}[{index}]")).ToImmutableArray();
        var array = Array.CreateInstance(element, parts.Length);
        for (var index = 0; index < parts.Length; index++)
        {
            array.SetValue(parts[index].IsKnown ? parts[index].Value : Missing(element), index);
        }

        return Output.Combine(Generic(nameof(ToImmutableArray), element).Invoke(null, [array]), parts);
    }

    private static OutputData<object?> DeserializeMap(Struct map, System.Type element, string path)
    {
        var entries = OwnFields(map)
            .Select(field => (field.Key, Data: Deserialize(field.Value, element, $"{path}.{field.Key}")))
            .ToImmutableArray();
        var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), element))!;
        foreach (var (key, data) in entries)
        {
            dictionary.Add(key, data.IsKnown ? data.Value : Missing(element));
        }

        return Output.Combine(
            Generic(nameof(ToImmutableDictionary), element).Invoke(null, [dictionary]), [.. entries.Select(entry => entry.Data)]);
    }

    private static OutputData<object?> DeserializeObject(Struct map, ConstructorInfo constructor, string path)
    {
        var fields = OwnFields(map).ToDictionary(field => field.Key, field => field.Value);
        var parts = constructor.GetParameters().Select(parameter =>
        {
            var name = parameter.GetCustomAttribute<OutputConstructorParameterAttribute>()?.Name ?? parameter.Name!;
            return fields.TryGetValue(name, out var value)
                ? Deserialize(value, parameter.ParameterType, $"{path}.{name}")
                : OutputData<object?>.Known(Missing(parameter.ParameterType));
        }).ToImmutableArray();
        return parts.All(part => part.IsKnown)
            ? Output.Combine<object?>(constructor.Invoke([.. parts.Select(part => part.Value)]), parts)
            : Output.Combine<object?>(null, parts);
    }

    // Keys that begin with two underscores are the engine's own.
    private static IEnumerable<KeyValuePair<string, Value>> OwnFields(Struct map) =>
        map.Fields.Where(field => !field.Key.StartsWith("__", StringComparison.Ordinal));

    private static bool TryNumber(double number, System.Type target, out object? result)
    {
        var isWhole = number == Math.Truncate(number);
        result = Takes<double>(target) ? number
            : target == typeof(int) && isWhole && number is >= int.MinValue and <= int.MaxValue ? (int)number
            : target == typeof(long) && isWhole ? (long)number
            : null as object;
        return result is not null;
    }

    private static bool Takes<T>(System.Type target) => target == typeof(T) || target == typeof(object);

    // Where the program asks for any object, lists and maps come as immutable collections of objects.
    private static System.Type? ElementType(System.Type target, System.Type collection)
    {
        if (target == typeof(object))
        {
            return typeof(object);
        }

        return target.IsGenericType && target.GetGenericTypeDefinition() == collection ? target.GenericTypeArguments[^1] : null;
    }

    private static ConstructorInfo? Constructor(System.Type target) =>
        Array.Find(
            target.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic),
            constructor => constructor.GetCustomAttribute<OutputConstructorAttribute>() is not null);

    private static ImmutableArray<T> ToImmutableArray<T>(T[] values) => [.. values];

    private static ImmutableDictionary<string, T> ToImmutableDictionary<T>(Dictionary<string, T> values) => values.ToImmutableDictionary();

    private static MethodInfo Generic(string method, System.Type element) =>
        typeof(Deserializer).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(element);

    private static string? Signature(Value value) =>
        value.KindCase == Value.KindOneofCase.StructValue
        && value.StructValue.Fields.TryGetValue(Wire.SignatureKey, out var signature)
        && signature.KindCase == Value.KindOneofCase.StringValue
            ? signature.StringValue
            : null;

    private static string Kind(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.BoolValue => "a boolean",
        Value.KindOneofCase.StringValue => "text",
        Value.KindOneofCase.NumberValue => "a number",
        Value.KindOneofCase.ListValue => "a list",
        _ => "an object",
    };

    // The value itself is left out: it may be secret.
    private static RunException Mismatch(string found, System.Type target, string path) =>
        new($"\"{path}\" is {found}, but this program's SDK expects {Name(target)}. Use an SDK and a provider of the same version.");

    private static string Name(System.Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GenericTypeArguments.Select(Name))}>"
        : type.Name;
}
