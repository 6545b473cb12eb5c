namespace EcmEmulator.Errors;

/// <summary>How to make AssociateAddress answer with an error code.</summary>
/// <param name="Code">The code, as the API spells it.</param>
/// <param name="Cause">What has to be so in the cloud or in the request; null: no cause here, only a fault that refuses.</param>
public sealed record ErrorCause(string Code, string? Cause);

/// <summary>Every code that AssociateAddress documents, and what else it gives here, with its cause.</summary>
public static class ErrorCauses
{
    public static IReadOnlyList<ErrorCause> OfAssociateAddress { get; } =
    [
        new("FailedOperation.InternalOperationFailure", null),
        new(ErrorCode.OperationNotAllow, "the EIP is in arrears"),
        new(ErrorCode.PrivateIpAddressUnavailable, "the private IP's state is not AVAILABLE"),
        new(ErrorCode.InvalidParameter, "a parameter of the wrong type, or a body that is no JSON object"),
        new(ErrorCode.Coexist, "PrivateIpAddress together with InstanceId"),
        new(ErrorCode.InvalidDataFormat, "PrivateIpAddress is no IPv4 address at all"),
        new(ErrorCode.InvalidParameterConflict, "InstanceId together with NetworkInterfaceId"),
        new(ErrorCode.InvalidParameterValue, "an id that is empty or longer than 128 characters"),
        new(ErrorCode.InvaildAddressId, "AddressId does not look like an id (letters, a hyphen, letters and digits)"),
        new(ErrorCode.InvaildEniId, "NetworkInterfaceId does not look like an id"),
        new(ErrorCode.InvalidInstanceId, "InstanceId does not look like an id"),
        new(ErrorCode.InvalidPublicParam, "X-TC-Language is not one the API speaks, or X-TC-Timestamp is no number"),
        new(ErrorCode.InvalidRegion, "EcmRegion is no region of this cloud"),
        new(ErrorCode.AddressQuotaLimitExceeded, "the region's quota of bound EIPs is used up"),
        new(ErrorCode.MissingParameter, "EcmRegion or AddressId is missing, or a header that must be there"),
        new(ErrorCode.MissingAssociateEntity, "no target"),
        new(ErrorCode.MissingPrivateIpAddress, "NetworkInterfaceId without PrivateIpAddress"),
        new(ErrorCode.MissingNetworkInterfaceParameter, "PrivateIpAddress alone"),
        new(ErrorCode.ResourceInUse, "the ENI is being created, attached or detached"),
        new(ErrorCode.ResourceNotFound, "the ENI is being deleted, or the instance has no primary ENI with a primary private IP"),
        new(ErrorCode.ForbiddenOperation, "the permission for the action was revoked"),
        new(ErrorCode.AuthUnauthorizedOperation, "the permission for the action was revoked with this code"),
        new(ErrorCode.UnsupportedOperation, "the address is neither an EIP nor an ordinary public IP (CalcIP, AnycastEIP)"),
        new(ErrorCode.AddressIdNotFound, "no such EIP in the region"),
        new(ErrorCode.AlreadyBindEip, "the instance's primary private IP has an EIP or an ordinary public IP"),
        new(ErrorCode.InstanceIdNotFound, "no such instance in the region"),
        new(ErrorCode.InstanceIdNotSupported, "the instance is of a kind that takes no EIPs"),
        new(ErrorCode.InvalidNetworkInterfaceIdNotFound, "no such ENI in the region, or the private IP is not on it"),
        new(ErrorCode.InvalidPrivateIpAddressAlreadyBindEip, "the private IP has an EIP or an ordinary public IP"),
        new(ErrorCode.Malformed, "PrivateIpAddress is an IPv4 address cut short"),
        new(ErrorCode.StatusNotPermit, "the EIP is neither UNBIND nor in a task: CREATING, BIND, BIND_ENI or OFFLINING"),
        new(ErrorCode.MutexOperationTaskRunning, "a task of this EIP is under way: BINDING or UNBINDING"),
        new(ErrorCode.OperationConflict, "a task of another EIP is under way on the same private IP"),
        new(ErrorCode.InstanceOperationInProgress, "another operation of the instance is under way"),
        new(ErrorCode.InstanceNotRunning, "the instance is PENDING"),
        new(ErrorCode.InvalidInstanceState, "the instance is LAUNCH_FAILED or TERMINATING"),
    ];
}
