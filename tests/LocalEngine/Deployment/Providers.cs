using Google.Protobuf.WellKnownTypes;
using LocalEngine.Plugins;
using LocalEngine.Protocol;
using LocalEngine.State;

namespace LocalEngine.Deployment;

/// <summary>The providers of one run: started when first needed, told of a cancel, ended together.</summary>
internal sealed class Providers(RunContext run) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<string, ProviderInstance> _byReference = [];
    private readonly List<ProviderInstance> _all = [];
    private readonly Dictionary<string, string> _defaults = [];

    /// <summary>The provider behind a reference <c>URN::ID</c>; one that only the state knows is started as it was configured.</summary>
    public async Task<ProviderInstance> GetAsync(string reference)
    {
        await _gate.WaitAsync();
        try
        {
            if (_byReference.TryGetValue(reference, out var found))
            {
                return found;
            }

            var (urn, id) = Urn.SplitReference(reference);
            var state = run.Snapshot.All.FirstOrDefault(r => r.Urn == urn && r.Id == id)
                ?? throw new EngineException($"The provider \"{reference}\" is neither in the program nor in the state.");
            var instance = await StartAsync(state.Type);
            await instance.ConfigureAsync(urn, id, state.Inputs);
            return _byReference[reference] = instance;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The reference of the provider that resources get when the program names none; made from the stack's configuration.</summary>
    public async Task<string> DefaultAsync(string type, string version, string downloadUrl)
    {
        await _gate.WaitAsync();
        try
        {
            var package = type.Split(':')[0];
            var name = version.Length == 0 ? "default" : "default_" + version.Replace('.', '_');
            var key = $"{package}/{name}/{downloadUrl}";
            if (!_defaults.TryGetValue(key, out var reference))
            {
                reference = await RegisterCoreAsync(DefaultGoal(package, name, version, downloadUrl));
                _defaults[key] = reference;
            }

            return reference;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Brings up a provider that the program (or the engine itself) declares, and records it; returns its reference.</summary>
    public async Task<string> RegisterAsync(Goal goal)
    {
        await _gate.WaitAsync();
        try
        {
            return await RegisterCoreAsync(goal);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<string> RegisterCoreAsync(Goal goal)
    {
        var news = goal.Inputs.Clone();
        AddIfSet(news, "version", goal.Version);
        AddIfSet(news, "pluginDownloadURL", goal.PluginDownloadUrl);

        var old = run.Snapshot.FindOld(goal.Urn);
        var running = old is null ? null : _byReference.GetValueOrDefault($"{old.Urn}::{old.Id}");
        var instance = running ?? await StartAsync(goal.Type);

        var check = await instance.CheckConfigAsync(
            goal.Urn, Values.WithoutSecrets(old?.Inputs ?? new Struct()), Values.WithoutSecrets(news));
        CheckFailures.ThrowIfAny(check, news);
        var inputs = Values.MarkSecret(check.Inputs, Values.SecretKeys(news));

        var kind = ChangeKind.Create;
        IReadOnlyList<PropertyChange> changes = [];
        if (old is not null)
        {
            var oldInputs = Values.WithoutSecrets(old.Inputs);
            var diff = await instance.DiffConfigAsync(goal.Urn, oldInputs, Values.WithoutSecrets(old.Outputs), check.Inputs);
            changes = diff.Changes(old.Inputs, old.Outputs, inputs);
            kind = diff.Replaces(goal.ReplaceOnChanges) ? ChangeKind.Replace
                : diff.Changed(oldInputs, check.Inputs) ? ChangeKind.Update
                : ChangeKind.Same;
            if (kind != ChangeKind.Same && running is not null)
            {
                instance = await StartAsync(goal.Type);
            }
        }

        var keepsId = old is not null && kind != ChangeKind.Replace;
        var id = keepsId ? old!.Id : run.Preview ? Values.Unknown : Guid.NewGuid().ToString();
        var reference = $"{goal.Urn}::{id}";
        await run.StepAsync(goal.Urn, kind, changes, async () =>
        {
            // With an unknown value there is nothing to configure it with: the engine previews its resources itself.
            if (!instance.Configured && !(run.Preview && Values.ContainsUnknown(inputs)))
            {
                await instance.ConfigureAsync(goal.Urn, id, inputs);
            }

            var state = new ResourceState
            {
                Urn = goal.Urn,
                Custom = true,
                Id = id,
                Inputs = inputs,
                Outputs = inputs,
                Parent = goal.Parent,
                Dependencies = goal.Dependencies,
                PropertyDependencies = goal.PropertyDependencies,
                Protect = goal.Protect,
            };
            await run.Snapshot.PutAsync(state, old, oldAwaitsDeletion: kind == ChangeKind.Replace);
            _byReference[reference] = instance;
        });

        return _byReference.ContainsKey(reference) ? reference : throw new MonitorTerminatedException();
    }

    /// <summary>Tells every provider to stop waiting.</summary>
    public Task CancelAsync() => Task.WhenAll(Started().Select(p => p.CancelAsync()));

    /// <summary>Ends every provider by force.</summary>
    public void Kill()
    {
        foreach (var provider in Started())
        {
            provider.Kill();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Started().Select(async provider =>
        {
            // Twice, as a real engine does: once for the plugin host, once for the deployment.
            await provider.CancelAsync();
            await provider.CancelAsync();
            await provider.DisposeAsync();
        }));
        _gate.Dispose();
    }

    private ProviderInstance[] Started()
    {
        lock (_all)
        {
            return [.. _all];
        }
    }

    private async Task<ProviderInstance> StartAsync(string type)
    {
        var package = type[Urn.ProviderPrefix.Length..];
        var options = run.Options;
        var instance = await ProviderInstance.StartAsync(
            options.Providers, package, run.Address, options.RootDirectory, options.ProgramDirectory ?? options.RootDirectory,
            line => run.Log.Plain($"    {line}"), options.Kill);
        lock (_all)
        {
            _all.Add(instance);
        }

        return instance;
    }

    private Goal DefaultGoal(string package, string name, string version, string downloadUrl)
    {
        var type = Urn.ProviderPrefix + package;
        var inputs = new Struct();
        foreach (var (key, value) in run.Options.Config.Where(c => c.Key.StartsWith(package + ":", StringComparison.Ordinal)))
        {
            var text = Value.ForString(value);
            inputs.Fields[key[(package.Length + 1)..]] = run.Options.SecretConfigKeys.Contains(key) ? Values.Secret(text) : text;
        }

        return new Goal
        {
            Urn = Urn.Create(run.Options.Stack, run.Options.Project, null, type, name),
            Type = type,
            Name = name,
            Inputs = inputs,
            Version = version,
            PluginDownloadUrl = downloadUrl,
        };
    }

    private static void AddIfSet(Struct inputs, string key, string value)
    {
        if (value.Length > 0 && !inputs.Fields.ContainsKey(key))
        {
            inputs.Fields[key] = Value.ForString(value);
        }
    }
}
