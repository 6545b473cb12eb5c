using System.Security.Cryptography;
using Google.Protobuf.WellKnownTypes;
using LocalEngine.Plugins;
using LocalEngine.Protocol;
using LocalEngine.State;

namespace LocalEngine.Deployment;

/// <summary>Decides what becomes of a resource: asks Check and Diff, and gives back the steps that are to follow.</summary>
internal sealed class Planner(RunContext run, Providers providers)
{
    private readonly ResourceSteps _steps = new(run);

    /// <summary>Plans one custom resource.</summary>
    /// <param name="goal">What the program wants.</param>
    /// <param name="found">What the state holds of it, perhaps under an alias; null when nothing.</param>
    public async Task<Plan> PlanAsync(Goal goal, ResourceState? found)
    {
        var reference = goal.Provider.Length > 0
            ? goal.Provider
            : await providers.DefaultAsync(goal.Type, goal.Version, goal.PluginDownloadUrl);
        var provider = await providers.GetAsync(reference);

        // What the program only read until now is not its own to change: it becomes a new resource.
        var dropped = found is { External: true } ? found : null;
        var old = dropped is null ? found : null;

        var news = goal.Inputs.Clone();
        foreach (var path in goal.IgnoreChanges.Where(_ => old is not null))
        {
            PropertyPath.Keep(news, old!.Inputs, path);
        }

        if (!provider.Configured)
        {
            return PlanByEngine(goal, reference, news, old);
        }

        var seed = RandomNumberGenerator.GetBytes(32);
        if (goal.ImportId.Length > 0 && old?.Id != goal.ImportId && old?.ImportId != goal.ImportId)
        {
            return PlanImport(goal, reference, provider, news, seed, old);
        }

        var check = await provider.CheckAsync(goal.Urn, old?.Inputs ?? new Struct(), news, seed);
        CheckFailures.ThrowIfAny(check, news);
        if (old is null)
        {
            return new Plan(ChangeKind.Create, [], async () =>
            {
                if (dropped is not null)
                {
                    await run.Snapshot.RemoveAsync(dropped);
                }

                return await _steps.CreateAsync(goal, reference, provider, check.Inputs, null);
            });
        }

        var diff = await provider.DiffAsync(old, old.Inputs, check.Inputs, goal.IgnoreChanges);
        var changes = diff.Changes(old.Inputs, old.Outputs, check.Inputs);
        if (diff.Replaces(goal.ReplaceOnChanges) || run.Options.Replace.Contains(goal.Urn)
            || await ProviderReplacesAsync(old.Provider, reference))
        {
            return await PlanReplaceAsync(goal, reference, provider, news, seed, old, diff, changes);
        }

        // A resource that is not whole yet is updated whether it differs or not.
        return diff.Changed(old.Inputs, check.Inputs) || old.InitErrors.Count > 0
            ? new Plan(ChangeKind.Update, changes, () => _steps.UpdateAsync(goal, reference, provider, check.Inputs, old))
            : new Plan(ChangeKind.Same, [], () => _steps.SameAsync(goal, reference, check.Inputs, old));
    }

    private async Task<Plan> PlanReplaceAsync(
        Goal goal, string reference, ProviderInstance provider, Struct news, byte[] seed, ResourceState found, Difference diff,
        IReadOnlyList<PropertyChange> changes)
    {
        if (found.Protect)
        {
            throw new EngineException(
                $"The resource \"{goal.Name}\" has to be replaced ({string.Join(", ", changes.Select(c => c.Path))}), but is protected; " +
                "take \"protect\" off it in an update of its own, or undo the change.");
        }

        var check = await provider.CheckAsync(goal.Urn, new Struct(), news, seed);
        CheckFailures.ThrowIfAny(check, news);
        if (!(goal.DeleteBeforeReplace ?? diff.DeleteBeforeReplace))
        {
            return new Plan(
                ChangeKind.Replace, changes, () => _steps.CreateAsync(goal, reference, provider, check.Inputs, found));
        }

        return new Plan(ChangeKind.Replace, changes, async () =>
        {
            await _steps.DeleteAsync(
                found with { Timeouts = goal.Timeouts },
                () => providers.GetAsync(found.Provider),
                retain: found.RetainOnDelete || goal.RetainOnDelete);
            return await _steps.CreateAsync(goal, reference, provider, check.Inputs, null);
        });
    }

