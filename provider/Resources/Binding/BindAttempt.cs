using EcmProvider.Ecm;
using EcmProvider.Ecm.Models;
using EcmProvider.Protocol.Values;
using EcmProvider.Resources.Failures;
using EcmProvider.Resources.Running;

namespace EcmProvider.Resources.Binding;

/// <summary>One attempt to bind: what was seen, what was asked of the API, and so what a truthful answer is at any moment.</summary>
internal sealed class BindAttempt(
    ICloud cloud,
    HolderRelease holders,
    RunMemory memory,
    Polls polls,
    Operation operation,
    AssociationInputs inputs,
    AssociationId id,
    AssociationState? recorded) : IDisposable
{
    private readonly BindReports reports = new(id, resumes: recorded is not null);
    private readonly Asking asking = new(operation.Clock);
    private readonly Conflict conflict = new(memory, operation.Clock);
    private readonly bool resumes = recorded is not null;
    private TaskInquiry? task = recorded?.TaskId is { } taskId
        ? new(cloud, polls, id.EcmRegion, taskId, isNew: false, operation.Clock)
        : null;
    private bool ownTask;
    private bool asked;
    private bool looked;
    private long lookedAt;
    private long? absentSince;
    private Sighting seen = new(Standing.Unbound, null);

    /// <summary>What could not be done, as the beginning of a message.</summary>
    public string Failed => reports.Failed;

    /// <summary>Whether the API has taken, or may have taken, a request of which the outcome is not known.</summary>
    public bool MayBeTaken => asked || (looked && task is not null);

    // An EIP that this run has bound is this resource's, whatever a look-up that lags shows.
    private string AddressKey => (id with { Target = null }).ToString();

    private string? TaskId => task?.TaskId;

    /// <summary>A look-up begins: what it shows can be as old as this moment.</summary>
    public void Looks() => lookedAt = operation.Clock.GetTimestamp();

    /// <summary>Notes what the look-up showed.</summary>
    public Sighting Seen(Sighting sighting)
    {
        looked = true;
        absentSince = sighting.Address is null ? absentSince ?? operation.Clock.GetTimestamp() : null;

        // One look-up that lacks the EIP is no proof when the API has taken a request for it.
        var mayAppear = absentSince is { } since && MayBeTaken && operation.Clock.GetElapsedTime(since) < Pace.Lag;
        return seen = mayAppear ? sighting with { Standing = Standing.Unsettled } : sighting;
    }

    /// <summary>The binding shows: the state to record; null while this very binding is being released, or was since the look-up.</summary>
    /// <exception cref="ProviderException">Another resource of this run has made it.</exception>
    public PropertyMap? Bound()
    {
        var keys = id.Keys(seen.Address!.NetworkInterfaceId, seen.Address.PrivateAddressIp);
        if (keys.Select(memory.MadeBy).FirstOrDefault(urn => urn is not null && urn != operation.Urn) is { } other)
        {
            asked = false;
            throw reports.Duplicate(other);
        }

        if (!memory.TryMade([.. keys, AddressKey], operation.Urn, TaskId, lookedAt))
        {
            operation.Progress("waiting for the delete of this very association to end");
            return null;
        }

        if (!asked && !resumes)
        {
            operation.Tell(
                Severity.Info,
                $"EIP {Text.Quote(id.AddressId)} is bound to {id.Target} already: adopted. If another stack manages it, remove it there.");
        }

        task?.Shows();
        return AssociationState.Of(inputs.Properties, seen.Address, TaskId);
    }

    /// <summary>The EIP does not exist, or is being released.</summary>
    public ProviderException Gone()
    {
        Forget();
        return reports.Gone(seen.Address);
    }

    /// <summary>Something is going on with the EIP: waits for it to settle.</summary>
    public async Task WatchAsync()
    {
        conflict.Eased();
        asking.Shown();
        if (task is not null)
        {
            await task.AskAsync(urgent: false, operation.Token);
        }

        if (MayBeTaken)
        {
            TellWaiting();
        }
        else
        {
            operation.Progress($"waiting until EIP {Text.Quote(id.AddressId)} has settled", Waiting.On(null, seen.Address));
        }
    }

    /// <summary>The EIP is bound elsewhere: sees to it that it becomes free, or fails.</summary>
    public async Task FreeTheAddressAsync()
    {
        if (task is not null && await TaskMayStillShowAsync())
        {
            return;
        }

        if (!MayAsk())
        {
            return;
        }

        await holders.FreeAddressAsync(operation, id, inputs, seen.Address!, conflict, Failed);
    }

    /// <summary>The EIP is free: asks the API to bind it, unless that was asked and may still come.</summary>
    public async Task AskAsync()
    {
        if (task is not null && await TaskMayStillShowAsync())
        {
            TellWaiting();
            return;
        }

        if (!MayAsk())
        {
            return;
        }

        operation.Progress($"binding EIP {Text.Quote(id.AddressId)} to {id.Target}", asks: Actions.AssociateAddress.Name);
        try
        {
            var taskId = await cloud.AssociateAddressAsync(id.EcmRegion, id.AddressId, id.Target!, operation.Token);
            asking.Taken();
            Took(taskId);
        }
        catch (OutcomeUnknownException e)
        {
            asking.Lost(e);
            Took(null);
            operation.Progress(Waiting.ForLost(e));
        }
        catch (EcmApiException e) when (ErrorCodes.IsBusy(e.Code))
        {
            conflict.Refused(e);
            operation.Progress($"waiting for another task on EIP {Text.Quote(id.AddressId)} or {id.Target}", e.Code);
        }
        catch (EcmApiException e) when (ErrorCatalogue.Find(e.Code).Obstacle == Obstacle.HeldTarget)
        {
            conflict.Refused(e);
            await holders.FreeTargetAsync(operation, id, conflict, Failed);
        }
        catch (EcmApiException e) when (ErrorCatalogue.Find(e.Code).Obstacle == Obstacle.State)
        {
            conflict.Refused(e);
            if (conflict.IsOver)
            {
                throw;
            }
        }
    }

    /// <summary>Waits until it is time to look again.</summary>
    public Task UntilNextLookAsync() => polls.NextAsync(operation, task);

    /// <summary>The operation was stopped: the truthful answer.</summary>
    public Exception Stopped()
    {
        if (MayBeTaken)
        {
            var task = TaskId is { } taskId ? $"task \"{taskId}\"" : "the request";
            return Partial(operation.StopKind, new Report($"{operation.StopReason} while {task} was under way"));
        }

        return reports.StoppedBefore(operation, seen.Address, conflict.LastRefusal);
    }

    /// <summary>The attempt failed: as it is when nothing of it can be in the cloud, and as a partial create otherwise.</summary>
    public Exception Broken(ProviderException failure) =>
        MayBeTaken ? Partial(failure.Kind, failure.Report) : failure;

    /// <summary>The association stays in the state, with what is known of it.</summary>
    public PartialAssociationException Partial(FailureKind kind, Report why)
    {
        // The status of a binding to something else says nothing about this one.
        var address = seen.Standing == Standing.Elsewhere
            ? seen.Address! with { AddressStatus = AddressStatus.Unbind }
            : seen.Address;
        return new(
            kind,
            id.ToString(),
            AssociationState.Of(inputs.Properties, address, TaskId),
            inputs.Properties,
            reports.Unsettled(Status, TaskId, why, isShortOfTime: kind == FailureKind.DeadlineExceeded));
    }

    public void Dispose() => task?.Dispose();

    private string Status => seen.Standing == Standing.Elsewhere
        ? $"{seen.Address!.AddressStatus}, bound elsewhere"
        : seen.Address?.AddressStatus ?? "unknown";

    private void TellWaiting() =>
        operation.Progress($"waiting until EIP {Text.Quote(id.AddressId)} is bound to {id.Target}", Waiting.On(task, seen.Address));

    private bool MayAsk()
    {
        if (asking.IsHopeless)
        {
            var hopeless = asking.Hopeless(Failed);
            Forget();
            throw hopeless;
        }

        return asking.MayAskAgain;
    }

    private void Took(string? taskId)
    {
        asked = true;
        ownTask = true;
        conflict.Eased();
        if (taskId is not null)
        {
            task?.Dispose();
            task = new(cloud, polls, id.EcmRegion, taskId, isNew: true, operation.Clock);
        }

        memory.TryMade([id.ToString(), AddressKey], operation.Urn, TaskId, operation.Clock.GetTimestamp() + 1);
    }

    // Whether the task can still lead to the binding. A failed one cannot; one that has ended otherwise may not show yet.
    private async Task<bool> TaskMayStillShowAsync()
    {
        var result = await task!.AskAsync(urgent: true, operation.Token);
        switch (result)
        {
            case null or TaskResult.Running:
                return true;
            case TaskResult.Failed when ownTask:
                var taskId = TaskId;
                Forget();
                throw reports.TaskFailed(taskId!, seen.Address);
            case TaskResult.Failed:
            case TaskResult.Unknown when !ownTask:
                Forget();
                return false;
            default:
                if (operation.Clock.GetElapsedTime(task.EndedAt) < Pace.Lag)
                {
                    return true;
                }

                Forget();
                return false;
        }
    }

    // Nothing of what was asked can be in the cloud any more.
    private void Forget()
    {
        asked = false;
        asking.Taken();
        task?.Dispose();
        task = null;
        memory.Unmade(operation.Urn);
    }
}
