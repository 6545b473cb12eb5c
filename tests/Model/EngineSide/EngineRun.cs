using EcmProvider.ModelTests.Histories;
using EcmProvider.ModelTests.World;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Pulumirpc;

namespace EcmProvider.ModelTests.EngineSide;

/// <summary>One run of the engine, from its first call of the provider to its last.</summary>
public sealed class EngineRun(Lab lab, Witness witness, EngineModel engine, RunStep step) : IDisposable
{
    private readonly SemaphoreSlim workers = new(step.Parallel);
    private readonly SemaphoreSlim ahead = new(step.Parallel + 1);
    private volatile bool stopping;

    /// <summary>What came of it.</summary>
    public RunReport Report { get; } = new();

    /// <summary>Whether the provider's process was killed meanwhile.</summary>
    public bool WasKilled => lab.Killed.IsCompleted;

    /// <summary>Whether somebody pressed Ctrl-C, and when.</summary>
    public TimeSpan? CancelledAt { get; private set; }

    /// <summary>Runs it.</summary>
    public async Task RunAsync()
    {
        switch (step.Kind)
        {
            case RunKind.Import:
                await ImportAsync(step.Program[0]);
                break;
            case RunKind.Refresh:
                await ReadAllAsync(_ => true);
                break;
            case RunKind.Destroy:
                await ReadAllAsync(resource => resource.ReadFirst);
                await DeleteAllAsync(_ => true);
                break;
            default:
                await ReadAllAsync(resource => step.Kind == RunKind.UpWithRefresh || resource.ReadFirst);
                await ApplyAsync();
                await DeleteAllAsync(resource => step.Program.All(wanted => wanted.Name != resource.Name));
                break;
        }
    }

    /// <summary>Something happens meanwhile.</summary>
    public void Interrupt(Interruption interruption)
    {
        switch (interruption.What)
        {
            case Disturbance.People:
                witness.Ledger.Perform(interruption.Act!);
                break;
            case Disturbance.Kill:
                Stop("The provider was killed.");
                lab.Kill();
                break;
            case Disturbance.FinishTasks:
                lab.Emulator.Cloud.FinishTasks();
                break;
            default:
                Stop("Somebody pressed Ctrl-C.");
                CancelledAt = lab.Clock.Elapsed;
                _ = Outcome.OfAsync(async () =>
                {
                    await lab.AtOnceAsync(async () => await lab.Provider.CancelAsync(new()));
                    return new(string.Empty, PropertyMap.Empty, PropertyMap.Empty, false, null, null);
                });
                break;
        }
    }

    public void Dispose()
    {
        workers.Dispose();
        ahead.Dispose();
    }

    private void Stop(string why)
    {
        stopping = true;
        Report.Fail(string.Empty, why);
    }

    private async Task ReadAllAsync(Func<Recorded, bool> choose)
    {
        await Task.WhenAll(engine.State.Values.Where(choose).Select(resource => OnWorkerAsync(() => ReadAsync(resource))));
    }

    private async Task DeleteAllAsync(Func<Recorded, bool> choose)
    {
        if (!stopping)
        {
            await Task.WhenAll(engine.State.Values.Where(choose).Select(resource => OnWorkerAsync(async () =>
            {
                if (!stopping)
                {
                    await DeleteAsync(resource);
                }
            })));
        }
    }

    // Checks and Diffs come one after the other, a few ahead of the steps they lead to.
    private async Task ApplyAsync()
    {
        var steps = new List<Task>();
        foreach (var wanted in step.Program)
        {
            await ahead.WaitAsync();
            if (stopping)
            {
                break;
            }

            var plan = await PlanAsync(wanted);
            steps.Add(RunPlanAsync(plan));
        }

        await Task.WhenAll(steps);
    }

    private async Task RunPlanAsync(Func<Task>? plan)
    {
        try
        {
            if (plan is not null)
            {
                await OnWorkerAsync(async () =>
                {
                    if (!stopping)
                    {
                        await plan();
                    }
                });
            }
        }
        finally
        {
            ahead.Release();
        }
    }

