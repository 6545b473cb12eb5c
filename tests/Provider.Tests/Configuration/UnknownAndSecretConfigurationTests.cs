using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Xunit;
using static EcmProvider.Tests.Configuration.Reading;

namespace EcmProvider.Tests.Configuration;

/// <summary>Configuration that only the update will know, and configuration that must not be shown.</summary>
public sealed class UnknownAndSecretConfigurationTests
{
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
}
