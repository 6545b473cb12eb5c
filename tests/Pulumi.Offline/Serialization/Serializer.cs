using System.Collections;
using System.Collections.Immutable;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi.Serialization;

/// <summary>How special values are written.</summary>
internal enum Form
{
    /// <summary>Secrets and unknowns marked, resources by reference.</summary>
    Marked,

    /// <summary>As <see cref="Marked"/>, for engines that do not know resource references: resources by their id.</summary>
    MarkedWithoutReferences,

    /// <summary>As <see cref="Marked"/>, and outputs with what they depend on.</summary>
    OutputValues,

    /// <summary>Plain values only; <see cref="Serializer.SawSecret"/> and <see cref="Serializer.SawUnknown"/> tell what was met.</summary>
    Plain,
}

/// <summary>Turns the values of a program into what travels to the engine, and remembers what they depend on.</summary>
internal sealed class Serializer(Form form)
{
    private readonly HashSet<Resource> _resources = [];

    public IReadOnlySet<Resource> Resources => _resources;

    public bool SawSecret { get; private set; }

    public bool SawUnknown { get; private set; }

    /// <summary>The value for the wire. <paramref name="path"/> names it in error messages.</summary>
    public async Task<Value> SerializeAsync(object? value, string path)
    {
        switch (value)
        {
            case null:
                return Value.ForNull();
            case bool known:
                return Value.ForBool(known);
            case string known:
                return Value.ForString(known);
            case int or long or short or byte or uint or float or double or decimal:
                return Value.ForNumber(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture));
            case InputArgs args:
                return Value.ForStruct(await SerializeMapAsync(args.ToDictionary(), path).ConfigureAwait(false));
            case IInputCollection collection:
                return await SerializeAsync(collection.Elements, path).ConfigureAwait(false);
            case IInput input:
                return await SerializeAsync(input.ToOutput(), path).ConfigureAwait(false);
            case IOutput output:
                return await SerializeOutputAsync(output, path).ConfigureAwait(false);
            case Resource resource:
                return await SerializeResourceAsync(resource, path).ConfigureAwait(false);
            case JsonDocument document:
                return FromJson(document.RootElement);
            case JsonElement element:
                return FromJson(element);
            case Task:
                throw new RunException($"\"{path}\" is a Task. Wrap it: Output.Create(task).");
            case IDictionary map:
                return Value.ForStruct(await SerializeMapAsync(Entries(map, path), path).ConfigureAwait(false));
            case IEnumerable list:
                return await SerializeListAsync(list, path).ConfigureAwait(false);
            default:
                throw new RunException(
                    $"\"{path}\" is a {value.GetType().Name}, which cannot be sent to the engine. "
                    + "Use text, numbers, booleans, lists, maps, resources, or outputs of these.");
        }
    }

    /// <summary>A map for the wire, without the entries that are null.</summary>
    public async Task<Struct> SerializeMapAsync(IEnumerable<KeyValuePair<string, object>> entries, string path)
    {
        var result = new Struct();
        foreach (var (key, value) in entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            result.Fields.Add(key, await SerializeAsync(value, $"{path}.{key}").ConfigureAwait(false));
        }

        return result;
    }

    private async Task<Value> SerializeOutputAsync(IOutput output, string path)
    {
        var data = await output.GetDataAsync().ConfigureAwait(false);
        _resources.UnionWith(data.Resources);
        SawSecret |= data.IsSecret;
        SawUnknown |= !data.IsKnown;

        if (form == Form.OutputValues && (!data.IsKnown || data.IsSecret || data.Resources.Count > 0))
        {
            return await OutputValueAsync(data, path).ConfigureAwait(false);
        }

        if (!data.IsKnown)
        {
            return Value.ForString(Wire.Unknown);
        }

        var value = await SerializeAsync(data.Value, path).ConfigureAwait(false);
        return data.IsSecret && form != Form.Plain ? Secret(value) : value;
    }

    private async Task<Value> OutputValueAsync(OutputData<object?> data, string path)
    {
        var result = Marked(Wire.OutputSignature);
        if (data.IsKnown)
        {
            result.Fields[Wire.Value] = await SerializeAsync(data.Value, path).ConfigureAwait(false);
        }

        if (data.IsSecret)
        {
            result.Fields[Wire.Secret] = Value.ForBool(true);
        }

        var dependencies = await Dependencies.UrnsAsync(data.Resources).ConfigureAwait(false);
        if (dependencies.Length > 0)
        {
            result.Fields[Wire.Dependencies] = Value.ForList([.. dependencies.Select(Value.ForString)]);
        }

        return Value.ForStruct(result);
    }

    private async Task<Value> SerializeResourceAsync(Resource resource, string path)
    {
        _resources.Add(resource);
        var custom = resource as CustomResource;
        if (form is Form.MarkedWithoutReferences or Form.Plain)
        {
            return await SerializeAsync(custom?.Id ?? resource.Urn, path).ConfigureAwait(false);
        }

        var result = Marked(Wire.ResourceSignature);
        result.Fields[Wire.Urn] = await SerializeAsync(resource.Urn, path).ConfigureAwait(false);
        if (custom is not null)
        {
            var id = await custom.Id.GetValueAsync(Wire.Unknown).ConfigureAwait(false);
            // An id that is not known yet is the empty text in a reference.
            result.Fields[Wire.Id] = Value.ForString(id == Wire.Unknown ? "" : id);
        }

        return Value.ForStruct(result);
    }

    private async Task<Value> SerializeListAsync(IEnumerable list, string path)
    {
        var result = new List<Value>();
        foreach (var element in IsDefaultArray(list) ? Array.Empty<object>() : list)
        {
            result.Add(await SerializeAsync(element, $"{path}[{result.Count}]").ConfigureAwait(false));
        }

        return Value.ForList([.. result]);
    }

    // An ImmutableArray that was never assigned throws when it is enumerated; it counts as empty.
    private static bool IsDefaultArray(IEnumerable list) =>
        list.GetType() is { IsGenericType: true } type
        && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
        && list.Equals(Activator.CreateInstance(type));

    private static Dictionary<string, object> Entries(IDictionary map, string path)
    {
        var result = new Dictionary<string, object>();
        foreach (DictionaryEntry entry in map)
        {
            var key = entry.Key as string
                ?? throw new RunException($"\"{path}\" is a map whose keys are {entry.Key.GetType().Name}. Keys must be text.");
            if (entry.Value is not null)
            {
                result.Add(key, entry.Value);
            }
        }

        return result;
    }

    private static Value FromJson(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Value.ForStruct(new Struct
        {
            Fields = { element.EnumerateObject().ToDictionary(property => property.Name, property => FromJson(property.Value)) },
        }),
        JsonValueKind.Array => Value.ForList([.. element.EnumerateArray().Select(FromJson)]),
        JsonValueKind.String => Value.ForString(element.GetString()),
        JsonValueKind.Number => Value.ForNumber(element.GetDouble()),
        JsonValueKind.True => Value.ForBool(true),
        JsonValueKind.False => Value.ForBool(false),
        _ => Value.ForNull(),
    };

    private static Value Secret(Value value)
    {
        var result = Marked(Wire.SecretSignature);
        result.Fields[Wire.Value] = value;
        return Value.ForStruct(result);
    }

    private static Struct Marked(string signature) => new() { Fields = { [Wire.SignatureKey] = Value.ForString(signature) } };
}
