namespace EcmProvider.Configuration;

/// <summary>A CAM role to assume with the key.</summary>
/// <param name="RoleArn">The role's resource name.</param>
/// <param name="SessionName">The name of the temporary session, shown in the audit log.</param>
/// <param name="SessionDuration">How long the temporary key lasts, seconds, 1 to 43200.</param>
/// <param name="Policy">A CAM policy (JSON) that narrows what the session may do; null for none.</param>
/// <param name="ExternalId">What the role's trust policy demands; null for nothing.</param>
public sealed record AssumeRole(string RoleArn, string SessionName, int SessionDuration, string? Policy, string? ExternalId)
{
    /// <summary>The property of the configuration.</summary>
    internal const string Property = "assumeRole";

    /// <summary>The environment variable of the role.</summary>
    internal const string ArnVariable = "TENCENTCLOUD_ASSUME_ROLE_ARN";

    private static readonly string[] Names = ["roleArn", "sessionName", "sessionDuration", "policy", "externalId"];

    /// <summary>Reads the block <c>assumeRole</c>; null when it is absent.</summary>
    internal static AssumeRole? Read(ConfigurationReader configuration) => configuration.Block(Property, Names) is { } reader
        ? new AssumeRole(
            reader.Required("roleArn", "qcs::cam::uin/12345678:roleName/testRoleName"),
            RoleSession.Name(reader, "sessionName", reader.Text("sessionName", RoleSession.NameVariable)),
            RoleSession.Duration(reader),
            reader.Text("policy"),
            reader.Text("externalId"))
        : null;

    /// <summary>Reads the environment variables that stand for the block as a whole; null when none names a role.</summary>
    internal static AssumeRole? ReadEnvironment(ConfigurationReader configuration, Func<string, string?> environment) =>
        environment(ArnVariable) is { Length: > 0 } arn
            ? new(
                arn,
                RoleSession.Name(configuration, Property, environment(RoleSession.NameVariable)),
                RoleSession.DurationOf(environment, configuration, Property),
                null,
                environment("TENCENTCLOUD_ASSUME_ROLE_EXTERNAL_ID") is { Length: > 0 } externalId ? externalId : null)
            : null;
}
