using EcmProvider.Credentials;
using EcmProvider.Ecm;
using EcmProvider.Ecm.Models;
using EcmProvider.Resources.Failures;
using EcmProvider.Resources.Running;

namespace EcmProvider.Resources.Binding;

/// <summary>
/// Binds an EIP to its target: looks, asks the API when the EIP is free, waits until the binding shows. Every round begins with a
/// look, so that it does not matter who did what in the meantime.
/// </summary>
public sealed class Binder(
    ICloud cloud, BindingReader reader, HolderRelease holders, Explainer explainer, RunMemory memory, Polls polls)
{
    /// <summary>Binds, or goes on binding what an earlier run has begun.</summary>
    /// <param name="operation">The operation it is done for.</param>
    /// <param name="inputs">The association's inputs.</param>
    /// <param name="id">Its id.</param>
    /// <param name="recorded">What the state holds of an unfinished one; null for a new one.</param>
    /// <returns>The state to record.</returns>
    /// <exception cref="ProviderException">It could not be bound, and the API was not asked, or nothing came of it.</exception>
    /// <exception cref="PartialAssociationException">The API was asked, and what came of it is not known yet.</exception>
    public async Task<Protocol.Values.PropertyMap> BindAsync(
        Operation operation, AssociationInputs inputs, AssociationId id, AssociationState? recorded)
    {
        using var attempt = new BindAttempt(cloud, holders, memory, polls, operation, inputs, id, recorded);
        try
        {
            while (true)
            {
                attempt.Looks();
                var seen = attempt.Seen(await reader.LookAsync(id, recorded, operation.Token));
                switch (seen.Standing)
                {
                    case Standing.Bound when attempt.Bound() is { } state:
                        return state;
                    case Standing.Gone:
                        throw attempt.Gone();
                    case Standing.Unsettled:
                        await attempt.WatchAsync();
                        break;
                    case Standing.Elsewhere:
                        await attempt.FreeTheAddressAsync();
                        break;
                    case Standing.Unbound:
                        await attempt.AskAsync();
                        break;
                }

                await attempt.UntilNextLookAsync();
            }
        }
        catch (OperationCanceledException) when (operation.Token.IsCancellationRequested)
        {
            throw attempt.Stopped();
        }
        catch (EcmUnreachableException e)
        {
            throw attempt.Broken(Refusals.Explain(attempt.Failed, e));
        }
        catch (EcmApiException e)
        {
            throw attempt.Broken(await explainer.ExplainAsync(operation, id, attempt.Failed, e));
        }
        catch (ProviderException e)
        {
            throw attempt.Broken(e);
        }
        catch (MissingCredentialsException e)
        {
            throw attempt.Broken(Refusals.Explain(attempt.Failed, e));
        }
        catch (Exception e) when (attempt.MayBeTaken && e is not PartialAssociationException)
        {
            // A bug of ours must not lose what the API may have made.
            throw attempt.Partial(
                FailureKind.Bug,
                new Report($"a bug of the ecm provider ended the wait ({e.GetType().Name}: {Text.Fit(e.Message, Text.LongestValue)})")
                {
                    Remedy = "Please report this, with what you did.",
                });
        }
    }
}
