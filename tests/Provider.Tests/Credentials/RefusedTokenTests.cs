using EcmEmulator.Faults;
using EcmProvider.Tests.Functions;
using EcmProvider.Tests.Support;
using Grpc.Core;
using Xunit;
using static EcmProvider.Tests.Credentials.CredentialLab;
using static EcmProvider.Tests.Functions.Invoking;

namespace EcmProvider.Tests.Credentials;

/// <summary><c>AuthFailure.TokenFailure</c>: the request was not taken, and is sent again with another key if there is one.</summary>
public sealed class RefusedTokenTests
{
    private const string TokenFailure = "AuthFailure.TokenFailure";

    [Fact]
    public async Task ALookUpWhoseTokenWasRefusedIsSentAgainWithTheNextKey()
    {
        await using var provider = await StartWithWebRoleAsync();
        await provider.GetAddressesAsync();
        ForgetTheKey(provider);

        var found = await provider.GetAddressesAsync();

        Assert.Equal(string.Empty, found.Message);
        Assert.Equal(
            ["AssumeRoleWithWebIdentity", "DescribeAddresses", "DescribeAddresses", "AssumeRoleWithWebIdentity", "DescribeAddresses"],
            provider.Called());
    }

    [Fact]
    public async Task AChangeWhoseTokenWasRefusedIsSentAgainOnce()
    {
        await using var provider = await StartWithWebRoleAsync();
        provider.Emulator.Faults.Add(Fault.Refuse(TokenFailure, "AssociateAddress"));

        var created = await provider.CreateAsync(Some.Inputs());

        Assert.Equal(string.Empty, created.Message);
        Assert.Equal([TokenFailure, "OK"], provider.Emulator.Calls.Of("AssociateAddress").Select(call => call.Outcome));
        Assert.Equal(2, provider.Emulator.Calls.Count("AssumeRoleWithWebIdentity"));
    }

    [Fact]
    public async Task ATokenThatIsRefusedAgainIsAnError()
    {
        await using var provider = await StartWithWebRoleAsync();
        provider.Emulator.Faults.Add(Fault.Refuse(TokenFailure, "DescribeAddresses") with { Times = null });

        var found = await provider.GetAddressesAsync();

        Assert.Equal(StatusCode.Unauthenticated, found.Code);
        Assert.Contains("AuthFailure.TokenFailure", found.Message);
        Assert.Equal(2, provider.Emulator.Calls.Count("DescribeAddresses"));
    }

    [Fact]
    public async Task ManyCallsWhoseTokenWasRefusedShareTheNextKey()
    {
        await using var provider = await StartWithWebRoleAsync();
        await provider.GetAddressesAsync();
        provider.Emulator.Faults.Add(Fault.Refuse(TokenFailure, "DescribeAddresses") with { Times = 8 });
        provider.Emulator.Faults.Add(Fault.DelayAnswer(TimeSpan.FromSeconds(5), "DescribeAddresses") with { Times = 8 });

        var found = await provider.LetPassUntilAsync(Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => provider.BeginInvoke("ecm:index:getAddresses", []))));

        Assert.All(found, outcome => Assert.Equal(string.Empty, outcome.Message));
        Assert.Equal(2, provider.Emulator.Calls.Count("AssumeRoleWithWebIdentity"));
    }

    [Fact]
    public async Task AKeyThatWasRefusedIsNotGoneOnWithWhenNoOtherCanBeHad()
    {
        await using var provider = await StartWithWebRoleAsync();
        await provider.GetAddressesAsync();
        ForgetTheKey(provider);
        provider.Emulator.Faults.Add(Fault.Refuse("UnauthorizedOperation", "AssumeRoleWithWebIdentity") with { Times = null });

        var found = await provider.GetAddressesAsync();

        Assert.Equal(StatusCode.PermissionDenied, found.Code);
        Assert.StartsWith($"The role \"{Arn}\" could not be assumed", found.Message);
    }

    [Fact]
    public async Task AProfileThatWasRenewedMeanwhileIsReadAgain()
    {
        var machine = new MachineFake().WithProfile("default", "AKIDFIRST", "key", "token");
        await using var provider = await StartAsync(machine);
        var keys = provider.Emulator.Emulator.Keys;
        keys.Add(new("AKIDFIRST", "key", "other", null, keys.Find(EcmEmulator.EmulatorOptions.DefaultSecretId)!.Caller));
        keys.Add(new("AKIDSECOND", "key2", "token2", null, keys.Find(EcmEmulator.EmulatorOptions.DefaultSecretId)!.Caller));

        Assert.Equal(StatusCode.Unauthenticated, (await provider.GetAddressesAsync()).Code);
        machine.WithProfile("default", "AKIDSECOND", "key2", "token2");

        Assert.Equal(string.Empty, (await provider.GetAddressesAsync()).Message);
    }

    [Fact]
    public async Task AStsThatRefusesTheTokenOfTheKeyBelowIsAskedWithTheNextOne()
    {
        await using var provider = await StartAsync(
            new(), ("camRoleName", Text("EdgeRole")), ("assumeRole", Role()));
        provider.Emulator.Emulator.Machine.Role = "EdgeRole";
        provider.Emulator.Faults.Add(Fault.Refuse(TokenFailure, "AssumeRole"));

        Assert.Equal(string.Empty, (await provider.GetAddressesAsync()).Message);
        Assert.Equal(["Metadata", "AssumeRole", "Metadata", "AssumeRole", "DescribeAddresses"], provider.Called());
    }

    [Fact]
    public async Task AKeyThatHasNoOtherIsNotTriedTwice()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Faults.Add(Fault.Refuse(TokenFailure, "DescribeAddresses"));

        Assert.Equal(StatusCode.Unauthenticated, (await provider.GetAddressesAsync()).Code);
        Assert.Equal(1, provider.Emulator.Calls.Count("DescribeAddresses"));
    }

    // As if the key had ended before its time.
    private static void ForgetTheKey(TestProvider provider) =>
        provider.Emulator.Faults.Add(Fault.Refuse(TokenFailure, "DescribeAddresses"));
}
