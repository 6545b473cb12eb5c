using EcmProvider.Configuration;
using EcmProvider.Credentials.Sts;
using EcmProvider.Ecm;
using EcmProvider.Ecm.Http;
using EcmProvider.Resources;

namespace EcmProvider.Credentials.Issuers;

/// <summary>A CAM role assumed with another key.</summary>
/// <param name="role">The role.</param>
/// <param name="options">How STS is reached, and with which key.</param>
internal sealed class AssumedRole(AssumeRole role, EcmCloudOptions options) : IKeyIssuer
{
    private readonly ApiClient sts = new(StsActions.Service, options);

    /// <inheritdoc/>
    public IReadOnlyList<string> Secrets => options.Credentials.Secrets;

    /// <inheritdoc/>
    public async Task<TemporaryKey> AskAsync(CancellationToken cancellationToken)
    {
        var askedAt = options.Clock.GetUtcNow();
        var request = new AssumeRoleRequest(
            role.RoleArn,
            role.SessionName,
            role.SessionDuration,
            role.Policy is null ? null : Uri.EscapeDataString(role.Policy),
            role.ExternalId);
        try
        {
            return Read(await sts.CallAsync(StsActions.AssumeRole, request, cancellationToken), sts, askedAt, role.SessionDuration);
        }
        catch (EcmApiException e)
        {
            throw StsRefusals.Explain(
                $"The role {Text.Quote(role.RoleArn)} could not be assumed",
                e,
                "Let the role's trust policy name the key's account or user (and assumeRole.externalId, if it demands one), and allow the key sts:AssumeRole in CAM.",
                "Check assumeRole.roleArn: there is no such role.",
                "Check assumeRole: roleArn, sessionName, sessionDuration, policy and externalId.");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        sts.Dispose();
        (options.Credentials as IDisposable)?.Dispose();
    }

    /// <summary>The key in an answer to a request that was begun at a time, for so many seconds.</summary>
    internal static TemporaryKey Read(AssumeRoleAnswer answer, ApiClient sts, DateTimeOffset askedAt, int seconds) => TemporaryKey.Of(
        answer.Key!,
        askedAt,
        TimeSpan.FromSeconds(seconds),
        answer.ExpiredTime is { } end
            ? TimeSpan.FromSeconds(Math.Clamp(end - sts.ServerTime.ToUnixTimeSeconds(), 0, seconds))
            : null);
}
