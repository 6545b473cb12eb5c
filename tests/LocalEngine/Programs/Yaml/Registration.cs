using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using LocalEngine.Deployment;
using LocalEngine.Protocol;
using Pulumirpc;

namespace LocalEngine.Programs.Yaml;

/// <summary>Registers the resources of a YAML program with their options.</summary>
internal sealed class Registration(Evaluator evaluator, ResourceMonitor.ResourceMonitorClient monitor, string stackUrn)
{
    private static readonly string[] Options =
    [
        "provider", "dependsOn", "parent", "protect", "retainOnDelete", "deleteBeforeReplace", "ignoreChanges", "replaceOnChanges",
        "additionalSecretOutputs", "customTimeouts", "aliases", "version", "pluginDownloadURL", "import",
    ];

    public async Task<Handle> RunAsync(string name, JsonObject node)
    {
        var type = Functions.Token(Project.Text(node, "type") ?? throw new EngineException($"The resource \"{name}\" has no \"type\"."));
        type = type.StartsWith("pulumi:index:", StringComparison.Ordinal) ? type.Replace(":index:", ":", StringComparison.Ordinal) : type;
        var options = node["options"] as JsonObject ?? [];
        if (options.FirstOrDefault(o => !Options.Contains(o.Key)) is { Key: { } unknown })
        {
            throw new EngineException($"The option \"{unknown}\" of the resource \"{name}\" is not one this engine knows; it knows {string.Join(", ", Options)}.");
        }

        name = Project.Text(node, "name") ?? name;
        return node["get"] is JsonObject get
            ? await GetAsync(name, type, get, options)
            : await RegisterAsync(name, type, node["properties"] as JsonObject ?? [], options);
    }

    private async Task<Handle> RegisterAsync(string name, string type, JsonObject properties, JsonObject options)
    {
        var request = new RegisterResourceRequest
        {
            Type = type,
            Name = name,
            Parent = stackUrn,
            Custom = true,
            Object = new Struct(),
            AcceptSecrets = true,
            SupportsPartialValues = true,
            AliasSpecs = true,
            SupportsResultReporting = true,
        };
        var dependencies = new HashSet<string>();
        foreach (var (key, expression) in properties)
        {
            var value = await evaluator.EvaluateAsync(expression);
            request.Object.Fields[key] = value.Value;
            request.PropertyDependencies[key] = new() { Urns = { value.Dependencies } };
            dependencies.UnionWith(value.Dependencies);
        }

        await OptionsAsync(request, options, dependencies);
        request.Dependencies.Add(dependencies);
        var response = await monitor.RegisterResourceAsync(request);
        return response.Result == Result.Fail
            ? throw new ProgramFailedException($"the resource \"{name}\" failed")
            : new Handle(response.Urn, response.Id, response.Object ?? new Struct());
    }

    private async Task<Handle> GetAsync(string name, string type, JsonObject get, JsonObject options)
    {
        var id = await evaluator.EvaluateAsync(get["id"]);
        var state = await evaluator.EvaluateAsync(get["state"] ?? new JsonObject());
        var response = await monitor.ReadResourceAsync(new ReadResourceRequest
        {
            Type = type,
            Name = name,
            Parent = stackUrn,
            Id = id.Value.StringValue,
            Properties = state.Value.StructValue,
            Dependencies = { id.Dependencies.Union(state.Dependencies) },
            Provider = options["provider"] is { } provider ? (await evaluator.HandleAsync(provider)).Reference : "",
            Version = Project.Text(options, "version") ?? "",
            AcceptSecrets = true,
        });
        return new Handle(response.Urn, response.Id.Length > 0 ? response.Id : id.Value.StringValue, response.Properties ?? new Struct());
    }

    private async Task OptionsAsync(RegisterResourceRequest request, JsonObject options, HashSet<string> dependencies)
    {
        request.Version = Project.Text(options, "version") ?? "";
        request.PluginDownloadURL = Project.Text(options, "pluginDownloadURL") ?? "";
        request.ImportId = Project.Text(options, "import") ?? "";
        request.IgnoreChanges.Add(Texts(options["ignoreChanges"]));
        request.ReplaceOnChanges.Add(Texts(options["replaceOnChanges"]));
        request.AdditionalSecretOutputs.Add(Texts(options["additionalSecretOutputs"]));
        if (options["protect"] is { } protect)
        {
            request.Protect = (await evaluator.EvaluateAsync(protect)).Value.BoolValue;
        }

        if (options["retainOnDelete"] is { } retain)
        {
            request.RetainOnDelete = retain.GetValue<bool>();
        }

        if (options["deleteBeforeReplace"] is { } deleteFirst)
        {
            (request.DeleteBeforeReplace, request.DeleteBeforeReplaceDefined) = (deleteFirst.GetValue<bool>(), true);
        }

        if (options["customTimeouts"] is JsonObject timeouts)
        {
            request.CustomTimeouts = new()
            {
                Create = Project.Text(timeouts, "create") ?? "",
                Update = Project.Text(timeouts, "update") ?? "",
                Delete = Project.Text(timeouts, "delete") ?? "",
                Read = Project.Text(timeouts, "read") ?? "",
            };
        }

        if (options["provider"] is { } provider)
        {
            request.Provider = (await evaluator.HandleAsync(provider)).Reference;
        }

        if (options["parent"] is { } parent)
        {
            request.Parent = (await evaluator.HandleAsync(parent)).Urn;
        }

        foreach (var item in options["dependsOn"] as JsonArray ?? (options["dependsOn"] is { } one ? [one.DeepClone()] : []))
        {
            dependencies.Add((await evaluator.HandleAsync(item)).Urn);
        }

        foreach (var alias in options["aliases"] as JsonArray ?? [])
        {
            request.Aliases.Add(AliasOf(alias));
        }
    }

    private static Alias AliasOf(JsonNode? node)
    {
        if (node is not JsonObject spec)
        {
            return new Alias { Urn = node!.GetValue<string>() };
        }

        var alias = new Alias.Types.Spec
        {
            Name = Project.Text(spec, "name") ?? "",
            Type = Project.Text(spec, "type") is { } type ? Functions.Token(type) : "",
            Stack = Project.Text(spec, "stack") ?? "",
            Project = Project.Text(spec, "project") ?? "",
        };
        if (Project.Text(spec, "parentUrn") is { } parent)
        {
            alias.ParentUrn = parent;
        }
        else if (spec["noParent"]?.GetValue<bool>() == true)
        {
            alias.NoParent = true;
        }

        return new Alias { Spec = alias };
    }

    private static IEnumerable<string> Texts(JsonNode? node) => (node as JsonArray ?? []).Select(t => t!.GetValue<string>());
}

/// <summary>A registered resource; an empty id is unknown.</summary>
internal sealed record Handle(string Urn, string Id, Struct Outputs)
{
    /// <summary>As other resources name it when it is a provider.</summary>
    public string Reference => $"{Urn}::{(Id.Length == 0 ? Values.Unknown : Id)}";

    /// <summary>The resource itself (its id), its id or URN, or an output.</summary>
    public Evaluated At(IEnumerable<string> path, bool preview)
    {
        var keys = path.ToList();
        var dependencies = new HashSet<string> { Urn };
        return keys switch
        {
            [] or ["id"] => new Evaluated(Id.Length == 0 ? Values.UnknownValue() : Value.ForString(Id), dependencies),
            ["urn"] => new Evaluated(Value.ForString(Urn), dependencies),
            _ => keys.Aggregate(new Evaluated(Value.ForStruct(Outputs), dependencies), (current, key) => current.At(key, preview)),
        };
    }
}
