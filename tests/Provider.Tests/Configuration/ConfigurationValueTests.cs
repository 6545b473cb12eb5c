using EcmProvider.Configuration;
using EcmProvider.Credentials;
using EcmProvider.Protocol.Values;
using Xunit;
using static EcmProvider.Tests.Configuration.Reading;

namespace EcmProvider.Tests.Configuration;

/// <summary>What the provider's configuration says: as values, as text, by the environment, or by default.</summary>
public sealed class ConfigurationValueTests
{
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
    public void AKeyInTheConfigurationIsUsedWithoutTheTokenOfTheEnvironment()
    {
        var (configuration, failures) = Read([("secretId", Text("id")), ("secretKey", Text("key"))], KeyInEnvironment);

        Assert.Empty(failures);
        Assert.Equal(new TencentCredentials("id", "key"), configuration.Key);
    }

    [Fact]
    public void WhatSdksAndEnginesAddIsNoUnknownProperty() => Good(
        ("version", Text("0.1.0")), ("pluginDownloadURL", Text("https://example.org")), ("__internal", PropertyValue.Of(true)));
}
