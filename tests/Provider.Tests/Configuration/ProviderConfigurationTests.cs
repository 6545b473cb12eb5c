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
    private const string WebRoleWith = "{\"roleArn\":\"a\",\"providerId\":\"b\",\"webIdentityToken\":\"c\",";

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

    [Fact]
    public void WhatSdksAndEnginesAddIsNoUnknownProperty() => Good(
        ("version", Text("0.1.0")), ("pluginDownloadURL", Text("https://example.org")), ("__internal", PropertyValue.Of(true)));

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
    public void ValuesForCredentialsMayComeAsTextToo()
    {
        var configuration = Good(
            ("assumeRoleWithWebIdentity", Text(WebRoleWith + "\"sessionName\":\"ci\",\"sessionDuration\":\"900\"}")),
            ("allowedAccountIds", Text("[\"100000000001\",100000000002]")),
            ("profile", Text("edge")),
            ("sharedCredentialsDir", Text("~/keys")),
            ("camRoleName", Text("EdgeRole")));

        Assert.Equal(
            new() { RoleArn = "a", ProviderId = "b", Token = "c", SessionName = "ci", SessionDuration = 900 }, configuration.AssumeRoleWithWebIdentity);
        Assert.Equal(["100000000001", "100000000002"], configuration.AllowedAccountIds);
        Assert.Equal("edge", configuration.Profile);
        Assert.Equal("~/keys", configuration.SharedCredentialsDir);
        Assert.Equal("EdgeRole", configuration.CamRoleName);
    }

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

    [Theory]
    [InlineData("secretKey")]
    [InlineData("profile")]
    [InlineData("camRoleName")]
    [InlineData("assumeRole")]
    [InlineData("assumeRoleWithWebIdentity")]
    [InlineData("allowedAccountIds")]
    [InlineData("endpoint")]
    [InlineData("stsEndpoint")]
    public void WhatIsNotKnownYetIsRemembered(string name) =>
        Assert.Equal([name], Good(("secretId", Text("id")), ("secretKey", Text("key")), (name, PropertyValue.UnknownValue)).NotKnownYet);

    [Fact]
    public void WhatIsNotKnownYetIsRememberedHoweverDeepItIs()
    {
        const string unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

        Assert.Equal(["assumeRole"], Good(("assumeRole", Role(("externalId", PropertyValue.UnknownValue)))).NotKnownYet);
        Assert.Equal(["assumeRole"], Good(("assumeRole", Text($"{{\"roleArn\":\"a\",\"externalId\":\"{unknown}\"}}"))).NotKnownYet);
        Assert.Equal(["allowedAccountIds"], Good(("allowedAccountIds", Text($"[\"1\",\"{unknown}\"]"))).NotKnownYet);
        Assert.Empty(Good(("maxRetries", PropertyValue.UnknownValue)).NotKnownYet);
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
            "secretId", "secretKey", "securityToken", "assumeRole", "assumeRoleWithWebIdentity", "profile", "sharedCredentialsDir",
            "camRoleName", "allowedAccountIds", "ecmRegion", "endpoint", "stsEndpoint", "maxRequestsPerSecond",
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
        Assert.Contains("shh", Good(("assumeRoleWithWebIdentity", WebRole(("webIdentityToken", Text("shh"))))).Secrets);
        Assert.Empty(Good(("assumeRole", Role(("externalId", Text("open"))))).Secrets);
    }

    private static string? RoleInEnvironment(string name) => name switch
    {
        "TENCENTCLOUD_ASSUME_ROLE_ARN" => "arn-of-environment",
        "TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME" => "night",
        "TENCENTCLOUD_ASSUME_ROLE_SESSION_DURATION" => "900",
        "TENCENTCLOUD_ASSUME_ROLE_EXTERNAL_ID" => "x-1",
        _ => null,
    };

    private static string? KeyInEnvironment(string name) => name switch
    {
        "TENCENTCLOUD_SECRET_ID" => "env-id",
        "TENCENTCLOUD_SECRET_KEY" => "env-key",
        "TENCENTCLOUD_SECURITY_TOKEN" => "env-token",
        _ => null,
    };

    private static PropertyValue.Object WebRole(params (string Name, PropertyValue Value)[] more) =>
        new(Some.Map([("roleArn", Text(Arn)), ("providerId", Text("github")), .. more]));

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
