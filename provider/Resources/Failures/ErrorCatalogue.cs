using System.Collections.Frozen;

namespace EcmProvider.Resources.Failures;

/// <summary>
/// What every error code of the API means for an association, in one place: messages, gRPC codes, what is waited for, and
/// <c>docs/errors.md</c> come from here. (What decides whether a request is sent again is <see cref="Ecm.ErrorCodes"/>.)
/// </summary>
internal static partial class ErrorCatalogue
{
    private const string Support = "Run the update again; if it stays, give the RequestId to Tencent Cloud's support.";
    private const string Busy = "Wait until that task has ended, then run the update again.";
    private const string NotEcm = "Check endpoint: what answers there is not the ECM API. If it is, please report this.";
    private const string Quota = "Ask Tencent Cloud for a higher quota, or release what is not used.";
    private const string Ours = "If the program's values look right, please report this: the provider should not have sent it.";
    private const string NoSuchEip = "Check addressId and ecmRegion: an account sees only its own EIPs, each in its region.";
    private const string NoSuchInstance = "Check instanceId and ecmRegion; if the instance was deleted outside of this stack, run pulumi refresh.";

    /// <summary>How to free a target or an EIP, without the full stop.</summary>
    public const string UnbindFirst =
        "Unbind that one first (tccli ecm DisassociateAddress --EcmRegion {REGION} --AddressId {HOLDER}, or remove its association where it is managed)";

    private const string RightStatus =
        "Only an EIP in UNBIND can be bound, and only one in BIND or BIND_ENI unbound: bring it there, or wait until it is, and run the update again.";

    private const string ReadBelow = "See what the API says below; when that is settled, run the update again.";
    private const string SendLess = "Run the update again later, or lower maxRequestsPerSecond: other programs share the limit.";
    private const string RightForm = "Correct the value that the API names below; ids look like \"eip-11112222\", private IPs like \"10.0.0.7\".";
    private const string Permission = "Allow the action {ACTION} for this key in CAM, in a policy of its user or role; or use another key.";
    private const string OneTarget = "Give exactly one target: instanceId, or networkInterfaceId with privateIpAddress.";
    private const string Region = "Check ecmRegion; an ECM region looks like \"ap-xian-ecm\".";

    private static readonly string[] Nothing = [];
    private static readonly string[] Eip = [PropertyNames.AddressId];
    private static readonly string[] Instance = [PropertyNames.InstanceId];
    private static readonly string[] PrivateIp = [PropertyNames.NetworkInterfaceId, PropertyNames.PrivateIpAddress];
    private static readonly string[] Target = [.. Instance, .. PrivateIp];
    private static readonly string[] EipAndTarget = [.. Eip, .. Target];
    private static readonly string[] EcmRegion = [PropertyNames.EcmRegion];
    private static readonly string[] Endpoint = ["endpoint"];

    /// <summary>A code that neither the catalogue nor a parent in it covers.</summary>
    private static readonly ErrorMeaning Unlisted = new(
        string.Empty, FailureKind.FailedPrecondition, Nothing, "the API refused", "See what the API says below; then run the update again.");

    private static readonly FrozenDictionary<string, ErrorMeaning> ByCode = All.ToFrozenDictionary(entry => entry.Code, StringComparer.Ordinal);

    /// <summary>All entries: of AssociateAddress, of its family, common ones, and parents of codes that nobody listed.</summary>
    public static IEnumerable<ErrorMeaning> All => [.. OfAssociateAddress, .. OfTheFamily, .. OfAnyAction, .. Parents];

    // Not codes themselves.
    private static ErrorMeaning[] Parents =>
    [
        new("AuthFailure", FailureKind.Unauthenticated, ["secretId", "secretKey", "securityToken"], "the API does not accept the key",
            "Check secretId, secretKey and securityToken (or TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY, TENCENTCLOUD_SECURITY_TOKEN)."),
        new("OperationDenied", FailureKind.FailedPrecondition, EipAndTarget, "the API denies the operation",
            ReadBelow),
    ];

    /// <summary>The meaning of a code, or of the nearest parent of it.</summary>
    public static ErrorMeaning Find(string code)
    {
        for (var family = code; ; family = family[..family.LastIndexOf('.')])
        {
            if (ByCode.TryGetValue(family, out var meaning))
            {
                return meaning;
            }

            if (!family.Contains('.', StringComparison.Ordinal))
            {
                return Unlisted;
            }
        }
    }
}
