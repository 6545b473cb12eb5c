using EcmProvider.Ecm;

namespace EcmProvider.Resources.Failures;

/// <summary>What an API error means for a user: its family, and what to do. Source: the error codes of the ECM API.</summary>
internal static class Refusals
{
    private const string Retry = "Nothing was changed by this call; run the update again. If it stays, give the RequestId to Tencent Cloud's support.";

    // The first entry whose code is the error's, or a parent of it, applies: sub-codes stand before their parents.
    private static readonly (string Code, FailureKind Kind, string? Remedy)[] Known =
    [
        ("AuthFailure.UnauthorizedOperation", FailureKind.PermissionDenied, "Allow this action for the key in CAM (policy of the user or role), or use another key."),
        ("UnauthorizedOperation", FailureKind.PermissionDenied, "Allow this action for the key in CAM (policy of the user or role), or use another key."),
        ("AuthFailure.SecretIdNotFound", FailureKind.Unauthenticated, "Check secretId: the key does not exist, or is disabled."),
        ("AuthFailure.InvalidSecretId", FailureKind.Unauthenticated, "Check secretId: it must be the id of a Tencent Cloud API key."),
        ("AuthFailure.SignatureFailure", FailureKind.Unauthenticated, "Check secretKey: it does not belong to secretId."),
        ("AuthFailure.SignatureExpire", FailureKind.Unauthenticated, "Set this machine's clock: it is more than five minutes off."),
        ("AuthFailure.TokenFailure", FailureKind.Unauthenticated, "Get new temporary credentials: the token is wrong or has expired."),
        ("AuthFailure.MFAFailure", FailureKind.Unauthenticated, "Use a key that needs no multi-factor authentication, or a role."),
        ("AuthFailure", FailureKind.Unauthenticated, "Check secretId, secretKey and securityToken (or TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY, TENCENTCLOUD_SECURITY_TOKEN)."),
        ("IpNotInWhitelist", FailureKind.PermissionDenied, "Add this machine's address to the key's allowed addresses in CAM."),
        ("IpInBlacklist", FailureKind.PermissionDenied, "Take this machine's address off the key's blocked addresses in CAM."),
        ("InvalidParameterValue.InvaildAddressId", FailureKind.NotFound, "Check addressId and ecmRegion: the account has no such EIP there."),
        ("InvalidParameterValue.InvaildEniID", FailureKind.NotFound, "Check networkInterfaceId and ecmRegion: the account has no such ENI there."),
        ("InvalidParameterValue.InvalidInstanceID", FailureKind.NotFound, "Check instanceId and ecmRegion: the account has no such instance there."),
        ("InvalidParameterValue.InvalidRegion", FailureKind.InvalidArgument, "Check ecmRegion; an ECM region looks like \"ap-xian-ecm\"."),
        ("InvalidParameterValue.InvalidEcmRegion", FailureKind.InvalidArgument, "Check ecmRegion; an ECM region looks like \"ap-xian-ecm\"."),
        ("InvalidParameterValue.UnsupportedRegion", FailureKind.InvalidArgument, "Check ecmRegion; an ECM region looks like \"ap-xian-ecm\"."),
        ("InvalidParameterValue.InstanceIdNotSupported", FailureKind.InvalidArgument, "Choose another instance: this kind cannot carry an EIP."),
        ("InvalidParameter", FailureKind.InvalidArgument, "Check the properties of the association."),
        ("InvalidParameterValue", FailureKind.InvalidArgument, "Check the properties of the association."),
        ("MissingParameter", FailureKind.InvalidArgument, "Check the properties of the association: exactly one target is needed."),
        ("UnknownParameter", FailureKind.InvalidArgument, "The API does not know a parameter this provider sends: is endpoint the ECM API?"),
        ("InvalidAction", FailureKind.InvalidArgument, "The endpoint does not know this action: is endpoint the ECM API?"),
        ("NoSuchVersion", FailureKind.InvalidArgument, "The endpoint does not know this version: is endpoint the ECM API?"),
        ("NoSuchProduct", FailureKind.InvalidArgument, "The endpoint does not know ECM: is endpoint the ECM API?"),
        ("UnsupportedRegion", FailureKind.InvalidArgument, "Check ecmRegion; an ECM region looks like \"ap-xian-ecm\"."),
        ("UnsupportedOperation.AddressIdNotFound", FailureKind.NotFound, "Check addressId and ecmRegion: the account has no such EIP there."),
        ("UnsupportedOperation.InstanceIdNotFound", FailureKind.NotFound, "Check instanceId and ecmRegion: the account has no such instance there."),
        ("UnsupportedOperation.InvalidNetworkInterfaceIdNotFound", FailureKind.NotFound, "Check networkInterfaceId and privateIpAddress: there is no such ENI, or the private IP is not on it."),
        ("UnsupportedOperation.InstanceIdNotSupported", FailureKind.FailedPrecondition, "Choose another instance: this kind cannot carry an EIP."),
        ("UnsupportedOperation.AlreadyBindEip", FailureKind.FailedPrecondition, "Unbind the other EIP from the instance first, or choose another instance."),
        ("UnsupportedOperation.InvalidPrivateIpAddressAlreadyBindEip", FailureKind.FailedPrecondition, "Unbind the other EIP from the private IP first, or choose another private IP."),
        ("FailedOperation.PrivateIpAddressBinded", FailureKind.FailedPrecondition, "Unbind the other EIP from the private IP first, or choose another private IP."),
        ("FailedOperation.PrivateIpAddressUnavailable", FailureKind.FailedPrecondition, "Wait until the private IP is AVAILABLE, or choose another one."),
        ("UnsupportedOperation.StatusNotPermit", FailureKind.FailedPrecondition, "Look at the EIP's status in the console: only an EIP in UNBIND can be bound, and only a bound one unbound."),
        ("UnsupportedOperation.Malformed", FailureKind.InvalidArgument, "Check privateIpAddress: it is not a complete IPv4 address."),
        ("UnsupportedOperation.QuotaLimitExceeded", FailureKind.ResourceExhausted, "Ask Tencent Cloud for a higher quota, or free some of it."),
        ("LimitExceeded", FailureKind.ResourceExhausted, "Ask Tencent Cloud for a higher quota, or free some of it."),
        ("RequestLimitExceeded", FailureKind.ResourceExhausted, "Lower maxRequestsPerSecond: other programs share the account's limit."),
        ("ResourceInsufficient", FailureKind.ResourceExhausted, "Try again later, or in another region."),
        ("ResourceNotFound", FailureKind.NotFound, "Check the ids and ecmRegion."),
        ("ResourceUnavailable.InstanceNotRunning", FailureKind.FailedPrecondition, "Start the instance first."),
        ("UnsupportedOperation.InvalidInstanceState", FailureKind.FailedPrecondition, "Wait until the instance is running (or stopped), then run the update again."),
        ("UnsupportedOperation.MutexOperationTaskRunning", FailureKind.FailedPrecondition, "Another task works on it: wait for that, then run the update again."),
        ("FailedOperation.OperationConflict", FailureKind.FailedPrecondition, "Another task works on it: wait for that, then run the update again."),
        ("OperationDenied.InstanceOperationInProgress", FailureKind.FailedPrecondition, "Another task works on the instance: wait for that, then run the update again."),
        ("FailedOperation.InternalOperationFailure", FailureKind.Unavailable, Retry),
        ("InternalError", FailureKind.Unavailable, Retry),
        ("ServiceUnavailable", FailureKind.Unavailable, Retry),
    ];

