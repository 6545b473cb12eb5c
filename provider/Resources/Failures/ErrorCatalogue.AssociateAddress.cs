using static EcmProvider.Resources.Failures.FailureKind;

namespace EcmProvider.Resources.Failures;

// The codes that the API's documentation lists under AssociateAddress, in its order.
internal static partial class ErrorCatalogue
{
    /// <summary>The error codes of AssociateAddress.</summary>
    public static ErrorMeaning[] OfAssociateAddress =>
    [
        new("FailedOperation.InternalOperationFailure", Unavailable, Nothing, "something failed inside the API", Support),
        new("FailedOperation.OperationNotAllow", FailedPrecondition, EipAndTarget,
            "the API does not allow it now, as for an EIP that is in arrears or blocked",
            "Settle what the API names below (pay what is overdue, have the block lifted, wait for what is under way), then run the update again.",
            Obstacle.State),
        new("FailedOperation.PrivateIpAddressUnavailable", FailedPrecondition, Target, "the private IP is not available",
            "Wait until it is AVAILABLE and run the update again, or choose another target.", Obstacle.State),
        new("InvalidParameter", InvalidArgument, Nothing, "the API takes a parameter for wrong", $"Check what the API names below. {Ours}"),
        new("InvalidParameter.Coexist", InvalidArgument, Target, "parameters were given that exclude each other", $"{OneTarget} {Ours}"),
        new("InvalidParameter.InvalidDataFormat", InvalidArgument, EipAndTarget, "a value does not have the form that the API expects",
            RightForm),
        new("InvalidParameter.InvalidParameterConflict", InvalidArgument, Target,
            "an EIP goes to an instance or to a private IP of an ENI, not to both", $"{OneTarget} {Ours}"),
        new("InvalidParameterValue", InvalidArgument, Nothing, "the API takes a value for wrong", $"Check what the API names below. {Ours}"),
        new("InvalidParameterValue.InvaildEniID", NotFound, PrivateIp, "the API knows no such ENI",
            "Check networkInterfaceId, which looks like \"eni-11112222\", and ecmRegion."),
        new("InvalidParameterValue.InvalidInstanceID", NotFound, Instance, "the API knows no such instance",
            "Check instanceId, which looks like \"ein-11112222\", and ecmRegion."),
        new("InvalidParameterValue.InvalidPublicParam", InvalidArgument, Endpoint, "the API takes a common parameter of the request for wrong", NotEcm),
        new("InvalidParameterValue.InvalidRegion", InvalidArgument, EcmRegion, "there is no such ECM region", Region),
        new("LimitExceeded.AddressQuotaLimitExceeded", ResourceExhausted, Eip, "the account's quota of EIPs is used up", Quota),
        new("MissingParameter", InvalidArgument, Nothing, "the API misses a parameter", $"Give what the API names below. {Ours}"),
        new("MissingParameter.MissingAssociateEntity", InvalidArgument, Target, "no target reached the API", $"{OneTarget} {Ours}"),
        new("ResourceInUse", FailedPrecondition, EipAndTarget, "the EIP or the target is in use",
            "Wait until what uses it is done or end that use, then run the update again.", Obstacle.State),
        new("ResourceNotFound", NotFound, EipAndTarget, "the EIP or the target does not exist in the ECM region, or not any more",
            "Check the ids and ecmRegion; run pulumi refresh if it was deleted outside of this stack."),
        new("UnauthorizedOperation.ForbiddenOperation", PermissionDenied, Nothing, "the key has no permission for it", Permission),
        new("UnsupportedOperation", FailedPrecondition, EipAndTarget, "the API does not support it for this EIP and this target",
            "See what the API says below; choose an EIP and a target for which it can be done."),
        new("UnsupportedOperation.AddressIdNotFound", NotFound, Eip, "the account has no such EIP in the ECM region", NoSuchEip),
        new("UnsupportedOperation.AlreadyBindEip", FailedPrecondition, Instance, "the instance has an EIP or a public IP already",
            $"{UnbindFirst}, or choose another instance.", Obstacle.HeldTarget),
        new("UnsupportedOperation.InstanceIdNotFound", NotFound, Instance, "the account has no such instance in the ECM region",
            NoSuchInstance),
        new("UnsupportedOperation.InstanceIdNotSupported", FailedPrecondition, Target, "an instance of this kind cannot have an EIP",
            "Choose another instance."),
        new("UnsupportedOperation.InvalidNetworkInterfaceIdNotFound", NotFound, PrivateIp,
            "there is no such ENI in the ECM region, or the private IP is not on it",
            "Check networkInterfaceId, privateIpAddress and ecmRegion against each other."),
        new("UnsupportedOperation.InvalidPrivateIpAddressAlreadyBindEip", FailedPrecondition, PrivateIp,
            "the private IP has an EIP or a public IP already",
            $"{UnbindFirst}, or choose another private IP.", Obstacle.HeldTarget),
        new("UnsupportedOperation.Malformed", InvalidArgument, PrivateIp, "the private IP is incomplete",
            "Give privateIpAddress whole, four numbers as in \"10.0.0.7\"."),
        new("UnsupportedOperation.StatusNotPermit", FailedPrecondition, Eip, "the EIP's status does not permit it",
            RightStatus,
            Obstacle.State),
    ];
}
