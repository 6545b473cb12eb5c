using EcmProvider.Ecm;

namespace EcmProvider.Resources.Failures;

/// <summary>What a refusal of a change means for what to do next.</summary>
internal static class ErrorFamilies
{
    private static readonly string[] TargetHeld =
    [
        "UnsupportedOperation.AlreadyBindEip",
        "UnsupportedOperation.InvalidPrivateIpAddressAlreadyBindEip",
        "FailedOperation.PrivateIpAddressBinded",
    ];

    private static readonly string[] Conflicts =
    [
        .. TargetHeld,
        "UnsupportedOperation.StatusNotPermit",
        "UnsupportedOperation.InvalidState",
        "FailedOperation.InvalidStatus",
        "FailedOperation.OperationNotAllow",
        "FailedOperation.PrivateIpAddressUnavailable",
        "ResourceInUse",
    ];

    /// <summary>The target has another EIP or a public IP.</summary>
    public static bool IsTargetHeld(EcmApiException error) => TargetHeld.Any(error.Is);

    /// <summary>The state of the EIP or the target is in the way: it may have changed, or be about to.</summary>
    public static bool IsConflict(EcmApiException error) => Conflicts.Any(error.Is);
}
