using EcmProvider.Configuration;
using EcmProvider.Credentials;
using EcmProvider.Protocol.Values;
using EcmProvider.Resources;
using EcmProvider.Tests.Support;
using Xunit;

namespace EcmProvider.Tests.Configuration;

/// <summary>How the provider's configuration is read, and what is wrong with it.</summary>
public sealed class ProviderConfigurationTests
{
    private const string Arn = "qcs::cam::uin/12345678:roleName/test";

    [Fact]
    public void NothingGivenIsTheDefaultsAndNoKey()
    {
        var configuration = Good();

        Assert.Null(configuration.Key);
        Assert.Null(configuration.AssumeRole);
        Assert.Null(configuration.EcmRegion);
        Assert.Equal(new Uri("https://ecm.tencentcloudapi.com"), configuration.Endpoint);
        Assert.Equal(new Uri("https://sts.tencentcloudapi.com"), configuration.StsEndpoint);
        Assert.Equal(20, configuration.MaxRequestsPerSecond);
        Assert.Equal(8, configuration.MaxRetries);
        Assert.True(configuration.PreviewValidation);
        Assert.True(configuration.DetectDrift);
    }

    [Fact]
    public void ValuesMayComeAsTextTheWayStackConfigurationSendsThem()
    {
        var configuration = Good(
            ("assumeRole", Text($"{{\"externalId\":\"shh\",\"roleArn\":\"{Arn}\",\"sessionDuration\":3600}}")),
            ("maxRequestsPerSecond", Text("5")),
            ("maxRetries", Text("0")),
            ("previewValidation", Text("false")),
            ("detectDrift", Text("False")));

        Assert.Equal(new AssumeRole(Arn, "pulumi-ecm", 3600, null, "shh"), configuration.AssumeRole);
        Assert.Equal(5, configuration.MaxRequestsPerSecond);
        Assert.Equal(0, configuration.MaxRetries);
        Assert.False(configuration.PreviewValidation);
        Assert.False(configuration.DetectDrift);
    }

