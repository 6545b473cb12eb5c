namespace EcmProvider.Configuration;

/// <summary>A CAM role to assume with the key.</summary>
/// <param name="RoleArn">The role's resource name.</param>
/// <param name="SessionName">The name of the temporary session, shown in the audit log.</param>
/// <param name="SessionDuration">How long the temporary key lasts, seconds, 1 to 43200.</param>
/// <param name="Policy">A CAM policy (JSON) that narrows what the session may do; null for none.</param>
/// <param name="ExternalId">What the role's trust policy demands; null for nothing.</param>
public sealed record AssumeRole(string RoleArn, string SessionName, int SessionDuration, string? Policy, string? ExternalId)
{
    private const string NameVariable = "TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME";
    private const string DefaultName = "pulumi-ecm";
    private const int DefaultDuration = 7200;

    private static readonly string[] Names = ["roleArn", "sessionName", "sessionDuration", "policy", "externalId"];

    /// <summary>Reads the block <c>assumeRole</c>, or its environment variables when it is absent as a whole.</summary>
    internal static AssumeRole? Read(ConfigurationReader configuration, Func<string, string?> environment)
    {
        if (!configuration.IsGiven("assumeRole"))
        {
            return environment("TENCENTCLOUD_ASSUME_ROLE_ARN") is { Length: > 0 } arn
                ? new(arn, SessionNameOf(configuration, "assumeRole", environment(NameVariable)), DefaultDuration, null, null)
                : null;
        }

        if (configuration.Object("assumeRole") is not { } properties)
        {
            return null;
        }

        var reader = new ConfigurationReader(properties, "assumeRole.", environment);
        reader.RefuseOthers("assumeRole", Names);
        var roleArn = reader.Text("roleArn");
        if (roleArn is null && !reader.IsUnknown("roleArn"))
        {
            reader.Fail("roleArn", "is required, such as \"qcs::cam::uin/12345678:roleName/testRoleName\"");
        }

        var role = new AssumeRole(
            roleArn ?? string.Empty,
            SessionNameOf(reader, "sessionName", reader.Text("sessionName", NameVariable)),
            reader.Integer("sessionDuration", 1, 43200) ?? DefaultDuration,
            reader.Text("policy"),
            reader.Text("externalId"));
        configuration.Failures.AddRange(reader.Failures);
        return role;
    }

    private static string SessionNameOf(ConfigurationReader reader, string property, string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return DefaultName;
        }

        if (name.Length is < 2 or > 128 || !name.All(c => char.IsAsciiLetterOrDigit(c) || "_=,.@-".Contains(c, StringComparison.Ordinal)))
        {
            reader.Fail(property, $"needs a session name (here, or in {NameVariable}) of 2 to 128 letters, digits or characters of =,.@_-");
        }

        return name;
    }
}
