using EcmProvider.Ecm.Http;

namespace EcmProvider.Credentials.Sts;

/// <summary>The actions of STS that are used here.</summary>
internal static class StsActions
{
    /// <summary>The service they belong to; any region will do, and one must be named.</summary>
    public static readonly ApiService Service = new("sts", "2018-08-13", "ap-guangzhou");

    // Each call gives a key of its own and takes nothing away, so it may be repeated like a look-up.
    public static readonly ApiAction<AssumeRoleRequest, AssumeRoleAnswer> AssumeRole = new(
        "AssumeRole",
        StsJson.Default.AssumeRoleRequest,
        StsJson.Default.AssumeRoleAnswerEnvelope,
        changesSomething: false,
        (_, answer) => FlawOf(answer),
        answerIsSecret: true);

    /// <summary>The same for who brings a web identity in place of a key.</summary>
    public static readonly ApiAction<AssumeRoleWithWebIdentityRequest, AssumeRoleAnswer> AssumeRoleWithWebIdentity = new(
        "AssumeRoleWithWebIdentity",
        StsJson.Default.AssumeRoleWithWebIdentityRequest,
        StsJson.Default.AssumeRoleAnswerEnvelope,
        changesSomething: false,
        (_, answer) => FlawOf(answer),
        answerIsSecret: true,
        isSigned: false);

    public static readonly ApiAction<GetCallerIdentityRequest, CallerIdentity> GetCallerIdentity = new(
        "GetCallerIdentity",
        StsJson.Default.GetCallerIdentityRequest,
        StsJson.Default.CallerIdentityEnvelope,
        changesSomething: false,
        (_, answer) => string.IsNullOrEmpty(answer.AccountId) ? "an answer without an account" : null);

    private static string? FlawOf(AssumeRoleAnswer answer) => answer.Key is null ? "an answer without a key" : null;
}
