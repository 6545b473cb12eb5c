namespace EcmProvider.Ecm;

/// <summary>The API's error codes in the families that decide what happens next.</summary>
public static class ErrorCodes
{
    /// <summary>More requests than the account may send; the request was not taken.</summary>
    public const string RequestLimitExceeded = "RequestLimitExceeded";

    /// <summary>The request's time is too far from the server's; the request was not taken.</summary>
    public const string SignatureExpire = "AuthFailure.SignatureExpire";

    /// <summary>The key's token is wrong or has expired; the request was not taken.</summary>
    public const string TokenFailure = "AuthFailure.TokenFailure";

    /// <summary>An error inside the API: the request may have been taken or not.</summary>
    public const string InternalError = "InternalError";

    /// <summary>An error inside the API: the request may have been taken or not.</summary>
    public const string InternalOperationFailure = "FailedOperation.InternalOperationFailure";

    /// <summary>The API is not there for now: the request may have been taken or not.</summary>
    public const string ServiceUnavailable = "ServiceUnavailable";

    /// <summary>The API knows no such task (any more).</summary>
    public const string TaskNotFound = "InvalidParameterValue.TaskNotFound";

    /// <summary>The instance has an EIP already.</summary>
    public const string AlreadyBindEip = "UnsupportedOperation.AlreadyBindEip";

    /// <summary>The private IP has an EIP already.</summary>
    public const string PrivateIpAddressAlreadyBindEip = "UnsupportedOperation.InvalidPrivateIpAddressAlreadyBindEip";

    /// <summary>What was asked is not possible in the current status.</summary>
    public const string StatusNotPermit = "UnsupportedOperation.StatusNotPermit";

    private static readonly string[] Passing = [InternalError, InternalOperationFailure, ServiceUnavailable];

    // "Invaild" is how the API spells it.
    private static readonly string[] AddressNotFound =
        ["UnsupportedOperation.AddressIdNotFound", "InvalidParameterValue.InvaildAddressId"];

    private static readonly string[] NetworkInterfaceNotFound =
    [
        "UnsupportedOperation.InvalidNetworkInterfaceIdNotFound", "InvalidParameterValue.InvaildEniID",
    ];

    private static readonly string[] InstanceNotFound =
    [
        "UnsupportedOperation.InstanceIdNotFound", "InvalidParameterValue.InvalidInstanceID", "ResourceNotFound.InstanceNotExist",
    ];

    private static readonly string[] Busy =
    [
        "UnsupportedOperation.MutexOperationTaskRunning", "FailedOperation.OperationConflict",
        "OperationDenied.InstanceOperationInProgress",
    ];

    private static readonly string[] NoPermission = ["UnauthorizedOperation", "AuthFailure.UnauthorizedOperation"];

    // What is said of the whole request, not of one id in it: asking for half of the ids would be refused alike.
    private static readonly string[] AboutTheRequest =
    [
        "InvalidParameter.Coexist", "InvalidParameterValue.InvalidRegion", "InvalidParameterValue.InvalidEcmRegion",
        "InvalidParameterValue.UnsupportedRegion", "InvalidParameterValue.InvalidPublicParam", "InvalidParameterValue.InvalidFilter",
        "InvalidParameterValue.FilterLimitExceeded",
    ];

    /// <summary>Too many requests: passing, and the request was not taken.</summary>
    public static bool IsThrottling(string code) => Is(code, RequestLimitExceeded);

    /// <summary>Worth asking again: throttling, or an error inside the API that says nothing of the request.</summary>
    public static bool IsPassing(string code) => IsThrottling(code) || IsAnyOf(code, Passing);

    /// <summary>The API took the request and may have acted on it, or not: only a look tells.</summary>
    public static bool IsOutcomeUnknown(string code) => IsAnyOf(code, Passing);

    /// <summary>The account has no such EIP in the region.</summary>
    public static bool IsAddressNotFound(string code) => IsAnyOf(code, AddressNotFound);

    /// <summary>The account has no such ENI in the region (or, of AssociateAddress, the private IP is not on it).</summary>
    public static bool IsNetworkInterfaceNotFound(string code) => IsAnyOf(code, NetworkInterfaceNotFound);

    /// <summary>The account has no such instance in the region.</summary>
    public static bool IsInstanceNotFound(string code) => IsAnyOf(code, InstanceNotFound);

    /// <summary>
    /// Another task on the same EIP, ENI or instance is running: the request was not taken, and later it may be.
    /// </summary>
    public static bool IsBusy(string code) => IsAnyOf(code, Busy);

    /// <summary>The key may not call the action.</summary>
    public static bool IsNoPermission(string code) => IsAnyOf(code, NoPermission);

    /// <summary>A refusal of a look-up that one bad id among several may have caused.</summary>
    public static bool MayBeOneBadId(string code) =>
        !IsAnyOf(code, AboutTheRequest)
        && (IsAddressNotFound(code) || IsNetworkInterfaceNotFound(code) || IsInstanceNotFound(code)
            || Is(code, "InvalidParameter") || Is(code, "InvalidParameterValue") || Is(code, "ResourceNotFound"));

    /// <summary>Whether <paramref name="code"/> is <paramref name="family"/> or a sub-code of it (<c>family.…</c>).</summary>
    public static bool Is(string code, string family) =>
        code.StartsWith(family, StringComparison.Ordinal) && (code.Length == family.Length || code[family.Length] == '.');

    private static bool IsAnyOf(string code, string[] families) => Array.Exists(families, family => Is(code, family));
}