    [Fact]
    public void ValuesMayComeAsWhatTheyAre()
    {
        var configuration = Good(
            ("assumeRole", Role(("sessionName", Text("ci")), ("policy", Text("{}")), ("sessionDuration", PropertyValue.Of(43200)))),
            ("maxRequestsPerSecond", PropertyValue.Of(1)),
            ("previewValidation", PropertyValue.Of(false)));

        Assert.Equal(new AssumeRole(Arn, "ci", 43200, "{}", null), configuration.AssumeRole);
        Assert.Equal(1, configuration.MaxRequestsPerSecond);
        Assert.False(configuration.PreviewValidation);
    }

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
        ]);

        Assert.Equal(["assumeRole", "ecmRegion", "maxRetries", "previewValidation"], failures.Select(failure => failure.Property).Order());
    }

    [Fact]
    public void WhatSdksAndEnginesAddIsNoUnknownProperty() => Good(
        ("version", Text("0.1.0")), ("pluginDownloadURL", Text("https://example.org")), ("__internal", PropertyValue.Of(true)));

    [Theory]
    [InlineData("profile")]
    [InlineData("sharedCredentialsDir")]
    [InlineData("camRoleName")]
    [InlineData("assumeRoleWithWebIdentity")]
    [InlineData("allowedAccountIds")]
    public void WhatThisVersionCannotDoYetIsRefusedNotIgnored(string name)
    {
        var failure = Assert.Single(Read([(name, Text("x"))]).Failures);

        Assert.Equal(name, failure.Property);
        Assert.Contains("not supported by this version of the provider yet", failure.Reason);
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

    [Fact]
    public void AKeyInTheConfigurationIsUsedWithoutTheTokenOfTheEnvironment()
    {
        var (configuration, failures) = Read([("secretId", Text("id")), ("secretKey", Text("key"))], KeyInEnvironment);

        Assert.Empty(failures);
        Assert.Equal(new TencentCredentials("id", "key"), configuration.Key);
    }

    [Fact]
    public void AKeyInTheEnvironmentIsUsedWhole()
    {
        Assert.Equal(new TencentCredentials("env-id", "env-key", "env-token"), Read([], KeyInEnvironment).Configuration.Key);
        Assert.Equal(
            new TencentCredentials("env-id", "env-key", "env-token"),
            Read([("secretId", Text("")), ("secretKey", Text(""))], KeyInEnvironment).Configuration.Key);
    }

    [Fact]
    public void TheEnvironmentSaysWhatTheConfigurationDoesNot()
    {
        var (configuration, failures) = Read([("ecmRegion", Text("ap-given-ecm"))], name => name switch
        {
            "TENCENTCLOUD_ECM_REGION" => "ap-env-ecm",
            "TENCENTCLOUD_ECM_ENDPOINT" => "http://127.0.0.1:1/",
            "TENCENTCLOUD_STS_ENDPOINT" => "https://sts.internal.example",
            "TENCENTCLOUD_ASSUME_ROLE_ARN" => Arn,
            _ => null,
        });

        Assert.Empty(failures);
        Assert.Equal("ap-given-ecm", configuration.EcmRegion);
        Assert.Equal(new Uri("http://127.0.0.1:1/"), configuration.Endpoint);
        Assert.Equal(new Uri("https://sts.internal.example"), configuration.StsEndpoint);
        Assert.Equal(new AssumeRole(Arn, "pulumi-ecm", 7200, null, null), configuration.AssumeRole);
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

    [Fact]
    public void UnknownValuesPass()
    {
        string[] names =
        [
            "secretId", "secretKey", "securityToken", "assumeRole", "ecmRegion", "endpoint", "stsEndpoint", "maxRequestsPerSecond",
            "maxRetries", "previewValidation", "detectDrift",
        ];
        Good([.. names.Select(name => (name, PropertyValue.UnknownValue))]);
        Good(("secretId", Text("id")), ("secretKey", PropertyValue.UnknownValue));
        Good(("assumeRole", new PropertyValue.Object(Some.Map(("roleArn", PropertyValue.UnknownValue)))));
        Good(("assumeRole", Text("{\"roleArn\":\"04da6b54-80e4-46f7-96ec-b56ff0331ba9\"}")));
    }

    [Fact]
    public void WhatIsSecretIsFoundHoweverDeepItIs()
    {
        var json = $"{{\"externalId\":\"shh\",\"roleArn\":\"{Arn}\"}}";
        var wrapped = """{"roleArn":"a","externalId":{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270","value":"shh"}}""";

        Assert.Contains("shh", Good(("assumeRole", Secret(Text(json)))).Secrets);
        Assert.Contains("shh", Good(("assumeRole", Text(wrapped))).Secrets);
        Assert.Contains("shh", Good(("assumeRole", Role(("externalId", Secret(Text("shh")))))).Secrets);
        Assert.Contains("shh", Good(("secretId", Text("id")), ("secretKey", Text("shh"))).Secrets);
        Assert.Contains("env-token", Read([], KeyInEnvironment).Configuration.Secrets);
        Assert.Empty(Good(("assumeRole", Role(("externalId", Text("open"))))).Secrets);
    }

    private static string? KeyInEnvironment(string name) => name switch
    {
        "TENCENTCLOUD_SECRET_ID" => "env-id",
        "TENCENTCLOUD_SECRET_KEY" => "env-key",
        "TENCENTCLOUD_SECURITY_TOKEN" => "env-token",
        _ => null,
    };

    private static ProviderConfiguration Good(params (string Name, PropertyValue Value)[] properties)
    {
        var (configuration, failures) = Read(properties);
        Assert.Empty(failures);
        return configuration;
    }

    private static (ProviderConfiguration Configuration, IReadOnlyList<CheckFailure> Failures) Read(
        (string Name, PropertyValue Value)[] properties, Func<string, string?>? environment = null) =>
        ProviderConfiguration.Read(Some.Map(properties), environment ?? (static _ => null));

    private static PropertyValue Text(string text) => PropertyValue.Of(text);

    private static PropertyValue.Secret Secret(PropertyValue value) => new(value);

    private static PropertyValue.Object Role(params (string Name, PropertyValue Value)[] more) =>
        new(Some.Map([("roleArn", Text(Arn)), .. more]));
}