    private Plan PlanImport(
        Goal goal, string reference, ProviderInstance provider, Struct news, byte[] seed, ResourceState? found) =>
        new(ChangeKind.Import, [], async () =>
        {
            var read = await provider.FindAsync(goal.Urn, goal.ImportId, null);
            if (read.Id.Length == 0)
            {
                throw new EngineException($"There is no {goal.Type} with the id \"{goal.ImportId}\" to import; check the id.");
            }

            var readInputs = read.Inputs ?? new Struct();
            var check = await provider.CheckAsync(goal.Urn, readInputs, news, seed);
            CheckFailures.ThrowIfAny(check, news);
            var state = ResourceSteps.Wanted(goal, reference, check.Inputs) with
            {
                Id = read.Id,
                Outputs = Values.MarkSecret(read.Properties, goal.AdditionalSecretOutputs),
                RefreshBeforeUpdate = read.RefreshBeforeUpdate,
                ImportId = goal.ImportId,
            };
            var diff = await provider.DiffAsync(state, readInputs, check.Inputs, goal.IgnoreChanges);
            if (diff.Changed(readInputs, check.Inputs))
            {
                var differing = diff.Changes(readInputs, read.Properties, check.Inputs)
                    .Select(c => $"{c.Path} is {c.Before ?? "absent"}, the program says {c.After ?? "nothing"}");
                throw new EngineException(
                    $"The program's inputs are not those of the resource to import: {string.Join("; ", differing)}; make them equal first.");
            }

            await run.Snapshot.PutAsync(state, found, oldAwaitsDeletion: found is not null);
            return state;
        });

    // The provider cannot be asked, since a value of its configuration is still unknown: a preview by the engine alone.
    private Plan PlanByEngine(Goal goal, string reference, Struct news, ResourceState? found)
    {
        if (found is not null && found.Inputs.Equals(news))
        {
            return new Plan(ChangeKind.Same, [], () => _steps.SameAsync(goal, reference, news, found));
        }

        var state = ResourceSteps.Wanted(goal, reference, news) with { Id = found?.Id ?? "", Outputs = news };
        return new Plan(found is null ? ChangeKind.Create : ChangeKind.Update, [], async () =>
        {
            await run.Snapshot.PutAsync(state, found);
            return state;
        });
    }

    // Another provider may mean another account or region: the new one says whether the resource can stay what it is.
    private async Task<bool> ProviderReplacesAsync(string oldReference, string newReference)
    {
        if (oldReference.Length == 0 || oldReference == newReference)
        {
            return false;
        }

        var (oldUrn, oldId) = Urn.SplitReference(oldReference);
        var (newUrn, newId) = Urn.SplitReference(newReference);
        if (Urn.IsDefaultProvider(oldUrn) && Urn.IsDefaultProvider(newUrn))
        {
            return false;
        }

        var all = run.Snapshot.All;
        var before = all.FirstOrDefault(r => r.Urn == oldUrn && r.Id == oldId);
        var after = all.FirstOrDefault(r => r.Urn == newUrn && r.Id == newId);
        if (before is null || after is null)
        {
            return false;
        }

        var provider = await providers.GetAsync(newReference);
        var diff = await provider.DiffConfigAsync(
            newUrn, Values.WithoutSecrets(before.Inputs), Values.WithoutSecrets(before.Outputs), Values.WithoutSecrets(after.Inputs));
        return diff.Replaces([]);
    }
}

/// <summary>What becomes of a resource, and how to bring it about.</summary>
internal sealed record Plan(ChangeKind Kind, IReadOnlyList<PropertyChange> Changes, Func<Task<ResourceState>> RunAsync)
{
    /// <summary>The step has told of itself already.</summary>
    public bool Quiet { get; init; }
}
