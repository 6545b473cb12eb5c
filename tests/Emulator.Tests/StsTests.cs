using System.Text.Json;
using EcmEmulator.Tests.Support;
using Xunit;

namespace EcmEmulator.Tests;

/// <summary>Temporary keys.</summary>
public class StsTests
{
    private static readonly object Role = new
    {
        RoleArn = "qcs::cam::uin/100000000001:roleName/ci",
        RoleSessionName = "pulumi",
        DurationSeconds = 900,
    };

    private static readonly object Nothing = new { EcmRegion = Lab.RegionName };

    [Fact]
    public async Task ATemporaryKeyIsGoodUntilItExpires()
    {
        await using var lab = await Lab.StartAsync();
        var answer = await lab.Client.CallAsync("AssumeRole", Role, Signer.Sts);
        var signer = SignerOf(answer);
        var expires = DateTimeOffset.FromUnixTimeSeconds(answer.GetProperty("ExpiredTime").GetInt64());

        Assert.Equal(lab.Clock.GetUtcNow().AddSeconds(900), expires);
        Assert.Equal("OK", await lab.Client.CodeOfAsync("DescribeAddresses", Nothing, signer));
        var tokenless = signer with { Token = null };
        Assert.Equal("AuthFailure.TokenFailure", await lab.Client.CodeOfAsync("DescribeAddresses", Nothing, tokenless));

        lab.Clock.Advance(TimeSpan.FromSeconds(900));
        var later = signer with { At = lab.Clock.GetUtcNow() };
        Assert.Equal("AuthFailure.TokenFailure", await lab.Client.CodeOfAsync("DescribeAddresses", Nothing, later));
    }

    [Fact]
    public async Task AWebIdentityNeedsNoSignature()
    {
        await using var lab = await Lab.StartAsync();
        var answer = await lab.Client.CallAsync(
            "AssumeRoleWithWebIdentity",
            new { ProviderId = "cls-1", WebIdentityToken = "jwt", RoleArn = "qcs::cam::uin/1:role/pod", RoleSessionName = "ecm" },
            Signer.Sts with { Authorization = "SKIP" });

        Assert.Equal("OK", await lab.Client.CodeOfAsync("DescribeAddresses", Nothing, SignerOf(answer)));
    }

    [Fact]
    public async Task AWebIdentityIsNotSigned()
    {
        await using var lab = await Lab.StartAsync();
        var role = new { ProviderId = "cls-1", WebIdentityToken = "jwt", RoleArn = "qcs::cam::uin/1:role/pod", RoleSessionName = "ecm" };

        Assert.Equal("AuthFailure.SignatureFailure", await lab.Client.CodeOfAsync("AssumeRoleWithWebIdentity", role, Signer.Sts));
    }

    [Fact]
    public async Task ACallerIsTheAccountOrTheRole()
    {
        await using var lab = await Lab.StartAsync();
        var root = await lab.Client.CallAsync("GetCallerIdentity", new { }, Signer.Sts);
        Assert.Equal("100000000001", root.GetProperty("AccountId").GetString());
        Assert.Equal("RootAccount", root.GetProperty("Type").GetString());

        var temporary = SignerOf(await lab.Client.CallAsync("AssumeRole", Role, Signer.Sts));
        var role = await lab.Client.CallAsync(
            "GetCallerIdentity", new { }, temporary with { Service = Signer.Sts.Service, Version = Signer.Sts.Version });
        Assert.Equal("CAMRole", role.GetProperty("Type").GetString());
        Assert.EndsWith("ci/pulumi", role.GetProperty("Arn").GetString()!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", "pulumi", 900)]
    [InlineData("qcs::cam::uin/1:roleName/ci", "p", 900)]
    [InlineData("qcs::cam::uin/1:roleName/ci", "with blanks", 900)]
    [InlineData("qcs::cam::uin/1:roleName/ci", "pulumi", 43201)]
    public async Task ARoleAndItsSessionMustBeWellFormed(string roleArn, string sessionName, int seconds)
    {
        await using var lab = await Lab.StartAsync();
        var parameters = new { RoleArn = roleArn, RoleSessionName = sessionName, DurationSeconds = seconds };

        Assert.Equal("InvalidParameterValue", await lab.Client.CodeOfAsync("AssumeRole", parameters, Signer.Sts));
    }

    private static Signer SignerOf(JsonElement answer)
    {
        var credentials = answer.GetProperty("Credentials");
        return new Signer
        {
            SecretId = credentials.GetProperty("TmpSecretId").GetString()!,
            SecretKey = credentials.GetProperty("TmpSecretKey").GetString()!,
            Token = credentials.GetProperty("Token").GetString(),
        };
    }
}
