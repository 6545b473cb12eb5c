using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using LocalEngine.Protocol;
using Pulumirpc;

namespace LocalEngine.Programs.Yaml;

/// <summary>Evaluates the expressions of a YAML program; each variable and resource once.</summary>
internal sealed class Evaluator
{
    private readonly JsonObject _variables;
    private readonly JsonObject _resources;
    private readonly YamlConfig _config;
    private readonly Project _project;
    private readonly ProgramContext _context;
    private readonly Functions _functions;
    private readonly Registration _registration;
    private readonly Dictionary<string, Task<Evaluated>> _evaluated = [];
    private readonly Dictionary<string, Task<Handle>> _registered = [];

    public Evaluator(
        JsonObject document, Project project, ProgramContext context, ResourceMonitor.ResourceMonitorClient monitor, string stackUrn)
    {
        _variables = document["variables"] as JsonObject ?? [];
        _resources = document["resources"] as JsonObject ?? [];
        _config = new YamlConfig(document, project, context);
        (_project, _context) = (project, context);
        _functions = new Functions(this, monitor);
        _registration = new Registration(this, monitor, stackUrn);
    }

    public IEnumerable<string> Resources => _resources.Select(r => r.Key);

    public async Task<Evaluated> EvaluateAsync(JsonNode? node)
    {
        switch (node)
        {
            case null:
                return Evaluated.Plain(Value.ForNull());
            case JsonArray list:
                var items = await Task.WhenAll(list.Select(EvaluateAsync));
                return new Evaluated(
                    Value.ForList([.. items.Select(i => i.Value)]), items.SelectMany(i => i.Dependencies).ToHashSet());
            case JsonObject { Count: 1 } call when call.First().Key.StartsWith("fn::", StringComparison.Ordinal):
                return await _functions.CallAsync(call.First().Key["fn::".Length..], call.First().Value);
            case JsonObject map:
                return await MapAsync(map);
            default:
                return node.GetValueKind() == JsonValueKind.String
                    ? await TextAsync(node.GetValue<string>())
                    : Evaluated.Plain(Json.ToValue(node));
        }
    }

    /// <summary>A resource by its name in the program, registered at the first call.</summary>
    public Task<Handle> ResourceAsync(string name)
    {
        lock (_registered)
        {
            if (!_registered.TryGetValue(name, out var task))
            {
                task = _resources[name] is JsonObject node
                    ? Task.Run(() => _registration.RunAsync(name, node))
                    : Task.FromException<Handle>(new EngineException($"There is no resource \"{name}\" in the program."));
                _registered[name] = task;
            }

            return task;
        }
    }

    /// <summary>The resource that an option names, such as <c>provider: ${cloud}</c>.</summary>
    public Task<Handle> HandleAsync(JsonNode? node)
    {
        var parts = node is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? Interpolation.Parse(value.GetValue<string>())
            : [];
        return parts is [{ Literal: null, Path.Count: 1 }]
            ? ResourceAsync(parts[0].Path[0])
            : throw new EngineException($"The option value {node?.ToJsonString() ?? "null"} does not name a resource; write it as ${{name}}.");
    }

    private async Task<Evaluated> MapAsync(JsonObject map)
    {
        var fields = await Task.WhenAll(map.Select(async m => (m.Key, Value: await EvaluateAsync(m.Value))));
        var result = new Struct();
        foreach (var (key, value) in fields)
        {
            result.Fields[key] = value.Value;
        }

        return new Evaluated(Value.ForStruct(result), fields.SelectMany(f => f.Value.Dependencies).ToHashSet());
    }

    private async Task<Evaluated> TextAsync(string text)
    {
        var parts = Interpolation.Parse(text);
        if (parts.All(p => p.Literal is not null))
        {
            return Evaluated.Plain(Value.ForString(string.Concat(parts.Select(p => p.Literal))));
        }

        var values = await Task.WhenAll(parts.Select(
            p => p.Literal is null ? ReferenceAsync(p.Path) : Task.FromResult(Evaluated.Plain(Value.ForString(p.Literal)))));
        return values.Length == 1 ? values[0] : Evaluated.Combine(values, all => Value.ForString(string.Concat(all.Select(AsText))));
    }

    private static string AsText(Value value) =>
        value.KindCase == Value.KindOneofCase.StringValue ? value.StringValue : Json.Text(value);

    private async Task<Evaluated> ReferenceAsync(IReadOnlyList<string> path)
    {
        var name = path[0];
        if (_resources.ContainsKey(name))
        {
            return (await ResourceAsync(name)).At(path.Skip(1), _context.Preview);
        }

        var value = name == "pulumi" ? BuiltIn() : _config.Find(name) ?? await VariableAsync(name);
        return path.Skip(1).Aggregate(value, (current, key) => current.At(key, _context.Preview));
    }

    private Task<Evaluated> VariableAsync(string name)
    {
        if (!_variables.ContainsKey(name))
        {
            throw new EngineException(
                $"The program refers to \"{name}\", which is no resource, variable or configuration value of it; correct the name.");
        }

        lock (_evaluated)
        {
            if (!_evaluated.TryGetValue(name, out var task))
            {
                _evaluated[name] = task = Task.Run(() => EvaluateAsync(_variables[name]));
            }

            return task;
        }
    }

    private Evaluated BuiltIn() => Evaluated.Plain(Value.ForStruct(new Struct
    {
        Fields =
        {
            ["cwd"] = Value.ForString(_project.ProgramDirectory),
            ["organization"] = Value.ForString(_context.Organization),
            ["project"] = Value.ForString(_context.Project),
            ["stack"] = Value.ForString(_context.Stack),
        },
    }));
}
