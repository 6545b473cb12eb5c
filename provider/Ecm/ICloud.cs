using EcmProvider.Ecm.Models;

namespace EcmProvider.Ecm;

/// <summary>
/// Tencent Cloud ECM as the resources and functions see it: five actions in our own types. Every call is signed, paced and,
/// where that is safe, repeated. Failures are <see cref="EcmApiException"/> (the API refused),
/// <see cref="EcmUnreachableException"/> (no answer to a look-up) and, for the two calls that change something,
/// <see cref="OutcomeUnknownException"/>; what the source of the key throws passes through unchanged.
/// </summary>
public interface ICloud
{
    /// <summary>Looks one EIP up. Calls made at the same time share a request. Null: the account has no such EIP in the region.</summary>
    Task<Address?> FindAddressAsync(string ecmRegion, string addressId, CancellationToken cancellationToken);

    /// <summary>Lists EIPs, all pages of them. Ids and filters exclude each other; with neither, all of the region's.</summary>
    Task<IReadOnlyList<Address>> ListAddressesAsync(
        string ecmRegion, IReadOnlyList<string>? addressIds, IReadOnlyList<Filter>? filters, CancellationToken cancellationToken);

    /// <summary>One page of the EIPs that pass the filters, from an offset on: for who does not want to wait for all of them.</summary>
    Task<AddressSlice> ReadAddressesAsync(
        string ecmRegion, IReadOnlyList<Filter> filters, int offset, CancellationToken cancellationToken);

    /// <summary>Looks one ENI up. Null: the account has no such ENI in the region.</summary>
    Task<NetworkInterface?> FindNetworkInterfaceAsync(string ecmRegion, string networkInterfaceId, CancellationToken cancellationToken);

    /// <summary>
    /// The ENIs of an instance, the primary one first. None: the instance does not exist.
    /// </summary>
    Task<IReadOnlyList<NetworkInterface>> FindInstanceInterfacesAsync(
        string ecmRegion, string instanceId, CancellationToken cancellationToken);

    /// <summary>Lists ENIs, all pages of them. Ids and filters exclude each other; with neither, all of the region's.</summary>
    Task<IReadOnlyList<NetworkInterface>> ListNetworkInterfacesAsync(
        string ecmRegion, IReadOnlyList<string>? networkInterfaceIds, IReadOnlyList<Filter>? filters, CancellationToken cancellationToken);

    /// <summary>
    /// AssociateAddress. Sent at most once unless the API said that it did not take the request. When the token is cancelled
    /// before the request was written, <see cref="OperationCanceledException"/>; when it is cancelled afterwards, the answer is
    /// given one more second and then <see cref="OutcomeUnknownException"/> is thrown.
    /// </summary>
    /// <returns>The id of the API's task.</returns>
    /// <exception cref="EcmApiException">The API refused.</exception>
    /// <exception cref="EcmUnreachableException">The request was never sent.</exception>
    /// <exception cref="OutcomeUnknownException">The API may or may not have taken the request: look.</exception>
    Task<string> AssociateAddressAsync(string ecmRegion, string addressId, Target target, CancellationToken cancellationToken);

    /// <summary>
    /// DisassociateAddress, under the same rules as <see cref="AssociateAddressAsync"/>. It names only the EIP, so a request whose
    /// look-up is no longer fresh is preceded by the question whether it is still meant.
    /// </summary>
    /// <param name="ecmRegion">The ECM region.</param>
    /// <param name="addressId">The EIP.</param>
    /// <param name="reallocateNormalPublicIp">Whether the target gets an ordinary public IP again.</param>
    /// <param name="lookedAt">When the look-up began on which the request rests, a timestamp of the clock.</param>
    /// <param name="isStillMeant">Looks again; asked right before the request is sent when that was more than a second ago.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ChangeWithdrawnException">It was no longer meant, and not sent.</exception>
    /// <returns>The id of the API's task.</returns>
    Task<string> DisassociateAddressAsync(
        string ecmRegion,
        string addressId,
        bool reallocateNormalPublicIp,
        long lookedAt,
        Func<CancellationToken, Task<bool>> isStillMeant,
        CancellationToken cancellationToken);

    /// <summary>DescribeTaskResult.</summary>
    Task<TaskResult> GetTaskResultAsync(string ecmRegion, string taskId, CancellationToken cancellationToken);
}
