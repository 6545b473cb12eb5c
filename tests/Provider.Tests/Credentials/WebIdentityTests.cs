using EcmEmulator;
using EcmEmulator.Faults;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Functions;
using EcmProvider.Tests.Support;
using Grpc.Core;
using Xunit;
using static EcmProvider.Tests.Credentials.CredentialLab;
using static EcmProvider.Tests.Functions.Invoking;

namespace EcmProvider.Tests.Credentials;

/// <summary>The provider with <c>assumeRoleWithWebIdentity</c>, or in a TKE pod: a token in place of a key.</summary>
public sealed class WebIdentityTests
{
    private const string File = "/run/token";

    [Fact]
    public async Task BindsWithATokenAndNoKeyAtAll()
    {
        await using var provider = await StartWithWebRoleAsync(("sessionName", Text("night")), ("sessionDuration", PropertyValue.Of(900)));
        provider.Emulator.Emulator.Keys.Remove(EmulatorOptions.DefaultSecretId);

        var created = await provider.CreateAsync(Some.Inputs());

        Assert.Equal(string.Empty, created.Message);
        Assert.Equal("BIND", created["addressStatus"]);
        var sent = provider.Emulator.Calls.Of("AssumeRoleWithWebIdentity").Single();
        Assert.Equal("OK", sent.Outcome);
        Assert.Equal(
            """{"ProviderId":"github-actions","WebIdentityToken":"eyJ","RoleArn":"qcs::cam::uin/100000000001:roleName/ci","RoleSessionName":"night","DurationSeconds":900}""",
            sent.Call.Parameters.GetRawText());
    }

    [Fact]
    public async Task ATokensFileIsReadAgainAtEachRenewal()
    {
        var machine = new MachineFake().WithFile(File, "first\n");
        await using var provider = await StartWithTokensFileAsync(machine);
        await provider.GetAddressesAsync();
        machine.WithFile(File, """{"web_identity_token": "second"}""");

        await provider.GetAddressesAsync();
        await provider.Clock.AdvanceAsync(TimeSpan.FromMinutes(115));
        var found = await provider.GetAddressesAsync();

        Assert.Equal(string.Empty, found.Message);
        Assert.Equal(["first", "second"], provider.Sent("AssumeRoleWithWebIdentity", "WebIdentityToken"));
    }

    [Fact]
    public async Task ATokensFileThatHasGoneIsNoHarmWhileTheKeyIsGood()
    {
        var machine = new MachineFake().WithFile(File, "first");
        await using var provider = await StartWithTokensFileAsync(machine);
        await provider.GetAddressesAsync();
        machine.WithFile(File, "  ");

        await provider.Clock.AdvanceAsync(TimeSpan.FromMinutes(116));
        Assert.Equal(string.Empty, (await provider.GetAddressesAsync()).Message);

        await provider.Clock.AdvanceAsync(TimeSpan.FromMinutes(5));
        var late = await provider.GetAddressesAsync();
        Assert.Equal(StatusCode.Unauthenticated, late.Code);
        Assert.Contains("There is no OIDC token (assumeRoleWithWebIdentity): the file \"/run/token\" is empty.\nWrite the token", late.Message);
    }

    [Fact]
    public async Task APodsServiceAccountNeedsNoConfiguration()
    {
        var machine = Pod().WithFile(File, "pod-token");
        await using var provider = await StartAsync(machine);

        Assert.Equal(string.Empty, (await provider.GetAddressesAsync()).Message);

        Assert.Equal(["pod-token"], provider.Sent("AssumeRoleWithWebIdentity", "WebIdentityToken"));
        Assert.Equal(["pulumi-ecm"], provider.Sent("AssumeRoleWithWebIdentity", "RoleSessionName"));
    }

    [Fact]
    public async Task APodMayAssumeARoleOnTop()
    {
        var machine = Pod().WithFile(File, "pod-token").With("TENCENTCLOUD_ASSUME_ROLE_ARN", Arn.Replace("/ci", "/deeper", StringComparison.Ordinal));
        await using var provider = await StartAsync(machine);

        Assert.Equal(string.Empty, (await provider.GetAddressesAsync()).Message);

        Assert.Equal(["AssumeRoleWithWebIdentity", "AssumeRole", "DescribeAddresses"], provider.Called());
    }

    [Theory]
    [InlineData("ResourceNotFound.RoleNotFound", StatusCode.NotFound, "Check the role and the identity provider: one of them does not exist")]
    [InlineData("UnauthorizedOperation", StatusCode.PermissionDenied, "Let the role's trust policy name that identity provider")]
    [InlineData("InvalidParameter.WebIdentityTokenError", StatusCode.InvalidArgument, "Check the role, the identity provider, the session and the token")]
    [InlineData("InvalidAction", StatusCode.InvalidArgument, "Check stsEndpoint: what answers there is not the STS API.")]
    public async Task ARefusalIsToldWithTheRoleAndTheRemedy(string code, StatusCode status, string remedy)
    {
        await using var provider = await StartWithWebRoleAsync();
        provider.Emulator.Faults.Add(Fault.Refuse(code, "AssumeRoleWithWebIdentity"));

        var found = await provider.GetAddressesAsync();

        Assert.Equal(status, found.Code);
        Assert.Matches(
            $"^The role \"{Arn}\" could not be assumed with a token of the identity provider \"github-actions\": {code}: .* \\(AssumeRoleWithWebIdentity, RequestId .+\\)\n",
            found.Message);
        Assert.Contains("\n" + remedy, found.Message);
    }

    private static Task<TestProvider> StartWithTokensFileAsync(MachineFake machine) =>
        StartAsync(machine, ("assumeRoleWithWebIdentity", WebRole(("webIdentityTokenFile", Text(File)))));

    private static MachineFake Pod() => new MachineFake()
        .With("TKE_PROVIDER_ID", "cls-1").With("TKE_WEB_IDENTITY_TOKEN_FILE", File).With("TKE_ROLE_ARN", Arn).With("TKE_REGION", "ap-guangzhou");
}
