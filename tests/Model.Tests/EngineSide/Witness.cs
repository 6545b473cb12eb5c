using EcmEmulator.Models;
using EcmEmulator.Requests;
using EcmProvider.ModelTests.Histories;
using EcmProvider.ModelTests.World;
using EcmProvider.Tests.Support;

namespace EcmProvider.ModelTests.EngineSide;

/// <summary>A call of the provider, as far as promises are made about it.</summary>
/// <param name="Method">The method.</param>
/// <param name="Name">The resource.</param>
/// <param name="Id">The association; empty for calls that ask nothing of the cloud.</param>
/// <param name="Allow">Whether the association may be taken from another target.</param>
/// <param name="Timeout">The timeout, in seconds; 0: the provider's default.</param>
public sealed record Call(string Method, string Name, string Id, bool Allow, int Timeout)
{
    /// <summary>Whether it only shows what would be.</summary>
    public bool IsPreview { get; init; }

    /// <summary>The EIP; empty when there is none.</summary>
    public string Eip => Id.Length == 0 ? string.Empty : Id.Split('/')[1];

    public override string ToString() => $"{Method} of {Name}";
}

/// <summary>Watches every call of the provider and of the API, and writes down each promise that was broken.</summary>
public sealed class Witness(Lab lab)
{
    // Starved of the processor, the provider can seem to be a little late by the virtual clock.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(10);

    // What people did this short a while ago the provider may not have seen yet when it asks: the API has no conditional unbind.
    private static readonly TimeSpan Unseen = TimeSpan.FromSeconds(15);

    private const string Took = " took ";
    private const string WentOn = " went on for ";

    private readonly Lock gate = new();
    private readonly List<string> broken = [];
    private readonly List<Call> underWay = [];
    private EngineModel? engine;
    private EngineRun? run;
    private int calls;
    private int actsAtBegin;

    /// <summary>Who made which binding.</summary>
    public Ledger Ledger { get; } = new(lab);

    /// <summary>The promises that were broken.</summary>
    public IReadOnlyList<string> Broken
    {
        get
        {
            lock (gate)
            {
                return [.. broken];
            }
        }
    }

    /// <summary>Whether look-ups may lag behind.</summary>
    private bool Lags => lab.Emulator.Faults.Active.Any(fault => fault.Fault.Kind == EcmEmulator.Faults.FaultKind.Lag);

    /// <summary>Whether a broken promise is only that something came late.</summary>
    public static bool IsAboutTime(string promise) =>
        promise.Contains(Took, StringComparison.Ordinal) || promise.Contains(WentOn, StringComparison.Ordinal);

    /// <summary>Writes a broken promise down.</summary>
    public void Break(string promise)
    {
        lock (gate)
        {
            broken.Add(promise);
        }
    }

    /// <summary>A run of the engine begins.</summary>
    public void RunBegins(EngineModel itsEngine, EngineRun itsRun, RunStep step)
    {
        engine = itsEngine;
        run = itsRun;
        calls = 0;
        actsAtBegin = Ledger.Acts;
        lab.OnCall = call => See(call, step);
    }

    /// <summary>A run of the engine has ended: when it went well, the cloud is as the program says.</summary>
    public void RunEnded(EngineModel itsEngine, EngineRun itsRun, RunStep step)
    {
        lab.OnCall = null;
        if (!step.IsUp
            || itsRun.Report.Failures.Count > 0
            || itsRun.WasKilled
            || Ledger.Acts != actsAtBegin
            || Lags)
        {
            return;
        }

        foreach (var wanted in step.Program)
        {
            if (itsEngine.State.GetValueOrDefault(wanted.Name) is not { } recorded || recorded.Id != wanted.Id)
            {
                Break($"The up went well, and {wanted.Name} is not in the state as the program wants it.");
            }
            else if (IsSureToBeKnown(itsRun, recorded) && !Ledger.Holds(wanted.Eip, wanted.Place))
            {
                Break($"The up went well, and {wanted.Eip} is not bound to {wanted.Place}.");
            }
        }
    }

    /// <summary>Calls the provider, and holds its answer against the cloud; null when the process was killed before it answered.</summary>
    public async Task<Outcome?> CallAsync(EngineRun itsRun, Call call, Func<Task<Outcome>> begin)
    {
        if (itsRun.WasKilled)
        {
            return null;
        }

        var began = lab.Clock.Elapsed;
        var tasks = Ledger.LastTask;
        var acts = Ledger.Acts;
        lock (gate)
        {
            underWay.Add(call);
        }

        try
        {
            var answer = begin();
            await Task.WhenAny(answer, lab.Killed);
            if (itsRun.WasKilled)
            {
                return null;
            }

            var outcome = await answer;
            Judge(itsRun, call, outcome, began, tasks, acts);
            return outcome;
        }
        finally
        {
            lock (gate)
            {
                underWay.Remove(call);
            }
        }
    }

