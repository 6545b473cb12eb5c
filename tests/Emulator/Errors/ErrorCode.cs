namespace EcmEmulator.Errors;

/// <summary>The error codes that the emulator gives by itself, spelled as the API spells them.</summary>
public static class ErrorCode
{
    public const string SecretIdNotFound = "AuthFailure.SecretIdNotFound";
    public const string SignatureExpire = "AuthFailure.SignatureExpire";
    public const string SignatureFailure = "AuthFailure.SignatureFailure";
    public const string TokenFailure = "AuthFailure.TokenFailure";
    public const string AuthUnauthorizedOperation = "AuthFailure.UnauthorizedOperation";

    public const string InstanceOperationInProgress = "OperationDenied.InstanceOperationInProgress";
    public const string InternalError = "InternalError";
    public const string InternalOperationFailure = "FailedOperation.InternalOperationFailure";
    public const string OperationConflict = "FailedOperation.OperationConflict";
    public const string OperationNotAllow = "FailedOperation.OperationNotAllow";
    public const string PrivateIpAddressUnavailable = "FailedOperation.PrivateIpAddressUnavailable";

    public const string InvalidAction = "InvalidAction";
    public const string InvalidRequest = "InvalidRequest";
    public const string NoSuchVersion = "NoSuchVersion";
    public const string UnsupportedProtocol = "UnsupportedProtocol";
    public const string RequestLimitExceeded = "RequestLimitExceeded";
    public const string RequestSizeLimitExceeded = "RequestSizeLimitExceeded";

    public const string InvalidParameter = "InvalidParameter";
    public const string Coexist = "InvalidParameter.Coexist";
    public const string InvalidDataFormat = "InvalidParameter.InvalidDataFormat";
    public const string InvalidParameterConflict = "InvalidParameter.InvalidParameterConflict";

    public const string InvalidParameterValue = "InvalidParameterValue";
    public const string FilterLimitExceeded = "InvalidParameterValue.FilterLimitExceeded";
    public const string InvaildAddressId = "InvalidParameterValue.InvaildAddressId";
    public const string InvaildEniId = "InvalidParameterValue.InvaildEniID";
    public const string InvalidFilter = "InvalidParameterValue.InvalidFilter";
    public const string InvalidInstanceId = "InvalidParameterValue.InvalidInstanceID";
    public const string InvalidPublicParam = "InvalidParameterValue.InvalidPublicParam";
    public const string InvalidRegion = "InvalidParameterValue.InvalidRegion";
    public const string TaskNotFound = "InvalidParameterValue.TaskNotFound";

    public const string AddressQuotaLimitExceeded = "LimitExceeded.AddressQuotaLimitExceeded";
    public const string MissingParameter = "MissingParameter";
    public const string MissingAssociateEntity = "MissingParameter.MissingAssociateEntity";
    public const string MissingNetworkInterfaceParameter = "MissingParameter.MissingNetworkInterfaceParameter";
    public const string MissingPrivateIpAddress = "MissingParameter.MissingPrivateIpAddress";

    public const string ResourceInUse = "ResourceInUse";
    public const string ResourceNotFound = "ResourceNotFound";
    public const string InstanceNotRunning = "ResourceUnavailable.InstanceNotRunning";
    public const string ForbiddenOperation = "UnauthorizedOperation.ForbiddenOperation";
    public const string UnknownParameter = "UnknownParameter";

    public const string UnsupportedOperation = "UnsupportedOperation";
    public const string AddressIdNotFound = "UnsupportedOperation.AddressIdNotFound";
    public const string AlreadyBindEip = "UnsupportedOperation.AlreadyBindEip";
    public const string InstanceIdNotFound = "UnsupportedOperation.InstanceIdNotFound";
    public const string InstanceIdNotSupported = "UnsupportedOperation.InstanceIdNotSupported";
    public const string InvalidInstanceState = "UnsupportedOperation.InvalidInstanceState";
    public const string InvalidNetworkInterfaceIdNotFound = "UnsupportedOperation.InvalidNetworkInterfaceIdNotFound";
    public const string InvalidPrivateIpAddressAlreadyBindEip = "UnsupportedOperation.InvalidPrivateIpAddressAlreadyBindEip";
    public const string Malformed = "UnsupportedOperation.Malformed";
    public const string MutexOperationTaskRunning = "UnsupportedOperation.MutexOperationTaskRunning";
    public const string QuotaLimitExceeded = "UnsupportedOperation.QuotaLimitExceeded";
    public const string StatusNotPermit = "UnsupportedOperation.StatusNotPermit";
}