    /// <summary>The family of an error.</summary>
    public static FailureKind KindOf(EcmApiException error) => Find(error)?.Kind ?? FailureKind.FailedPrecondition;

    /// <summary>Code, message, action and request id, as every message about a refusal tells them.</summary>
    public static string Tell(EcmApiException error) =>
        $"{error.Code}: {error.ApiMessage} ({error.Action}, RequestId {(error.RequestId.Length == 0 ? "none" : error.RequestId)})";

    /// <summary>The failure that tells of a refusal.</summary>
    /// <param name="doing">What could not be done, with the ids: <c>EIP "…" could not be bound to …</c>.</param>
    /// <param name="error">The API's refusal.</param>
    public static ProviderException Explain(string doing, EcmApiException error) =>
        new(KindOf(error), $"{doing}: {Tell(error)}", Find(error)?.Remedy ?? "See the API's message; then run the update again.", error);

    /// <summary>The failure that tells of an API that could not be reached.</summary>
    public static ProviderException Explain(string doing, EcmUnreachableException error) =>
        new(
            FailureKind.Unavailable,
            $"{doing}: the API could not be reached ({error.Action}: {error.Reason})",
            "Check the network, the proxy variables and endpoint, then run it again.",
            error);

    private static (string Code, FailureKind Kind, string? Remedy)? Find(EcmApiException error)
    {
        foreach (var entry in Known)
        {
            if (error.Is(entry.Code))
            {
                return entry;
            }
        }

        return null;
    }
}
