using EcmProvider.Ecm;
using EcmProvider.Ecm.Models;
using EcmProvider.Resources.Failures;
using EcmProvider.Resources.Running;

namespace EcmProvider.Resources.Binding;

/// <summary>How a binding that did not come about, or not yet, is told.</summary>
/// <param name="id">The association.</param>
/// <param name="resumes">Whether an update goes on with what an earlier run has begun; otherwise it is a create.</param>
internal sealed class BindReports(AssociationId id, bool resumes)
{
    // The option of the program that gives more time.
    private readonly string timeoutOption = resumes ? "customTimeouts.update" : "customTimeouts.create";

    /// <summary>What could not be done, as the beginning of a message.</summary>
    public string Failed => $"EIP {Text.Quote(id.AddressId)} could not be bound to {id.Target}";

    /// <summary>The EIP does not exist, or is being released.</summary>
    public ProviderException Gone(Address? address) => address is null
        ? new(FailureKind.NotFound, new Report(Failed, "the account has no such EIP in the ECM region")
        {
            About = Refusals.About(id, PropertyNames.AddressId, PropertyNames.EcmRegion),
            Remedy = "Check addressId and ecmRegion: an account sees only its own EIPs, each in its region.",
        })
        : new(FailureKind.FailedPrecondition, new Report(Failed, "the EIP is being released")
        {
            About = Refusals.About(id, PropertyNames.AddressId),
            Now = Explainer.Tell(address),
            Remedy = "Give the addressId of another EIP.",
        });

    /// <summary>The task ended without a binding.</summary>
    public ProviderException TaskFailed(string taskId, Address? address) => new(
        FailureKind.FailedPrecondition, new Report(Failed, $"the API's task \"{taskId}\" failed and gave no reason")
        {
            About = Refusals.About(
                id, PropertyNames.AddressId, PropertyNames.InstanceId, PropertyNames.NetworkInterfaceId, PropertyNames.PrivateIpAddress),
            Now = address is null ? null : Explainer.Tell(address),
            Remedy = "Look at the EIP and its target in the console, then run the update again.",
        });

    /// <summary>Another resource of the program has made the binding.</summary>
    public ProviderException Duplicate(string urn) => new(
        FailureKind.FailedPrecondition, new Report(Failed, $"the resource {Text.Quote(urn)} has bound it to the same target in this update")
        {
            About = Refusals.About(id, PropertyNames.AddressId),
            Remedy = "Remove one of the two resources: an EIP has one association.",
        });

    /// <summary>The operation was stopped, and nothing of it can be in the cloud.</summary>
    public ProviderException StoppedBefore(Operation operation, Address? address, EcmApiException? lastRefusal) => new(
        operation.StopKind, new Report(Failed, $"{operation.StopReason} before the API took the request")
        {
            Now = address is null ? null : Explainer.Tell(address),
            Remedy = operation.StopKind == FailureKind.Cancelled
                ? "Run the update again."
                : $"Run the update again, or give it more time with {timeoutOption}.",
            Answer = Refusals.Answer(lastRefusal),
        });

    /// <summary>The reasons of an association that stays in the state unfinished.</summary>
    /// <param name="status">The EIP's status.</param>
    /// <param name="taskId">The task that may still bind it; null when its answer got lost.</param>
    /// <param name="why">Why the wait ended.</param>
    /// <param name="isShortOfTime">Whether the timeout ended it.</param>
    public IReadOnlyList<string> Unsettled(string status, string? taskId, Report why, bool isShortOfTime) =>
    [
        .. new Report(
            $"EIP {Text.Quote(id.AddressId)} is not yet known to be bound to {id.Target} (its status is {status})", why.Why ?? why.What)
        {
            About = why.About,
            Now = why.Now,
            Remedy = why.Remedy,
        }.Lines.SelectMany(line => line.Split('\n')),
        $"Run the update again: {(taskId is null ? "it looks at the EIP and goes on from there." : "it goes on waiting for the same task.")}"
            + (isShortOfTime ? $" For more time set {timeoutOption}." : string.Empty),
        .. why.Answer is { } answer ? [answer] : Array.Empty<string>(),
    ];
}