    private async Task OnWorkerAsync(Func<Task> body)
    {
        await workers.WaitAsync();
        try
        {
            await body();
        }
        finally
        {
            workers.Release();
        }
    }

    // What is to be done about a resource; null: nothing.
    private async Task<Func<Task>?> PlanAsync(Wanted wanted)
    {
        var old = engine.State.GetValueOrDefault(wanted.Name);
        var inputs = PropertyMap.Empty;
        var check = await QuickAsync(wanted.Name, async () => inputs = PropertyMarshaler.Unmarshal((await lab.Provider.CheckAsync(new()
        {
            Urn = Urn(wanted.Name),
            Type = Type,
            Name = wanted.Name,
            News = PropertyMarshaler.Marshal(wanted.Properties),
            Olds = PropertyMarshaler.Marshal(old?.Inputs ?? PropertyMap.Empty),
        })).Inputs));
        if (!check)
        {
            return null;
        }

        if (old is null)
        {
            return () => CreateAsync(wanted, inputs);
        }

        if (await DiffAsync(old, inputs) is not { } diff)
        {
            return null;
        }

        if (diff.Replaces.Count > 0)
        {
            return async () =>
            {
                // The timeouts are those of the program that is run now.
                if (await DeleteAsync(old with { Timeout = wanted.Timeout }) && !stopping)
                {
                    await CreateAsync(wanted, inputs);
                }
            };
        }

        return diff.Changes == DiffResponse.Types.DiffChanges.DiffSome || old.InitFailed
            ? () => UpdateAsync(wanted, old, inputs)
            : Same(old, wanted, inputs);
    }

    // Nothing to call, but what the program says beside the inputs is recorded.
    private Func<Task>? Same(Recorded old, Wanted wanted, PropertyMap inputs)
    {
        engine.Record(old with { Inputs = inputs, Timeout = wanted.Timeout });
        return null;
    }

    private async Task<DiffResponse?> DiffAsync(Recorded old, PropertyMap news)
    {
        DiffResponse diff = new();
        var answered = await QuickAsync(old.Name, async () => diff = await lab.Provider.DiffAsync(new()
        {
            Id = old.Id,
            Urn = Urn(old.Name),
            Type = Type,
            Name = old.Name,
            Olds = PropertyMarshaler.Marshal(old.State),
            News = PropertyMarshaler.Marshal(news),
            OldInputs = PropertyMarshaler.Marshal(old.Inputs),
        }));
        return answered ? diff : null;
    }

    private async Task CreateAsync(Wanted wanted, PropertyMap inputs)
    {
        Report.Change($"create {wanted.Name}");
        var id = wanted.Id;
        var outcome = await witness.CallAsync(this, new("Create", wanted.Name, id, wanted.Allow, wanted.Timeout), () => Outcome.OfAsync(async () =>
        {
            var answer = await lab.Provider.CreateAsync(new()
            {
                Urn = Urn(wanted.Name),
                Type = Type,
                Name = wanted.Name,
                Properties = PropertyMarshaler.Marshal(inputs),
                Timeout = wanted.Timeout,
            });
            return new(answer.Id, PropertyMarshaler.Unmarshal(answer.Properties), PropertyMap.Empty, answer.RefreshBeforeUpdate, null, null);
        }));
        if (outcome is null)
        {
            engine.CutOff.Add((wanted.Name, id));
        }
        else if (outcome.Error is null)
        {
            engine.Record(new(wanted.Name, outcome.Id, inputs, outcome.State, outcome.RefreshBeforeUpdate, false, wanted.Timeout));
        }
        else
        {
            Fail(wanted.Name, outcome);
            if (outcome.Partial is not null)
            {
                engine.Record(new(wanted.Name, outcome.Id, outcome.Inputs, outcome.State, outcome.RefreshBeforeUpdate, true, wanted.Timeout));
            }
        }
    }

