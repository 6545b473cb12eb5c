using EcmProvider.ModelTests.Histories;
using EcmProvider.ModelTests.World;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Pulumirpc;

namespace EcmProvider.ModelTests.EngineSide;

/// <summary>One run of the engine, from its first call of the provider to its last.</summary>
public sealed partial class EngineRun(Lab lab, Witness witness, EngineModel engine, RunStep step) : IDisposable
{
    private readonly ProviderCalls provider = new(lab);
    private readonly SemaphoreSlim workers = new(step.Parallel);
    private readonly SemaphoreSlim ahead = new(step.Parallel + 1);
    private readonly bool preview = step.Kind == RunKind.Preview;
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
                await DeleteAllAsync(engine.All);
                break;
            default:
                engine.FollowAliases(step.Program);
                await ReadAllAsync(resource => step.Kind == RunKind.UpWithRefresh || resource.ReadFirst);
                await ApplyAsync();
                await DeleteAllAsync([.. engine.State.Values.Where(resource => step.Program.All(w => w.Name != resource.Name)), .. engine.Pending]);
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
                    await provider.CancelAsync();
                    return Nothing;
                });
                break;
        }
    }

    public void Dispose()
    {
        workers.Dispose();
        ahead.Dispose();
    }

    private static Outcome Nothing => new(string.Empty, PropertyMap.Empty, PropertyMap.Empty, false, null, null);

    private void Stop(string why)
    {
        stopping = true;
        Report.Fail(string.Empty, why);
    }

    // After an error the engine begins nothing new.
    private void Fail(string name, Outcome outcome)
    {
        stopping = true;
        Report.Fail(name, $"{outcome.Code}: {outcome.Message}{string.Concat((outcome.Partial?.Reasons ?? []).Select(reason => $" / {reason}"))}");
    }

    private async Task ReadAllAsync(Func<Recorded, bool> choose) =>
        await Task.WhenAll(engine.State.Values.Where(choose).Select(resource => OnWorkerAsync(() => ReadAsync(resource))));

    private async Task DeleteAllAsync(IReadOnlyCollection<Recorded> resources)
    {
        if (!stopping)
        {
            await Task.WhenAll(resources.Select(resource => OnWorkerAsync(async () =>
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
        if (await CheckAsync(wanted, old?.Inputs ?? PropertyMap.Empty) is not { } inputs)
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

        if (diff.Replaces.Count > 0 || step.Force == wanted.Name)
        {
            // What replaces is checked like something new.
            return await CheckAsync(wanted, PropertyMap.Empty) is null
                ? null
                : diff.DeleteBeforeReplace && !wanted.CreateFirst ? () => ReplaceAsync(old, wanted, inputs) : () => CreateAsync(wanted, inputs, old);
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

    private async Task<PropertyMap?> CheckAsync(Wanted wanted, PropertyMap olds)
    {
        var inputs = PropertyMap.Empty;
        return await AtOnceAsync(wanted.Name, async () => inputs = await provider.CheckAsync(wanted, olds)) ? inputs : null;
    }

    private async Task<DiffResponse?> DiffAsync(Recorded old, PropertyMap news)
    {
        DiffResponse diff = new();
        return await AtOnceAsync(old.Name, async () => diff = await provider.DiffAsync(old, news)) ? diff : null;
    }

    // A call that asks nothing of the cloud.
    private async Task<bool> AtOnceAsync(string name, Func<Task> call)
    {
        var outcome = await witness.CallAsync(this, new("Check or Diff", name, string.Empty, false, 0), () => Outcome.OfAsync(async () =>
        {
            await lab.AtOnceAsync(call);
            return Nothing;
        }));
        if (outcome?.Error is not null)
        {
            Fail(name, outcome);
        }

        return outcome is { Error: null };
    }
}
