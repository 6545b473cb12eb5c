using EcmProvider.Configuration;
using EcmProvider.Protocol.Values;
using EcmProvider.Resources;
using EcmProvider.Tests.Support;
using Xunit;

namespace EcmProvider.Tests.Configuration;

/// <summary>Reads the provider's configuration, and parts of it to read.</summary>
internal static class Reading
{
    public const string Arn = "qcs::cam::uin/12345678:roleName/test";

    /// <summary>The beginning of a web identity as JSON text.</summary>
    public const string WebRoleWith = "{\"roleArn\":\"a\",\"providerId\":\"b\",\"webIdentityToken\":\"c\",";

    /// <summary>A role that the environment names.</summary>
    public static string? RoleInEnvironment(string name) => name switch
    {
        "TENCENTCLOUD_ASSUME_ROLE_ARN" => "arn-of-environment",
        "TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME" => "night",
        "TENCENTCLOUD_ASSUME_ROLE_SESSION_DURATION" => "900",
        "TENCENTCLOUD_ASSUME_ROLE_EXTERNAL_ID" => "x-1",
        _ => null,
    };

    /// <summary>A temporary key in the environment.</summary>
    public static string? KeyInEnvironment(string name) => name switch
    {
        "TENCENTCLOUD_SECRET_ID" => "env-id",
        "TENCENTCLOUD_SECRET_KEY" => "env-key",
        "TENCENTCLOUD_SECURITY_TOKEN" => "env-token",
        _ => null,
    };

    public static PropertyValue.Object WebRole(params (string Name, PropertyValue Value)[] more) =>
        new(Some.Map([("roleArn", Text(Arn)), ("providerId", Text("github")), .. more]));

    /// <summary>Reads a configuration in which nothing is wrong.</summary>
    public static ProviderConfiguration Good(params (string Name, PropertyValue Value)[] properties)
    {
        var (configuration, failures) = Read(properties);
        Assert.Empty(failures);
        return configuration;
    }

    /// <summary>Reads a configuration, good or not.</summary>
    public static (ProviderConfiguration Configuration, IReadOnlyList<CheckFailure> Failures) Read(
        (string Name, PropertyValue Value)[] properties, Func<string, string?>? environment = null) =>
        ProviderConfiguration.Read(Some.Map(properties), environment ?? (static _ => null));

    public static PropertyValue Text(string text) => PropertyValue.Of(text);

    public static PropertyValue.Secret Secret(PropertyValue value) => new(value);

    public static PropertyValue.Object Role(params (string Name, PropertyValue Value)[] more) =>
        new(Some.Map([("roleArn", Text(Arn)), .. more]));
}
