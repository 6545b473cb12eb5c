using EcmProvider.Ecm.Http;

namespace EcmProvider.Credentials.Sts;

/// <summary>The action of STS that is used here.</summary>
internal static class StsActions
{
    /// <summary>The service it belongs to; any region will do, and one must be named.</summary>
    public static readonly ApiService Service = new("sts", "2018-08-13", "ap-guangzhou");

    // Each call gives a key of its own and takes nothing away, so it may be repeated like a look-up.
    public static readonly ApiAction<AssumeRoleRequest, AssumeRoleAnswer> AssumeRole = new(
        "AssumeRole",
        StsJson.Default.AssumeRoleRequest,
        StsJson.Default.AssumeRoleAnswerEnvelope,
        ChangesSomething: false,
        (_, answer) => answer.Key is null ? "an answer without a key" : null,
        AnswerIsSecret: true);
}
