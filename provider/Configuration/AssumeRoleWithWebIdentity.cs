namespace EcmProvider.Configuration;

/// <summary>A CAM role to assume with an OIDC token.</summary>
public sealed record AssumeRoleWithWebIdentity
{
    /// <summary>The property of the configuration.</summary>
    internal const string Property = "assumeRoleWithWebIdentity";

    private const string Prefix = "TENCENTCLOUD_ASSUME_ROLE_";

    private static readonly string[] Names =
        ["roleArn", "providerId", "webIdentityToken", "webIdentityTokenFile", "sessionName", "sessionDuration"];

    /// <summary>The role's resource name.</summary>
    public required string RoleArn { get; init; }

    /// <summary>The OIDC identity provider's name in CAM.</summary>
    public required string ProviderId { get; init; }

    /// <summary>The OIDC token; null when a file has it.</summary>
    public string? Token { get; init; }

    /// <summary>The file that has the token, read again at every renewal; null when the token itself is given.</summary>
    public string? TokenFile { get; init; }

    /// <summary>The name of the temporary session, shown in the audit log.</summary>
    public string SessionName { get; init; } = RoleSession.DefaultName;

    /// <summary>How long the temporary key lasts, seconds, 1 to 43200.</summary>
    public int SessionDuration { get; init; } = RoleSession.DefaultDuration;

    /// <summary>Where all this was said, for messages.</summary>
    public string Origin { get; init; } = Property;

    /// <summary>Shows nothing of the token.</summary>
    public override string ToString() => $"{RoleArn} by {ProviderId}";

    /// <summary>Reads the block <c>assumeRoleWithWebIdentity</c>; null when it is absent.</summary>
    internal static AssumeRoleWithWebIdentity? Read(ConfigurationReader configuration)
    {
        if (configuration.Block(Property, Names) is not { } reader)
        {
            return null;
        }

        var token = reader.Text("webIdentityToken");
        var file = reader.Text("webIdentityTokenFile");
        if (token is not null && file is not null)
        {
            reader.Fail("webIdentityTokenFile", "excludes webIdentityToken: give one of them");
        }
        else if (token is null && file is null && !reader.IsUnknown("webIdentityToken") && !reader.IsUnknown("webIdentityTokenFile"))
        {
            reader.Fail("webIdentityToken", "is required, or else webIdentityTokenFile");
        }

        return new()
        {
            RoleArn = reader.Required("roleArn", "qcs::cam::uin/12345678:roleName/testRoleName"),
            ProviderId = reader.Required("providerId", "github-actions"),
            Token = token,
            TokenFile = file,
            SessionName = RoleSession.Name(reader, "sessionName", reader.Text("sessionName")),
            SessionDuration = RoleSession.Duration(reader),
        };
    }

    /// <summary>
    /// Reads the environment variables of Terraform's provider that stand for the block as a whole; null when they are not all set.
    /// </summary>
    internal static AssumeRoleWithWebIdentity? ReadEnvironment(ConfigurationReader configuration, Func<string, string?> environment)
    {
        var arn = Variable("ARN");
        var provider = Variable("PROVIDER_ID");
        var token = Variable("WEB_IDENTITY_TOKEN");
        var file = Variable("WEB_IDENTITY_TOKEN_FILE");
        return arn is null || provider is null || (token is null && file is null) ? null : new()
        {
            RoleArn = arn,
            ProviderId = provider,
            Token = token,
            TokenFile = token is null ? file : null,
            SessionName = RoleSession.Name(configuration, Property, Variable("SESSION_NAME")),
            SessionDuration = RoleSession.DurationOf(environment, configuration, Property),
            Origin = $"{Prefix}ARN, {Prefix}PROVIDER_ID and {Prefix}WEB_IDENTITY_TOKEN{(token is null ? "_FILE" : string.Empty)}",
        };

        string? Variable(string name) => environment(Prefix + name) is { Length: > 0 } text ? text : null;
    }
}
