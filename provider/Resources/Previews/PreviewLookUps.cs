using System.Collections.Concurrent;
using EcmProvider.Credentials;
using EcmProvider.Ecm;
using EcmProvider.Resources.Failures;
using EcmProvider.Resources.Running;

namespace EcmProvider.Resources.Previews;

/// <summary>What a look-up of a preview found.</summary>
/// <param name="IsKnown">Whether it could be made.</param>
/// <param name="Value">What it found; meaningless when it could not be made.</param>
internal readonly record struct Finding<T>(bool IsKnown, T? Value);

/// <summary>
/// The look-ups of previews. What keeps them from being made is no reason to fail: it is told in one warning for the whole run, and in
/// that run not tried again, so that hundreds of resources do not wait for it one after the other. A wrong key is an error.
/// </summary>
internal sealed class PreviewLookUps(RunMemory memory)
{
    private const string Everything = "";

    private readonly OncePerRun warning = new(memory);
    private readonly ConcurrentDictionary<string, long> givenUp = new(StringComparer.Ordinal);

    /// <summary>Makes a look-up, unless this run has given it up.</summary>
    /// <param name="operation">The preview.</param>
    /// <param name="action">The action that is called.</param>
    /// <param name="lookAsync">The look-up.</param>
    /// <exception cref="ProviderException">It was refused for a reason that the update would meet too.</exception>
    public async Task<Finding<T>> TryAsync<T>(Operation operation, string action, Func<CancellationToken, Task<T>> lookAsync)
    {
        if (IsGivenUp(Everything) || IsGivenUp(action))
        {
            return default;
        }

        using var patience = new CancellationTokenSource(Pace.PreviewLookUp, operation.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(operation.Token, patience.Token);
        try
        {
            return new(true, await lookAsync(either.Token));
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !operation.Token.IsCancellationRequested)
        {
            GiveUp(operation, Everything, $"the API gave no usable answer within {Text.Show(Pace.PreviewLookUp)} ({action}).");
        }
        catch (EcmApiException e) when (ErrorCodes.IsNoPermission(e.Code))
        {
            GiveUp(operation, e.Action, $"the key may not look them up: {Refusals.Tell(e)}\nAllow ecm:{e.Action} for it in CAM.");
        }
        catch (EcmApiException e) when (ErrorCodes.IsPassing(e.Code))
        {
            GiveUp(operation, Everything, $"the API goes on refusing: {Refusals.Tell(e)}");
        }
        catch (EcmApiException e)
        {
            throw Refusals.Explain("The preview could not look the association up", e);
        }
        catch (EcmUnreachableException e)
        {
            GiveUp(operation, Everything, $"the API could not be reached ({e.Action}: {e.Reason}).");
        }
        catch (MissingCredentialsException e)
        {
            GiveUp(operation, Everything, e.Message);
        }
        catch (ProviderException e) when (e.Kind is FailureKind.PermissionDenied or FailureKind.Unavailable or FailureKind.ResourceExhausted)
        {
            // The source of the key says so: a role that may not be assumed, or an STS that has no time.
            GiveUp(operation, Everything, e.Message);
        }

        return default;
    }

    private bool IsGivenUp(string what) => givenUp.TryGetValue(what, out var run) && run == memory.Run;

    private void GiveUp(Operation operation, string what, string why)
    {
        givenUp[what] = memory.Run;
        if (warning.IsFirst)
        {
            var unseen = what switch
            {
                "DescribeAddresses" => "EIPs",
                "DescribeNetworkInterfaces" => "targets",
                _ => "EIPs and targets",
            };
            operation.Tell(
                Severity.Warning,
                $"The preview goes on without looking at {unseen}: {why}\nSet previewValidation to false to preview without look-ups.");
        }
    }
}
