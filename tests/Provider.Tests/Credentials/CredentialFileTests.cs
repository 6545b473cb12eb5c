using EcmProvider.Credentials;
using EcmProvider.Credentials.Files;
using Xunit;

namespace EcmProvider.Tests.Credentials;

/// <summary>What credential files hold, and what is wrong with them.</summary>
public sealed class CredentialFileTests
{
    [Theory]
    [InlineData("""{"secretId": "id", "secretKey": "key", "token": "token"}""", "token")]
    [InlineData("""{"secretId": " id ", "secretKey": "key\n", "token": ""}""", null)]
    [InlineData("\uFEFF{\"secretId\": \"id\", \"secretKey\": \"key\", \"role-arn\": null, \"token\": 7}", null)]
    public void AProfileOfTccliIsRead(string text, string? token)
    {
        Assert.Null(TccliProfile.Read(text, out var key));
        Assert.Equal(new TencentCredentials("id", "key", token), key);
    }

    [Theory]
    [InlineData("", "is not valid JSON")]
    [InlineData("{\"secretId\": \"hush", "is not valid JSON")]
    [InlineData("{\"secretId\": \"\\ud800\", \"secretKey\": \"key\"}", "is not valid JSON")]
    [InlineData("[\"hush\"]", "is not a JSON object")]
    [InlineData("{}", "has neither secretId nor secretKey")]
    [InlineData("{\"secretId\": \"hush\"}", "has no secretKey")]
    [InlineData("{\"secretId\": 7, \"secretKey\": \"hush\"}", "has no secretId")]
    public void AProfileOfTccliWithoutAKeySaysWhatIsMissing(string text, string problem)
    {
        Assert.Equal(problem, TccliProfile.Read(text, out var key));
        Assert.Null(key);
    }

    [Theory]
    [InlineData("[default]\nsecret_id = id\nsecret_key = key\n", null)]
    [InlineData("[default]\r\nsecret_id=id\r\nsecret_key=key\r\ntoken=token\r\n", "token")]
    [InlineData("\uFEFF# keys\n[other]\nsecret_id = no\n[ default ]\n; mine\n Secret_Id = 'id'\nsecret_key = \"key\"\n[third]\nsecret_key = no", null)]
    [InlineData("[default]\nsecret_id = id\n[other]\nsecret_key = no\n[default]\nsecret_key = no\nsecret_key = key", null)]
    public void ASectionOfTheSdksFileIsRead(string text, string? token)
    {
        Assert.Null(SdkCredentials.Read(text, "default", out var key));
        Assert.Equal(new TencentCredentials("id", "key", token), key);
    }

    [Fact]
    public void AValueOfTheSdksFileIsTakenAsItIs()
    {
        Assert.Null(SdkCredentials.Read("[edge]\nsecret_id = a=b;c#d\nsecret_key = \"\n", "edge", out var key));
        Assert.Equal(new TencentCredentials("a=b;c#d", "\""), key);
    }

    [Theory]
    [InlineData("", "has no section \"[edge]\"")]
    [InlineData("secret_id = hush\n[default]\nsecret_id = hush\nsecret_key = hush", "has no section \"[edge]\"")]
    [InlineData("[edge]\n=\nhush\nsecret_id\n", "has neither secret_id nor secret_key in its section \"[edge]\"")]
    [InlineData("[edge]\nsecret_id = hush\n# secret_key = hush", "has no secret_key in its section \"[edge]\"")]
    public void ASectionWithoutAKeySaysWhatIsMissing(string text, string problem)
    {
        Assert.Equal(problem, SdkCredentials.Read(text, "edge", out var key));
        Assert.Null(key);
    }

    [Theory]
    [InlineData("eyJh.eyJi.c2ln\n", "eyJh.eyJi.c2ln")]
    [InlineData("{\"web_identity_token\": \"eyJh.eyJi.c2ln\"}", "eyJh.eyJi.c2ln")]
    public void AnOidcTokenIsReadAloneOrAsTerraformWantsIt(string text, string wanted)
    {
        Assert.Null(WebIdentityToken.Read(text, out var token));
        Assert.Equal(wanted, token);
    }

    [Theory]
    [InlineData(" \n", "is empty")]
    [InlineData("{\"token\": \"hush\"}", "is JSON without \"web_identity_token\"")]
    [InlineData("{\"web_identity_token\": 1", "is JSON without \"web_identity_token\"")]
    public void AFileWithoutAnOidcTokenSaysWhatIsMissing(string text, string problem) =>
        Assert.Equal(problem, WebIdentityToken.Read(text, out _));
}
