using static EcmProvider.Resources.Failures.FailureKind;

namespace EcmProvider.Resources.Failures;

// The codes that other actions of the family give, and AssociateAddress may give as well.
internal static partial class ErrorCatalogue
{
    /// <summary>The other error codes of the same family of calls.</summary>
    public static ErrorMeaning[] OfTheFamily =>
    [
        new("FailedOperation.InvalidStatus", FailedPrecondition, EipAndTarget, "the status of the EIP or the target does not permit it",
            RightStatus,
            Obstacle.State),
        new("FailedOperation.OperationConflict", FailedPrecondition, EipAndTarget, "another task is working on the EIP or the target", Busy),
        new("FailedOperation.PrivateIpAddressBinded", FailedPrecondition, Target, "the private IP has an EIP or a public IP already",
            $"{UnbindFirst}, or choose another target.", Obstacle.HeldTarget),
        new("InvalidParameterValue.InvaildAddressId", NotFound, Eip, "the account has no such EIP in the ECM region", NoSuchEip),
        new("InvalidParameterValue.InvalidEcmRegion", InvalidArgument, EcmRegion, "there is no such ECM region", Region),
        new("InvalidParameterValue.InstanceIdNotSupported", InvalidArgument, Target, "an instance of this kind cannot have an EIP",
            "Choose another instance."),
        new("InvalidParameterValue.Malformed", InvalidArgument, EipAndTarget, "a value is malformed",
            RightForm),
        new("InvalidParameterValue.TaskNotFound", InvalidArgument, ["taskId"], "the API does not know the task, or not any more",
            "Run pulumi refresh: what became of the task shows in the EIP itself."),
        new("InvalidParameterValue.UnsupportedRegion", InvalidArgument, EcmRegion, "the API does not support the ECM region", Region),
        new("InvalidParameterValue.InvalidFilter", InvalidArgument, ["filters"], "the API does not take one of the filters",
            "Correct filters: the documentation of the function names those of each list."),
        new("InvalidParameterValue.FilterLimitExceeded", InvalidArgument, ["filters"], "there are too many filters, or too many values in one",
            "Give at most 10 filters with at most 5 values each."),
        new("MissingParameter.MissingNetworkInterfaceParameter", InvalidArgument, PrivateIp, "a private IP reached the API without its ENI",
            $"{OneTarget} {Ours}"),
        new("MissingParameter.MissingPrivateIpAddress", InvalidArgument, PrivateIp, "an ENI reached the API without a private IP of it",
            $"{OneTarget} {Ours}"),
        new("OperationDenied.InstanceOperationInProgress", FailedPrecondition, Target, "another operation of the instance is under way", Busy),
        new("ResourceNotFound.InstanceNotExist", NotFound, Instance, "the account has no such instance in the ECM region",
            NoSuchInstance),
        new("ResourceUnavailable.InstanceNotRunning", FailedPrecondition, Target, "the instance is not running",
            "Start the instance, then run the update again."),
        new("UnsupportedOperation.InvalidInstanceState", FailedPrecondition, Target, "the state of the instance does not permit it",
            "Wait until the instance is running or stopped, then run the update again."),
        new("UnsupportedOperation.InvalidState", FailedPrecondition, EipAndTarget, "the state of the EIP or the target does not permit it",
            "Wait until both have settled, then run the update again.", Obstacle.State),
        new("UnsupportedOperation.MutexOperationTaskRunning", FailedPrecondition, EipAndTarget, "another task is running on the EIP or the target", Busy),
        new("UnsupportedOperation.QuotaLimitExceeded", ResourceExhausted, Eip, "a quota of the account is used up", Quota),
    ];
}
