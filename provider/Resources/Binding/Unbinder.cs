using EcmProvider.Credentials;
using EcmProvider.Ecm;
using EcmProvider.Ecm.Models;
using EcmProvider.Resources.Failures;
using EcmProvider.Resources.Running;

namespace EcmProvider.Resources.Binding;

/// <summary>Unbinds an EIP from exactly one target, and from nothing else.</summary>
public sealed class Unbinder(ICloud cloud, BindingReader reader, Explainer explainer, RunMemory memory, Polls polls)
{
    /// <summary>
    /// Unbinds until the EIP is seen to be bound to the target no more. When it is gone, unbound or bound elsewhere already, nothing
    /// is asked of the API.
    /// </summary>
    /// <param name="operation">The operation it is done for.</param>
    /// <param name="id">The association to end; with a target.</param>
    /// <param name="known">What the state knows of it; null when it is not this stack's.</param>
    /// <param name="reallocateNormalPublicIp">Whether the target gets an ordinary public IP again.</param>
    /// <returns>The EIP as last seen.</returns>
    /// <exception cref="ProviderException">It could not be unbound, or not in time.</exception>
    public async Task<Sighting> UnbindAsync(
        Operation operation, AssociationId id, AssociationState? known, bool reallocateNormalPublicIp)
    {
        using var unbinding = new Unbinding(cloud, reader, polls, memory, operation, id, known, reallocateNormalPublicIp);
        try
        {
            while (true)
            {
                var lookedAt = operation.Clock.GetTimestamp();
                var seen = await reader.LookAsync(id, known, operation.Token);
                switch (seen.Standing)
                {
                    case Standing.Bound:
                        await unbinding.AskAsync(lookedAt);
                        break;
                    case Standing.Unsettled:
                        await unbinding.WatchAsync();
                        break;
                    default:
                        unbinding.Ended();
                        return seen;
                }

                unbinding.TellWaiting(seen.Address);
                await unbinding.UntilNextLookAsync();
            }
        }
        catch (OperationCanceledException) when (operation.Token.IsCancellationRequested)
        {
            throw unbinding.Stopped();
        }
        catch (EcmUnreachableException e)
        {
            throw Refusals.Explain(unbinding.Failed, e);
        }
        catch (EcmApiException e)
        {
            throw await explainer.ExplainAsync(operation, id, unbinding.Failed, e);
        }
        catch (MissingCredentialsException e)
        {
            throw Refusals.Explain(unbinding.Failed, e);
        }
    }

    /// <summary>One unbinding: what was asked, and what became of it.</summary>
    private sealed class Unbinding(
        ICloud cloud,
        BindingReader reader,
        Polls polls,
        RunMemory memory,
        Operation operation,
        AssociationId id,
        AssociationState? known,
        bool reallocate) : IDisposable
    {
        private readonly Asking asking = new(operation.Clock);
        private readonly Conflict conflict = new(memory, operation.Clock);
        private TaskInquiry? task;
        private string? busy;

        public string Failed => $"EIP {Text.Quote(id.AddressId)} could not be unbound from {id.Target}";

        /// <summary>The EIP is still bound: asks the API to unbind it, unless that was asked and may still come.</summary>
        public async Task AskAsync(long lookedAt)
        {
            if (task is not null && !await EndedWithoutEffectAsync())
            {
                return;
            }

            if (asking.IsHopeless)
            {
                throw asking.Hopeless(Failed);
            }

            if (!asking.MayAskAgain)
            {
                return;
            }

            busy = null;
            operation.Progress($"unbinding EIP {Text.Quote(id.AddressId)} from {id.Target}", asks: Actions.DisassociateAddress.Name);
            try
            {
                var taskId = await cloud.DisassociateAddressAsync(
                    id.EcmRegion, id.AddressId, reallocate, lookedAt, IsStillBoundAsync, operation.Token);
                asking.Taken();
                task?.Dispose();
                task = new(cloud, polls, id.EcmRegion, taskId, isNew: true, operation.Clock);
            }
            catch (OutcomeUnknownException e)
            {
                asking.Lost(e);
                operation.Progress(Waiting.ForLost(e));
            }
            catch (ChangeWithdrawnException)
            {
                // The next look-up says the same.
            }
            catch (EcmApiException e) when (ErrorCodes.IsAddressNotFound(e.Code))
            {
                // The next look-up says the same.
            }
            catch (EcmApiException e) when (ErrorCodes.IsBusy(e.Code))
            {
                conflict.Refused(e);
                busy = e.Code;
            }
            catch (EcmApiException e) when (ErrorCatalogue.Find(e.Code).Obstacle != Obstacle.None)
            {
                conflict.Refused(e);
                if (conflict.IsOver)
                {
                    throw;
                }
            }
        }

        /// <summary>The EIP is being bound or unbound: whatever was asked is under way.</summary>
        public async Task WatchAsync()
        {
            asking.Shown();
            if (task is not null)
            {
                await task.AskAsync(urgent: false, operation.Token);
            }
        }

        /// <summary>The EIP is not bound to the target any more.</summary>
        public void Ended() => task?.Shows();

        /// <summary>Waits until it is time to look again.</summary>
        public Task UntilNextLookAsync() => polls.NextAsync(operation, task);

        public void TellWaiting(Address? seen)
        {
            if (busy is not null)
            {
                operation.Progress($"waiting for another task on EIP {Text.Quote(id.AddressId)} or its target", busy);
            }
            else if (!asking.IsOpen)
            {
                operation.Progress($"waiting until EIP {Text.Quote(id.AddressId)} is unbound from {id.Target}", Waiting.On(task, seen));
            }
        }

        public ProviderException Stopped() => new(
            operation.StopKind,
            new Report(
                Failed,
                operation.StopReason
                    + (task is not null ? $" while task \"{task.TaskId}\" was under way" : asking.IsOpen ? " after the API was asked" : " before the API took the request"))
            {
                Remedy = "The association stays in the state; run it again to go on."
                    + (operation.StopKind == FailureKind.DeadlineExceeded ? " For more time set customTimeouts.delete." : string.Empty),
                Answer = task is null && !asking.IsOpen ? Refusals.Answer(conflict.LastRefusal) : null,
            });

        public void Dispose() => task?.Dispose();

        // DisassociateAddress names only the EIP: whatever it is bound to when the request goes out is unbound.
        private async Task<bool> IsStillBoundAsync(CancellationToken cancellationToken) =>
            (await reader.LookAsync(id, known, cancellationToken)).Standing == Standing.Bound;

        // A task that has succeeded may not show for some seconds; one that the API no longer knows neither.
        private async Task<bool> EndedWithoutEffectAsync()
        {
            var result = await task!.AskAsync(urgent: false, operation.Token);
            return result switch
            {
                TaskResult.Failed => throw new ProviderException(
                    FailureKind.FailedPrecondition, new Report(Failed, $"the API's task \"{task.TaskId}\" failed and gave no reason")
                    {
                        About = Refusals.About(id, PropertyNames.AddressId),
                        Now = "the EIP is still bound.",
                        Remedy = "Look at the EIP and its target in the console, then run it again.",
                    }),
                null or TaskResult.Running => false,
                _ => operation.Clock.GetElapsedTime(task.EndedAt) >= Pace.Lag,
            };
        }
    }
}
