using EcmProvider.Protocol.Values;
using Xunit;
using static EcmProvider.Tests.Configuration.Reading;

namespace EcmProvider.Tests.Configuration;

/// <summary>What is wrong with the provider's configuration, and with which property.</summary>
public sealed class ConfigurationFailureTests
{
    [Theory]
    [InlineData("maxRequestsPerSecond", "0", "from 1 to 20")]
    [InlineData("maxRequestsPerSecond", "21", "from 1 to 20")]
    [InlineData("maxRequestsPerSecond", "1.5", "from 1 to 20")]
    [InlineData("maxRequestsPerSecond", "fast", "from 1 to 20")]
    [InlineData("maxRetries", "-1", "from 0 to 20")]
    [InlineData("maxRetries", "21", "from 0 to 20")]
    [InlineData("maxRetries", "NaN", "from 0 to 20")]
    [InlineData("previewValidation", "yes", "must be true or false")]
    [InlineData("detectDrift", "0", "must be true or false")]
    [InlineData("assumeRole", "{", "is not valid JSON")]
    [InlineData("assumeRole", "[]", "must be an object")]
    [InlineData("assumeRole", "{}", "is required, such as", "assumeRole.roleArn")]
    [InlineData("assumeRole", "{\"roleArn\":\"\"}", "is required, such as", "assumeRole.roleArn")]
    [InlineData("assumeRole", "{\"roleArn\":\"a\",\"sessionDuration\":0}", "from 1 to 43200", "assumeRole.sessionDuration")]
    [InlineData("assumeRole", "{\"roleArn\":\"a\",\"sessionDuration\":43201}", "from 1 to 43200", "assumeRole.sessionDuration")]
    [InlineData("assumeRole", "{\"roleArn\":\"a\",\"sessionName\":\"x\"}", "2 to 128 letters", "assumeRole.sessionName")]
    [InlineData("assumeRole", "{\"roleArn\":\"a\",\"sessionName\":\"a b\"}", "2 to 128 letters", "assumeRole.sessionName")]
    [InlineData("assumeRole", "{\"roleArn\":\"a\",\"externalID\":\"b\"}", "did you mean externalId?", "assumeRole.externalID")]
    [InlineData("assumeRole", "{\"roleArn\":7}", "must be a string", "assumeRole.roleArn")]
    [InlineData("assumeRoleWithWebIdentity", "{", "is not valid JSON")]
    [InlineData("assumeRoleWithWebIdentity", "{\"roleArn\":\"a\",\"providerId\":\"b\"}", "or else webIdentityTokenFile", "assumeRoleWithWebIdentity.webIdentityToken")]
    [InlineData("assumeRoleWithWebIdentity", "{\"roleArn\":\"a\",\"webIdentityToken\":\"c\"}", "is required, such as", "assumeRoleWithWebIdentity.providerId")]
    [InlineData("assumeRoleWithWebIdentity", "{\"providerId\":\"b\",\"webIdentityToken\":\"c\"}", "is required, such as", "assumeRoleWithWebIdentity.roleArn")]
    [InlineData("assumeRoleWithWebIdentity", WebRoleWith + "\"webIdentityTokenFile\":\"d\"}", "excludes webIdentityToken", "assumeRoleWithWebIdentity.webIdentityTokenFile")]
    [InlineData("assumeRoleWithWebIdentity", WebRoleWith + "\"sessionDuration\":43201}", "from 1 to 43200", "assumeRoleWithWebIdentity.sessionDuration")]
    [InlineData("assumeRoleWithWebIdentity", WebRoleWith + "\"policy\":\"{}\"}", "has no such property", "assumeRoleWithWebIdentity.policy")]
    [InlineData("allowedAccountIds", "100000000001", "must be a list of account IDs")]
    [InlineData("allowedAccountIds", "[]", "must name an account")]
    [InlineData("allowedAccountIds", "[\"1\",\"me\"]", "must be an account ID (UIN)", "allowedAccountIds[1]")]
    [InlineData("allowedAccountIds", "[1.5]", "must be an account ID (UIN)", "allowedAccountIds[0]")]
    [InlineData("profile", "../other", "must not contain slashes")]
    [InlineData("profile", "..\\other", "must not contain backslashes")]
    [InlineData("camRoleName", "a/b", "must not contain slashes")]
    [InlineData("ecmRegion", "ap xian", "must not contain white space")]
    [InlineData("endpoint", "http://ecm.example", "plain http")]
    [InlineData("stsEndpoint", "http://sts.example", "plain http")]
    [InlineData("endpoint", "https://ecm.example/path", "must not have a path")]
    [InlineData("stsEndpoint", "sts", "is not an https URL")]
    [InlineData("maxRequestPerSecond", "5", "did you mean maxRequestsPerSecond?")]
    [InlineData("colour", "red", "the provider has no such property; it has secretId, ")]
    public void AValueThatCannotBeUsedIsAFailureOfItsProperty(string name, string value, string reason, string? property = null)
    {
        var failure = Assert.Single(Read([(name, Text(value))]).Failures);

        Assert.Equal(property ?? name, failure.Property);
        Assert.Contains(reason, failure.Reason);
    }

    [Fact]
    public void AValueOfTheWrongTypeIsAFailureOfItsProperty()
    {
        var (_, failures) = Read(
        [
            ("ecmRegion", PropertyValue.Of(1)),
            ("maxRetries", PropertyValue.Of(true)),
            ("previewValidation", PropertyValue.Of(1)),
            ("assumeRole", PropertyValue.Of(true)),
            ("assumeRoleWithWebIdentity", PropertyValue.Of(1)),
            ("allowedAccountIds", PropertyValue.Of(1)),
            ("profile", PropertyValue.Of(1)),
            ("sharedCredentialsDir", PropertyValue.Of(1)),
            ("camRoleName", PropertyValue.Of(1)),
        ]);

        string[] all =
        [
            "allowedAccountIds", "assumeRole", "assumeRoleWithWebIdentity", "camRoleName", "ecmRegion", "maxRetries", "previewValidation",
            "profile", "sharedCredentialsDir",
        ];
        Assert.Equal(all, failures.Select(failure => failure.Property).Order());
    }

    [Theory]
    [InlineData("secretId", "secretKey")]
    [InlineData("secretKey", "secretId")]
    public void HalfAKeyIsAFailureOfTheOtherHalf(string given, string missing)
    {
        var (configuration, failures) = Read([(given, Text("x"))], KeyInEnvironment);

        var failure = Assert.Single(failures);
        Assert.Equal(missing, failure.Property);
        Assert.Contains($"{given} is given, so {missing} is needed too", failure.Reason);
        Assert.Null(configuration.Key);
    }

    [Fact]
    public void ATokenWithoutItsKeyIsAFailure()
    {
        var failure = Assert.Single(Read([("securityToken", Text("x"))], KeyInEnvironment).Failures);

        Assert.Equal("securityToken", failure.Property);
    }
}
