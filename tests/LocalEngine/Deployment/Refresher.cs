using Google.Protobuf.WellKnownTypes;
using LocalEngine.Plugins;
using LocalEngine.Protocol;
using LocalEngine.State;

namespace LocalEngine.Deployment;

/// <summary>Brings the state to what the cloud says.</summary>
internal sealed class Refresher(RunContext run, Providers providers)
{
    /// <summary>Reads resources side by side.</summary>
    /// <param name="all">False: only those whose provider asked for it (<c>refresh_before_update</c>).</param>
    /// <param name="showSame">Whether to tell of those in which nothing differed.</param>
    public Task RefreshAsync(bool all, bool showSame) => InOrder.RunAsync(
        [.. run.Snapshot.Olds.Where(r => r.Custom && !Urn.IsProvider(r.Type) && !r.Delete && (all || r.RefreshBeforeUpdate))],
        _ => [],
        run.Options.Parallel,
        () => !run.Stopping,
        old => RefreshAsync(old, showSame));

    private async Task<bool> RefreshAsync(ResourceState old, bool showSame)
    {
        var started = run.Options.Clock.GetTimestamp();
        try
        {
            var provider = await providers.GetAsync(old.Provider);
            var change = await ReadAsync(old, provider);
            if (showSame || change.Kind != ChangeKind.Same)
            {
                run.Log.Change(change, run.Options.Clock.GetElapsedTime(started));
            }

            return true;
        }
#pragma warning disable CA1031 // Whatever ends a read is shown under its resource; the run goes on to its end.
        catch (Exception e)
#pragma warning restore CA1031
        {
            run.Log.Change(new ResourceChange(old.Urn, ChangeKind.Refresh, [], Failed: true), run.Options.Clock.GetElapsedTime(started));
            run.Fail(old.Urn, e);
            return false;
        }
    }

    private async Task<ResourceChange> ReadAsync(ResourceState old, ProviderInstance provider)
    {
        ResourceState state;
        try
        {
            var read = await provider.ReadAsync(old);
            if (read.Id.Length == 0)
            {
                await run.Snapshot.RemoveAsync(old);
                return new ResourceChange(old.Urn, ChangeKind.Gone, [], Failed: false);
            }

            state = old with
            {
                Id = read.Id,
                Inputs = read.Inputs ?? old.Inputs,
                Outputs = Values.MarkSecret(read.Properties, old.AdditionalSecretOutputs),
                RefreshBeforeUpdate = read.RefreshBeforeUpdate,
                InitErrors = [],
            };
            if (!old.External)
            {
                await provider.DiffAsync(state, state.Inputs, old.Inputs, []);
            }
        }
        catch (ProviderFailure e) when (e.Partial is { } partial)
        {
            // Not whole, but there: the state takes what is known, and remembers that it is not whole.
            foreach (var reason in partial.Reasons)
            {
                run.Log.Say(Severity.Warning, old.Urn, $"the resource is not whole: {reason}");
            }

            state = old with
            {
                Inputs = partial.Inputs ?? old.Inputs,
                Outputs = Values.MarkSecret(partial.Properties, old.AdditionalSecretOutputs),
                RefreshBeforeUpdate = partial.RefreshBeforeUpdate,
                InitErrors = partial.Reasons,
            };
        }

        await run.Snapshot.ReplaceAsync(old, state);
        var changes = Changes(old.Outputs, state.Outputs);
        return new ResourceChange(old.Urn, changes.Count == 0 ? ChangeKind.Same : ChangeKind.Refresh, changes, Failed: false);
    }

    private static List<PropertyChange> Changes(Struct before, Struct after) =>
    [
        .. before.Fields.Keys.Union(after.Fields.Keys).Order(StringComparer.Ordinal)
            .Where(key => !Equals(before.Fields.GetValueOrNull(key), after.Fields.GetValueOrNull(key)))
            .Select(key => new PropertyChange(key, Shown.At(before, key), Shown.At(after, key), Replaces: false)),
    ];
}

internal static class FieldExtensions
{
    public static Value? GetValueOrNull(this Google.Protobuf.Collections.MapField<string, Value> fields, string key) =>
        fields.TryGetValue(key, out var value) ? value : null;
}
