using LocalEngine.State;

namespace LocalEngine.Deployment;

/// <summary>Deletes what is no longer wanted: last what others need, and nothing that is protected.</summary>
internal sealed class Deleter(RunContext run, Providers providers)
{
    private readonly ResourceSteps _steps = new(run);

    /// <summary>Deletes what has left the program, and what was replaced.</summary>
    /// <param name="seen">Whether the program asked for a resource in this run.</param>
    public Task DeleteLeftoversAsync(Func<string, bool> seen)
    {
        var olds = run.Snapshot.Olds;

        // What the program asked for, but failed, stays as it was, and so does the provider it was made with.
        var staying = olds.Where(r => !r.Delete && seen(r.Urn)).ToList();
        return DeleteAsync(
            [.. olds.Where(r => r.Delete || !(seen(r.Urn) || staying.Exists(s => s.Provider == $"{r.Urn}::{r.Id}")))],
            quietly: r => r.Delete && seen(r.Urn));
    }

    /// <summary>Deletes everything.</summary>
    public Task DeleteAllAsync() => DeleteAsync(run.Snapshot.All, quietly: _ => false);

    private async Task DeleteAsync(IReadOnlyList<ResourceState> items, Func<ResourceState, bool> quietly)
    {
        foreach (var item in items.Where(r => r is { Protect: true, Delete: false }))
        {
            run.Fail(item.Urn, new EngineException(
                $"The resource \"{item.Name}\" is to be deleted, but is protected; take \"protect\" off it in an update first."));
        }

        if (run.Failed && !run.Options.ContinueOnError)
        {
            return;
        }

        var deleted = items.Where(r => !r.Protect || r.Delete).ToList();
        var needing = Needing(deleted);
        await InOrder.RunAsync(
            deleted,
            item => needing[item.Urn].Concat(needing[$"{item.Urn}::{item.Id}"]),
            run.Options.Parallel,
            () => !run.Stopping,
            item => DeleteAsync(item, quietly(item)));
    }

    private async Task<bool> DeleteAsync(ResourceState item, bool quietly)
    {
        var kind = item.RetainOnDelete && item.Custom ? ChangeKind.Forget : ChangeKind.Delete;
        return await run.StepAsync(
            item.Urn, kind, [], () => _steps.DeleteAsync(item, () => providers.GetAsync(item.Provider), item.RetainOnDelete), quietly);
    }

    // By what is needed, a URN or a provider's reference: who needs it.
    private static ILookup<string, ResourceState> Needing(IEnumerable<ResourceState> items) => items
        .SelectMany(item => item.Needs().Append(item.Provider), (item, need) => (Item: item, Need: need))
        .ToLookup(n => n.Need, n => n.Item);
}
