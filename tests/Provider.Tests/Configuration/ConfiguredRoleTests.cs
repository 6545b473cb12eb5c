using EcmProvider.Configuration;
using Xunit;
using static EcmProvider.Tests.Configuration.Reading;

namespace EcmProvider.Tests.Configuration;

/// <summary>The role that is to be assumed: the configuration's, or else the environment's, each as a whole.</summary>
public sealed class ConfiguredRoleTests
{
    [Fact]
    public void ARoleAndAWebIdentityExcludeEachOther()
    {
        var failure = Assert.Single(Read([("assumeRole", Role()), ("assumeRoleWithWebIdentity", WebRole(("webIdentityToken", Text("t"))))]).Failures);

        Assert.Equal("assumeRoleWithWebIdentity", failure.Property);
        Assert.Contains("excludes assumeRole", failure.Reason);
    }

    [Fact]
    public void ARoleOfTheConfigurationLeavesTheEnvironmentsOut()
    {
        var (configuration, failures) = Read([("assumeRoleWithWebIdentity", WebRole(("webIdentityTokenFile", Text("/t"))))], RoleInEnvironment);

        Assert.Empty(failures);
        Assert.Null(configuration.AssumeRole);
        Assert.Equal(new AssumeRole(Arn, "pulumi-ecm", 7200, null, null), Read([("assumeRole", Role())], name =>
            name.EndsWith("EXTERNAL_ID", StringComparison.Ordinal) ? "other" : null).Configuration.AssumeRole);
    }

    [Fact]
    public void TheEnvironmentsRoleIsReadAsAWhole() => Assert.Equal(
        new AssumeRole("arn-of-environment", "night", 900, null, "x-1"), Read([], RoleInEnvironment).Configuration.AssumeRole);

    [Fact]
    public void TheEnvironmentsWebIdentityIsReadAsAWhole()
    {
        string? Variable(string name) => name switch
        {
            "TENCENTCLOUD_ASSUME_ROLE_PROVIDER_ID" => "github",
            "TENCENTCLOUD_ASSUME_ROLE_WEB_IDENTITY_TOKEN_FILE" => "/tmp/token",
            _ => RoleInEnvironment(name),
        };

        var (configuration, _) = Read([], Variable);

        Assert.Null(configuration.AssumeRole);
        var role = Assert.IsType<AssumeRoleWithWebIdentity>(configuration.AssumeRoleWithWebIdentity);
        Assert.Equal(("arn-of-environment", "github", "/tmp/token", "night", 900), (role.RoleArn, role.ProviderId, role.TokenFile, role.SessionName, role.SessionDuration));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("43201")]
    [InlineData("1h")]
    public void ADurationOfTheEnvironmentFollowsTheRuleToo(string duration)
    {
        var failure = Assert.Single(Read([], name =>
            name == "TENCENTCLOUD_ASSUME_ROLE_SESSION_DURATION" ? duration : RoleInEnvironment(name)).Failures);

        Assert.Equal("assumeRole", failure.Property);
        Assert.Contains("from 1 to 43200 in TENCENTCLOUD_ASSUME_ROLE_SESSION_DURATION", failure.Reason);
    }

    [Fact]
    public void ASessionNameOfTheEnvironmentFollowsTheRuleToo()
    {
        var failure = Assert.Single(Read([], name => name switch
        {
            "TENCENTCLOUD_ASSUME_ROLE_ARN" => Arn,
            "TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME" => "a b",
            _ => null,
        }).Failures);

        Assert.Equal("assumeRole", failure.Property);
        Assert.Contains("TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME", failure.Reason);
    }
}
