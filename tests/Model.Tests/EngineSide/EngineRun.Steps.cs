using EcmProvider.ModelTests.Histories;
using EcmProvider.ModelTests.World;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;

namespace EcmProvider.ModelTests.EngineSide;

/// <content>What each step calls, and what stands in the state after its answer.</content>
public sealed partial class EngineRun
{
    private async Task ReplaceAsync(Recorded old, Wanted wanted, PropertyMap inputs)
    {
        // A preview deletes nothing. The timeouts are those of the program that is run now.
        if ((preview || await DeleteAsync(old with { Timeout = wanted.Timeout })) && !stopping)
        {
            await CreateAsync(wanted, inputs);
        }
    }

    // What is replaced create-first stays until the end of the run.
    private async Task CreateAsync(Wanted wanted, PropertyMap inputs, Recorded? replaced = null)
    {
        Report.Change($"create {wanted.Name}");
        var call = new Call("Create", wanted.Name, wanted.Id, wanted.Allow, wanted.Timeout) { IsPreview = preview };
        var outcome = await witness.CallAsync(this, call, () => provider.CreateAsync(wanted, inputs, preview));
        if (outcome is null && !preview)
        {
            engine.NeverAnswered(wanted.Id);
        }

        if (outcome?.Error is not null)
        {
            Fail(wanted.Name, outcome);
        }

        if (outcome is not null && !preview && (outcome.Error is null || outcome.Partial is not null))
        {
            var isWhole = outcome.Error is null;
            engine.Record(
                new(wanted.Name, outcome.Id, isWhole ? inputs : outcome.Inputs, outcome.State, outcome.RefreshBeforeUpdate, !isWhole, wanted.Timeout),
                replaced);
        }
    }

    private async Task UpdateAsync(Wanted wanted, Recorded old, PropertyMap inputs)
    {
        Report.Change($"update {wanted.Name}");
        var call = new Call("Update", wanted.Name, old.Id, wanted.Allow, wanted.Timeout) { IsPreview = preview };
        var outcome = await witness.CallAsync(this, call, () => provider.UpdateAsync(wanted, old, inputs, preview));
        if (outcome?.Error is not null)
        {
            Fail(wanted.Name, outcome);
        }

        if (outcome is not null && !preview && (outcome.Error is null || outcome.Partial is not null))
        {
            var isWhole = outcome.Error is null;
            engine.Record(old with
            {
                Inputs = isWhole ? inputs : outcome.Inputs,
                State = outcome.State,
                ReadFirst = outcome.RefreshBeforeUpdate,
                InitFailed = !isWhole,
                Timeout = wanted.Timeout,
            });
        }
    }

    private async Task<bool> DeleteAsync(Recorded old)
    {
        Report.Change($"delete {old.Name}");
        if (preview)
        {
            return true;
        }

        var outcome = await witness.CallAsync(this, new("Delete", old.Name, old.Id, false, old.Timeout), () => provider.DeleteAsync(old));
        if (outcome?.Error is not null)
        {
            Fail(old.Name, outcome);
        }

        if (outcome is not { Error: null })
        {
            return false;
        }

        engine.Forget(old);
        return true;
    }

    private async Task ReadAsync(Recorded old)
    {
        var outcome = await CallReadAsync(old.Name, old.Id, old.State, old.Inputs);
        if (outcome is null)
        {
            return;
        }

        if (outcome.Error is null && outcome.Id.Length == 0)
        {
            Report.Change($"read {old.Name}: gone");
            engine.Forget(old);
        }
        else if (outcome.Error is null)
        {
            var read = old with
            {
                Id = outcome.Id,
                Inputs = outcome.Inputs,
                State = outcome.State,
                ReadFirst = outcome.RefreshBeforeUpdate,
                InitFailed = false,
            };
            engine.Record(read);

            // The engine compares what was read with the last inputs, to show the drift.
            await DiffAsync(read, old.Inputs);
        }
        else if (outcome.Partial is not null)
        {
            // Shown, and remembered; an update that reads first goes on.
            engine.Record(old with { Inputs = outcome.Inputs, State = outcome.State, ReadFirst = outcome.RefreshBeforeUpdate, InitFailed = true });
        }
        else
        {
            Fail(old.Name, outcome);
        }
    }

    private async Task ImportAsync(Wanted wanted)
    {
        if (engine.State.ContainsKey(wanted.Name) || engine.All.Any(resource => resource.Eip == wanted.Eip))
        {
            return;
        }

        var outcome = await CallReadAsync(wanted.Name, $"{Region.Name}/{wanted.Eip}", PropertyMap.Empty, PropertyMap.Empty);
        if (outcome is { Error: not null })
        {
            Fail(wanted.Name, outcome);
        }
        else if (outcome is { Id.Length: > 0 })
        {
            engine.Record(new(wanted.Name, outcome.Id, outcome.Inputs, outcome.State, outcome.RefreshBeforeUpdate, false, 0));
        }
    }

    private Task<Outcome?> CallReadAsync(string name, string id, PropertyMap state, PropertyMap inputs) =>
        witness.CallAsync(this, new("Read", name, id, false, 0), () => provider.ReadAsync(name, id, state, inputs));
}