    private async Task UpdateAsync(Wanted wanted, Recorded old, PropertyMap inputs)
    {
        Report.Change($"update {wanted.Name}");
        var outcome = await witness.CallAsync(this, new("Update", wanted.Name, old.Id, wanted.Allow, wanted.Timeout), () => Outcome.OfAsync(async () =>
        {
            var answer = await lab.Provider.UpdateAsync(new()
            {
                Id = old.Id,
                Urn = Urn(wanted.Name),
                Type = Type,
                Name = wanted.Name,
                Olds = PropertyMarshaler.Marshal(old.State),
                News = PropertyMarshaler.Marshal(inputs),
                OldInputs = PropertyMarshaler.Marshal(old.Inputs),
                Timeout = wanted.Timeout,
            });
            return new(old.Id, PropertyMarshaler.Unmarshal(answer.Properties), PropertyMap.Empty, answer.RefreshBeforeUpdate, null, null);
        }));
        if (outcome is null)
        {
            return;
        }

        if (outcome.Error is null)
        {
            engine.Record(old with
            {
                Inputs = inputs,
                State = outcome.State,
                ReadFirst = outcome.RefreshBeforeUpdate,
                InitFailed = false,
                Timeout = wanted.Timeout,
            });
            return;
        }

        Fail(wanted.Name, outcome);
        if (outcome.Partial is not null)
        {
            engine.Record(old with
            {
                Inputs = outcome.Inputs,
                State = outcome.State,
                ReadFirst = outcome.RefreshBeforeUpdate,
                InitFailed = true,
                Timeout = wanted.Timeout,
            });
        }
    }

    private async Task<bool> DeleteAsync(Recorded old)
    {
        Report.Change($"delete {old.Name}");
        var outcome = await witness.CallAsync(this, new("Delete", old.Name, old.Id, false, old.Timeout), () => Outcome.OfAsync(async () =>
        {
            await lab.Provider.DeleteAsync(new()
            {
                Id = old.Id,
                Urn = Urn(old.Name),
                Type = Type,
                Name = old.Name,
                Properties = PropertyMarshaler.Marshal(old.State),
                OldInputs = PropertyMarshaler.Marshal(old.Inputs),
                Timeout = old.Timeout,
            });
            return new(string.Empty, PropertyMap.Empty, PropertyMap.Empty, false, null, null);
        }));
        if (outcome is null)
        {
            return false;
        }

        if (outcome.Error is not null)
        {
            Fail(old.Name, outcome);
            return false;
        }

        engine.Forget(old.Name);
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
            engine.Forget(old.Name);
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
        var state = engine.State;
        if (state.ContainsKey(wanted.Name) || state.Values.Any(resource => resource.Eip == wanted.Eip))
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
        witness.CallAsync(this, new("Read", name, id, false, 0), () => Outcome.OfAsync(async () =>
        {
            var answer = await lab.Provider.ReadAsync(new()
            {
                Id = id,
                Urn = Urn(name),
                Type = Type,
                Name = name,
                Properties = PropertyMarshaler.Marshal(state),
                Inputs = PropertyMarshaler.Marshal(inputs),
            });
            return new(
                answer.Id,
                PropertyMarshaler.Unmarshal(answer.Properties),
                PropertyMarshaler.Unmarshal(answer.Inputs),
                answer.RefreshBeforeUpdate,
                null,
                null);
        }));

    // A call that asks nothing of the cloud.
    private async Task<bool> QuickAsync(string name, Func<Task> call)
    {
        var outcome = await witness.CallAsync(this, new("Check or Diff", name, string.Empty, false, 0), () => Outcome.OfAsync(async () =>
        {
            await lab.AtOnceAsync(call);
            return new(string.Empty, PropertyMap.Empty, PropertyMap.Empty, false, null, null);
        }));
        if (outcome?.Error is not null)
        {
            Fail(name, outcome);
        }

        return outcome is { Error: null };
    }

    // After an error the engine begins nothing new.
    private void Fail(string name, Outcome outcome)
    {
        stopping = true;
        Report.Fail(name, $"{outcome.Code}: {outcome.Message}{string.Concat((outcome.Partial?.Reasons ?? []).Select(reason => $" / {reason}"))}");
    }

    private const string Type = "ecm:index:EipAssociation";

    private static string Urn(string name) => $"urn:pulumi:dev::edge::{Type}::{name}";
}