    // Without drift detection and without a step nobody has looked.
    private static bool IsSureToBeKnown(EngineRun itsRun, Recorded recorded) =>
        recorded.ReadFirst || itsRun.Report.Changes.Any(change => change == $"create {recorded.Name}");

    private void See(ApiCall call, RunStep step)
    {
        var number = Interlocked.Increment(ref calls);
        if (step.Kind == RunKind.Preview && call.Action is "AssociateAddress" or "DisassociateAddress")
        {
            Break($"A preview asked the API for {call.Action}.");
        }

        if (call.Action == "DisassociateAddress" && call.AddressIds is [var eip])
        {
            SeeUnbind(eip);
        }

        foreach (var interruption in step.Interruptions.Where(i => i.Call == number))
        {
            run!.Interrupt(interruption);
        }
    }

    // A binding that people made may be unbound only when the state holds it, or allowReassociation was set.
    private void SeeUnbind(string eip)
    {
        if (!Ledger.IsBoundByPeople(eip))
        {
            return;
        }

        var recentlyTouched = Ledger.WasTouchedWithin(eip, Unseen);
        var isOurs = engine!.All.Any(resource => Ledger.Holds(eip, resource.Place) && resource.Eip == eip);
        bool mayBeTaken;
        lock (gate)
        {
            mayBeTaken = underWay.Any(call => call.Eip == eip && call.Allow);
        }

        if (!isOurs && !mayBeTaken && !recentlyTouched)
        {
            Break($"The provider asks the API to unbind {eip}, which people have bound, and which is not in the state.");
        }
    }

    private void Judge(EngineRun itsRun, Call call, Outcome outcome, TimeSpan began, int tasks, int acts)
    {
        var now = lab.Clock.Elapsed;
        var timeout = call.Timeout > 0 ? TimeSpan.FromSeconds(call.Timeout) : DefaultTimeout;
        if (now - began > timeout + Margin)
        {
            Break($"{call}{Took}{now - began}, and its timeout is {timeout}.");
        }

        if (itsRun.CancelledAt is { } cancelledAt && now - (cancelledAt > began ? cancelledAt : began) > Margin)
        {
            Break($"{call}{WentOn}{now - cancelledAt} after Ctrl-C.");
        }

        if (outcome is { Error: not null, Message: "" } || outcome.Code is Grpc.Core.StatusCode.Internal or Grpc.Core.StatusCode.Unknown)
        {
            Break($"{call} failed with {outcome.Code} \"{outcome.Message}\".");
        }

        // What look-ups show late, or what people did meanwhile, until after the cloud has been looked at, excuses any answer.
        if (call.Id.Length > 0 && !call.IsPreview && !Lags && UntruthOf(call, outcome, tasks) is { } untruth && Ledger.Acts == acts)
        {
            Break(untruth);
        }
    }

    // What the cloud says against an answer; null for nothing.
    private string? UntruthOf(Call call, Outcome outcome, int tasks)
    {
        var id = outcome.Id.Length > 0 ? outcome.Id : call.Id;
        var holds = id.Split('/').Length > 2 && Ledger.Holds(call.Eip, Recorded.PlaceOf(id));
        return call.Method switch
        {
            "Create" when outcome.Error is null && !holds => $"{call} answered success, and {call.Eip} is not bound to {Recorded.PlaceOf(id)}.",
            "Create" when outcome is { Error: not null, Partial: null } => MadeAllTheSame(call, tasks),
            "Delete" when outcome.Error is null && holds && engine!.All.Count(recorded => recorded.Eip == call.Eip) == 1 =>
                $"{call} answered success, and {call.Eip} is still bound to {Recorded.PlaceOf(id)}.",
            "Read" when outcome is { Error: null, Id.Length: > 0 } && !holds => $"{call} answered that {id} is there, and it is not.",
            "Read" when outcome is { Error: null, Id.Length: 0 } && holds => $"{call} answered that {id} is gone, and it is there.",
            _ => null,
        };
    }

    // A Create that fails without ErrorResourceInitFailed says that nothing of it is in the cloud, nor will be.
    private string? MadeAllTheSame(Call call, int tasks)
    {
        var place = Recorded.PlaceOf(call.Id);
        var made = Ledger.TasksSince(tasks).FirstOrDefault(task =>
            task.AddressId == call.Eip
            && task.Kind == TaskKind.Bind
            && task.Target == new Binding(place.Eni, place.Ip)
            && (task.Result == TaskResult.Running || (task.Result == TaskResult.Success && Ledger.Holds(call.Eip, place))));
        return made is null ? null : $"{call} failed as if nothing had been made, and task {made.TaskId} is {made.Result}.";
    }
}
