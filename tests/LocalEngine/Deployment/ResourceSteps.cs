using Google.Protobuf.WellKnownTypes;
using LocalEngine.Plugins;
using LocalEngine.Protocol;
using LocalEngine.State;

namespace LocalEngine.Deployment;

/// <summary>The operations on one resource: asks the provider and writes down what came of it, whatever that is.</summary>
internal sealed class ResourceSteps(RunContext run)
{
    /// <summary>Creates a resource, in place of nothing or of an old one that is deleted afterwards.</summary>
    public async Task<ResourceState> CreateAsync(
        Goal goal, string reference, ProviderInstance provider, Struct inputs, ResourceState? replaced)
    {
        var wanted = Wanted(goal, reference, inputs);
        var pending = await BeginAsync(goal.Urn, "creating");
        Outcome outcome;
        try
        {
            outcome = run.Preview && !provider.SupportsPreview
                ? new Outcome("", inputs, null, false)
                : await provider.CreateAsync(goal.Urn, inputs, goal.Timeouts.Create, run.Preview);
            if (outcome.Id.Length == 0 && !run.Preview)
            {
                throw new ProviderFailure("the provider answered Create without an id; this is a bug in the provider");
            }
        }
        catch (ProviderFailure e) when (e.Partial is { Id.Length: > 0 } partial && !run.Preview)
        {
            await run.Snapshot.PutAsync(Unfinished(wanted, partial), replaced, pending, replaced is not null);
            throw;
        }
        catch (Exception e) when (!IsLost(e))
        {
            await EndAsync(pending);
            throw;
        }

        var state = Finished(wanted, outcome);
        await run.Snapshot.PutAsync(state, replaced, pending, replaced is not null);
        return state;
    }

    /// <summary>Changes a resource in place.</summary>
    public async Task<ResourceState> UpdateAsync(
        Goal goal, string reference, ProviderInstance provider, Struct inputs, ResourceState old)
    {
        var wanted = Wanted(goal, reference, inputs) with { ImportId = old.ImportId };
        var pending = await BeginAsync(goal.Urn, "updating");
        Outcome outcome;
        try
        {
            outcome = run.Preview && !provider.SupportsPreview
                ? new Outcome(old.Id, inputs, null, old.RefreshBeforeUpdate)
                : await provider.UpdateAsync(old, inputs, goal.Timeouts.Update, goal.IgnoreChanges, run.Preview);
        }
        catch (ProviderFailure e) when (e.Partial is { } partial && !run.Preview)
        {
            await run.Snapshot.PutAsync(Unfinished(wanted, partial with { Id = old.Id }), old, pending);
            throw;
        }
        catch (Exception e) when (!IsLost(e))
        {
            await EndAsync(pending);
            throw;
        }

        var state = Finished(wanted, outcome);
        await run.Snapshot.PutAsync(state, old, pending);
        return state;
    }

    /// <summary>Deletes a resource, or only forgets it where the program said so.</summary>
    public async Task DeleteAsync(ResourceState found, Func<Task<ProviderInstance>> provider, bool retain)
    {
        if (run.Preview || retain || found.External || !found.Custom || Urn.IsProvider(found.Type))
        {
            await run.Snapshot.RemoveAsync(found);
            return;
        }

        var instance = await provider();
        var pending = await BeginAsync(found.Urn, "deleting");
        try
        {
            await instance.DeleteAsync(found);
        }
        catch (Exception e) when (!IsLost(e))
        {
            await EndAsync(pending);
            throw;
        }

        await run.Snapshot.RemoveAsync(found, pending);
    }

    /// <summary>Keeps a resource as it is, with the program's present options.</summary>
    public async Task<ResourceState> SameAsync(Goal goal, string reference, Struct inputs, ResourceState found)
    {
        var state = Wanted(goal, reference, inputs) with
        {
            Id = found.Id,
            Outputs = found.Outputs,
            InitErrors = found.InitErrors,
            RefreshBeforeUpdate = found.RefreshBeforeUpdate,
            ImportId = found.ImportId,
        };
        await run.Snapshot.PutAsync(state, found);
        return state;
    }

    /// <summary>What the program wants, as a state without id and outputs.</summary>
    public static ResourceState Wanted(Goal goal, string reference, Struct inputs) => new()
    {
        Urn = goal.Urn,
        Custom = goal.Custom,
        Inputs = inputs,
        Parent = goal.Parent,
        Provider = reference,
        Dependencies = goal.Dependencies,
        PropertyDependencies = goal.PropertyDependencies,
        Protect = goal.Protect,
        RetainOnDelete = goal.RetainOnDelete,
        Timeouts = goal.Timeouts,
        AdditionalSecretOutputs = goal.AdditionalSecretOutputs,
    };

    private static ResourceState Finished(ResourceState wanted, Outcome outcome) => wanted with
    {
        Id = outcome.Id,
        Outputs = Values.MarkSecret(outcome.Properties, wanted.AdditionalSecretOutputs),
        RefreshBeforeUpdate = outcome.RefreshBeforeUpdate,
    };

    private static ResourceState Unfinished(ResourceState wanted, Partial partial) => wanted with
    {
        Id = partial.Id,
        Inputs = partial.Inputs ?? wanted.Inputs,
        Outputs = Values.MarkSecret(partial.Properties, wanted.AdditionalSecretOutputs),
        InitErrors = partial.Reasons,
        RefreshBeforeUpdate = partial.RefreshBeforeUpdate,
    };

    // Without an answer the note that the operation has begun stays in the state, and the next run tells of it.
    private static bool IsLost(Exception e) => e is ProviderFailure { Lost: true };

    private async Task<PendingOperation?> BeginAsync(string urn, string kind) =>
        run.Preview ? null : await run.Snapshot.BeginAsync(urn, kind);

    private Task EndAsync(PendingOperation? pending) => pending is null ? Task.CompletedTask : run.Snapshot.EndAsync(pending);
}
