using EcmProvider.Configuration;
using EcmProvider.Credentials.Files;
using EcmProvider.Credentials.Issuers;
using EcmProvider.Ecm;

namespace EcmProvider.Credentials;

/// <summary>What credentials need of the machine and of the session.</summary>
internal sealed record CredentialSurroundings
{
    /// <summary>Reads an environment variable; null when it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Reads files.</summary>
    public required TextFiles Files { get; init; }

    /// <summary>The metadata service of the machine.</summary>
    public required Uri Metadata { get; init; }

    /// <summary>Makes what sends requests to the metadata service.</summary>
    public required Func<HttpMessageHandler> MetadataHandler { get; init; }

    /// <summary>How STS is reached with a key.</summary>
    public required Func<ICredentialSource, EcmCloudOptions> Sts { get; init; }

    /// <summary>The clock of time limits and keys.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Makes the source of the jitter between retries.</summary>
    public required Func<Random> Random { get; init; }
}

/// <summary>Makes the one source of a configuration: a key, roles on top of it, and the check of its account.</summary>
internal sealed class CredentialSources(CredentialSurroundings around) : IKeyIssuers
{
    /// <summary>The source of a configuration; nothing is read or sent before a key is first needed.</summary>
    public ICredentialSource Of(ProviderConfiguration configuration)
    {
        if (configuration.NotKnownYet.Count > 0)
        {
            return new UnknownCredentialSource(configuration.NotKnownYet);
        }

        ICredentialSource source = configuration switch
        {
            { AssumeRoleWithWebIdentity: { } role } => Renewed(WebIdentity(role)),
            { AssumeRole: { } role } => Renewed(new AssumedRole(role, around.Sts(Chain(configuration)))),
            _ => Chain(configuration),
        };
        return configuration.AllowedAccountIds is { } allowed ? new AccountCheckedSource(source, allowed, around.Sts) : source;
    }

    /// <inheritdoc/>
    public ICredentialSource OfPod(string providerId, string tokenFile, string roleArn) => Renewed(WebIdentity(new()
    {
        RoleArn = roleArn,
        ProviderId = providerId,
        TokenFile = tokenFile,
        Origin = "TKE_ROLE_ARN, TKE_PROVIDER_ID and TKE_WEB_IDENTITY_TOKEN_FILE of this pod",
    }));

    /// <inheritdoc/>
    public ICredentialSource OfMachine(string roleName) =>
        Renewed(new MachineRole(roleName, around.Metadata, around.MetadataHandler(), around.Clock, around.Random()));

    private CredentialChain Chain(ProviderConfiguration configuration) => new(configuration, around.Variable, around.Files, this);

    private WebIdentity WebIdentity(AssumeRoleWithWebIdentity role) => new(role, around.Files, around.Sts(NoKey.Instance));

    private TemporaryKeySource Renewed(IKeyIssuer issuer) => new(issuer, around.Clock);

    // Asked for by nobody: what brings a web identity is not signed.
    private sealed class NoKey : ICredentialSource
    {
        public static readonly NoKey Instance = new();

        public ValueTask<TencentCredentials> GetAsync(CancellationToken cancellationToken) =>
            throw new InvalidOperationException("An unsigned request needs no key.");
    }
}
