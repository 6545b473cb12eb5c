using EcmProvider.Configuration;
using EcmProvider.Credentials.Files;
using EcmProvider.Credentials.Sts;
using EcmProvider.Ecm;
using EcmProvider.Ecm.Http;
using EcmProvider.Resources;

namespace EcmProvider.Credentials.Issuers;

/// <summary>A CAM role assumed with an OIDC token: no key is needed. A token's file is read again each time.</summary>
/// <param name="role">The role and the token.</param>
/// <param name="files">Reads the token's file.</param>
/// <param name="options">How STS is reached.</param>
internal sealed class WebIdentity(AssumeRoleWithWebIdentity role, TextFiles files, EcmCloudOptions options) : IKeyIssuer
{
    private readonly ApiClient sts = new(StsActions.Service, options);
    private volatile string? tokenOfFile;

    /// <inheritdoc/>
    public IReadOnlyList<string> Secrets => [.. new[] { role.Token, tokenOfFile }.OfType<string>()];

    /// <inheritdoc/>
    public async Task<TemporaryKey> AskAsync(CancellationToken cancellationToken)
    {
        var askedAt = options.Clock.GetUtcNow();
        var request = new AssumeRoleWithWebIdentityRequest
        {
            ProviderId = role.ProviderId,
            WebIdentityToken = role.Token ?? (tokenOfFile = ReadToken(role.TokenFile!)),
            RoleArn = role.RoleArn,
            RoleSessionName = role.SessionName,
            DurationSeconds = role.SessionDuration,
        };
        try
        {
            var answer = await sts.CallAsync(StsActions.AssumeRoleWithWebIdentity, request, cancellationToken);
            return AssumedRole.Read(answer, sts, askedAt, role.SessionDuration);
        }
        catch (EcmApiException e)
        {
            throw StsRefusals.Explain(
                $"The role {Text.Quote(role.RoleArn)} could not be assumed with a token of the identity provider {Text.Quote(role.ProviderId)}",
                e,
                $"Let the role's trust policy name that identity provider and match the token's issuer, audience and subject ({role.Origin}).",
                $"Check the role and the identity provider: one of them does not exist ({role.Origin}).",
                $"Check the role, the identity provider, the session and the token, which may have expired ({role.Origin}).");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => sts.Dispose();

    private string ReadToken(string path)
    {
        var (text, problem) = files.Read(path);
        string? token = null;
        problem ??= WebIdentityToken.Read(text!, out token);
        return problem is null
            ? token!
            : throw new MissingCredentialsException(
                $"There is no OIDC token ({role.Origin}): the file {Text.Quote(path)} {problem}.\n"
                + "Write the token there before the provider runs; it is read again at each renewal.");
    }
}
