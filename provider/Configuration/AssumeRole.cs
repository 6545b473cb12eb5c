namespace EcmProvider.Configuration;

/// <summary>A CAM role to assume with the key.</summary>
/// <param name="RoleArn">The role's resource name.</param>
/// <param name="SessionName">The name of the temporary session, shown in the audit log.</param>
/// <param name="SessionDuration">How long the temporary key lasts, seconds, 1 to 43200.</param>
/// <param name="Policy">A CAM policy (JSON) that narrows what the session may do; null for none.</param>
/// <param name="ExternalId">What the role's trust policy demands; null for nothing.</param>
public sealed record AssumeRole(string RoleArn, string SessionName, int SessionDuration, string? Policy, string? ExternalId)
{
    private static readonly string[] Names = ["roleArn", "sessionName", "sessionDuration", "policy", "externalId"];

    /// <summary>Reads the block <c>assumeRole</c>, or its environment variables when it is absent as a whole.</summary>
    internal static AssumeRole? Read(ConfigurationReader configuration, Func<string, string?> environment)
    {
        if (!configuration.IsGiven("assumeRole"))
        {
            return environment("TENCENTCLOUD_ASSUME_ROLE_ARN") is { Length: > 0 } arn
                ? new(arn, environment("TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME") is { Length: > 0 } name ? name : "pulumi-ecm", 7200, null, null)
                : null;
        }

        if (configuration.Object("assumeRole") is not { } properties)
        {
            return null;
        }

        var reader = new ConfigurationReader(properties, "assumeRole.", environment);
        reader.RefuseOthers("assumeRole", Names);
        if (!reader.IsGiven("roleArn"))
        {
            reader.Fail("roleArn", "is required, such as \"qcs::cam::uin/12345678:roleName/testRoleName\"");
        }

        var sessionName = reader.Text("sessionName", "TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME") ?? "pulumi-ecm";
        if (sessionName.Length is < 2 or > 128 || !sessionName.All(c => char.IsAsciiLetterOrDigit(c) || "_=,.@-".Contains(c, StringComparison.Ordinal)))
        {
            reader.Fail("sessionName", "must be 2 to 128 letters, digits or characters of =,.@_-");
        }

        var role = new AssumeRole(
            reader.Text("roleArn") ?? string.Empty,
            sessionName,
            reader.Integer("sessionDuration", 1, 43200) ?? 7200,
            reader.Text("policy"),
            reader.Text("externalId"));
        configuration.Failures.AddRange(reader.Failures);
        return role;
    }
}
