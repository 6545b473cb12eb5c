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

/// <summary><c>allowedAccountIds</c>: nothing is done with the key of another account.</summary>
public sealed class AllowedAccountTests
{
    private const string Account = "100000000001";
    private const string Identity = "GetCallerIdentity";

    [Fact]
    public async Task TheKeyOfAnAllowedAccountIsAskedAboutOnceWhenTheProviderIsConfigured()
    {
        await using var provider = await StartAsync(new(), [.. Key, ("allowedAccountIds", Text($"[\"9\",\"{Account}\"]"))]);
        Assert.Equal(1, provider.Emulator.Calls.Count(Identity));

        var created = await provider.LetPassUntilAsync(provider.BeginCreate(Some.Inputs()));

        Assert.Equal(string.Empty, created.Message);
        Assert.Equal(1, provider.Emulator.Calls.Count(Identity));
    }

    [Fact]
    public async Task TheKeyOfAnotherAccountIsRefusedWhenTheProviderIsConfigured()
    {
        await using var provider = await TestProvider.StartUnconfiguredAsync();

        var error = await Assert.ThrowsAsync<RpcException>(() => provider.ConfigureAsync([.. Key, ("allowedAccountIds", Texts("9"))]));

        Assert.Equal(StatusCode.FailedPrecondition, error.StatusCode);
        Assert.Equal(
            $"The key belongs to the account \"{Account}\", which is not among allowedAccountIds (\"9\"): nothing was done.\n"
                + "Use a key of an allowed account, or add the account to allowedAccountIds.",
            error.Status.Detail);
        Assert.Equal(StatusCode.FailedPrecondition, (await provider.GetAddressesAsync()).Code);
        Assert.Equal(1, provider.Emulator.Calls.Total);
    }

    [Fact]
    public async Task TheRolesAccountCountsNotTheKeys()
    {
        await using var provider = await StartAsync(
            new(), [.. Key, ("allowedAccountIds", Texts(Account)), ("assumeRole", Role())]);

        Assert.Equal(["AssumeRole", Identity], provider.Called());
    }

    [Fact]
    public async Task WithoutAKeyTheProviderIsConfiguredAndEveryCallSaysWhatIsMissing()
    {
        await using var provider = await StartAsync(new(), ("allowedAccountIds", Texts("9")));

        var previewed = await provider.LetPassUntilAsync(provider.BeginCreate(Some.Inputs(), preview: true));
        var created = await provider.LetPassUntilAsync(provider.BeginCreate(Some.Inputs()));

        Assert.Equal(string.Empty, previewed.Message);
        Assert.Contains("There is no Tencent Cloud API key.", created.Message);
    }

    [Fact]
    public async Task AnStsThatCannotBeReachedIsAskedAgainBeforeAnythingIsChanged()
    {
        await using var provider = await TestProvider.StartUnconfiguredAsync();
        var down = provider.Emulator.Faults.Add(Fault.HttpStatus(403, Identity) with { Times = null });
        await provider.ConfigureAsync([.. Key, ("allowedAccountIds", Texts("9"))]);

        var unreachable = await provider.LetPassUntilAsync(provider.BeginCreate(Some.Inputs()));
        down.Remove();
        var refused = await provider.LetPassUntilAsync(provider.BeginCreate(Some.Inputs()));
        var previewed = await provider.LetPassUntilAsync(provider.BeginCreate(Some.Inputs(), preview: true));

        Assert.Equal(StatusCode.Unavailable, unreachable.Code);
        Assert.Equal(StatusCode.FailedPrecondition, refused.Code);
        Assert.Contains("not among allowedAccountIds", refused.Message);
        Assert.Contains("not among allowedAccountIds", previewed.Message);
        Assert.All(provider.Emulator.Calls.All, call => Assert.Equal(Identity, call.Call.Action));
    }

    [Fact]
    public async Task AKeyThatMayNotSayWhoseItIsIsRefusedWithTheRemedy()
    {
        await using var provider = await TestProvider.StartUnconfiguredAsync();
        provider.Emulator.Emulator.Permissions.Revoke(Identity);

        var error = await Assert.ThrowsAsync<RpcException>(() => provider.ConfigureAsync([.. Key, ("allowedAccountIds", Texts(Account))]));

        Assert.Equal(StatusCode.PermissionDenied, error.StatusCode);
        Assert.Contains("allowedAccountIds demands it: UnauthorizedOperation", error.Status.Detail);
        Assert.Contains("\nAllow the key sts:GetCallerIdentity in CAM", error.Status.Detail);
    }

    [Fact]
    public async Task ANewKeyIsAskedAboutAnew()
    {
        var machine = new MachineFake().WithProfile("default", EmulatorOptions.DefaultSecretId, EmulatorOptions.DefaultSecretKey);
        await using var provider = await StartAsync(machine, ("allowedAccountIds", Texts(Account)));
        var caller = provider.Emulator.Emulator.Keys.Find(EmulatorOptions.DefaultSecretId)!.Caller;
        provider.Emulator.Emulator.Keys.Add(new("AKIDFOREIGN", "sKFOREIGN", null, null, caller with { AccountId = "666" }));
        machine.WithProfile("default", "AKIDFOREIGN", "sKFOREIGN");
        provider.Emulator.Faults.Add(Fault.Refuse("AuthFailure.TokenFailure", "DescribeAddresses"));

        var found = await provider.GetAddressesAsync();

        Assert.Contains("The key belongs to the account \"666\"", found.Message);
        Assert.Equal(1, provider.Emulator.Calls.Count("DescribeAddresses"));
    }

    [Fact]
    public async Task AKeyThatIsNotKnownYetIsNotAskedAbout()
    {
        await using var provider = await StartAsync(
            new MachineFake().With("TENCENTCLOUD_SECRET_ID", EmulatorOptions.DefaultSecretId).With("TENCENTCLOUD_SECRET_KEY", EmulatorOptions.DefaultSecretKey),
            ("secretId", Text("x")), ("secretKey", PropertyValue.UnknownValue), ("allowedAccountIds", Texts(Account)));

        var previewed = await provider.LetPassUntilAsync(provider.BeginCreate(Some.Inputs(), preview: true));

        Assert.Equal(string.Empty, previewed.Message);
        Assert.Equal(0, provider.Emulator.Calls.Total);
        Assert.Contains("The provider's secretKey will be known only during the update", Assert.Single(provider.Engine.Messages));
    }
}
