using EcmProvider.Ecm;
using EcmProvider.Resources.Failures;

namespace EcmProvider.Credentials.Issuers;

/// <summary>
/// What a refusal of STS means for a user. Explained here: its code would elsewhere be taken for one about an EIP or its target.
/// </summary>
internal static class StsRefusals
{
    private const string OtherApi = "Check stsEndpoint: what answers there is not the STS API.";

    private static readonly string[] NotStsCodes = ["UnknownParameter", "InvalidAction", "NoSuchVersion", "NoSuchProduct"];
    private static readonly string[] BadParameterCodes = ["InvalidParameter", "InvalidParameterValue", "MissingParameter"];
    private static readonly string[] NoPermissionCodes = ["AuthFailure.UnauthorizedOperation", "UnauthorizedOperation"];

    /// <summary>The failure to tell.</summary>
    /// <param name="failed">What could not be done, with the names.</param>
    /// <param name="error">The refusal.</param>
    /// <param name="notTrusted">What to do when STS says no permission.</param>
    /// <param name="noRole">What to do when there is no such role.</param>
    /// <param name="badParameter">What to do when a parameter is wrong.</param>
    public static ProviderException Explain(string failed, EcmApiException error, string notTrusted, string noRole, string badParameter)
    {
        var remedy = NoPermissionCodes.Any(error.Is) ? notTrusted
            : error.Is("ResourceNotFound") ? noRole
            : BadParameterCodes.Any(error.Is) ? badParameter
            : NotStsCodes.Any(error.Is) ? OtherApi
            : null;
        return remedy is null
            ? Refusals.Explain(failed, error)
            : new(Refusals.KindOf(error), $"{failed}: {Refusals.Tell(error)}", remedy, error);
    }
}
