using EcmEmulator.Models;
using EcmProvider.Tests.Support;
using Grpc.Core;
using Xunit;

namespace EcmProvider.Tests.Resources.Previews;

/// <summary>What the state of a target or an EIP tells a preview.</summary>
public sealed class TargetStateTests
{
    [Fact]
    public async Task AnInstanceWithoutAPrimaryEniIsAWarning()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.Put(new Instance { InstanceId = "ein-77778888" }).AddNetworkInterface("eni-77778888", ["10.0.0.7"], "ein-77778888");

        var previewed = await provider.CreateAsync(Some.Inputs(instance: "ein-77778888"), preview: true);

        Assert.Equal(string.Empty, previewed.Message);
        Assert.Contains("instance \"ein-77778888\" shows no primary ENI", Assert.Single(provider.Engine.Messages));
    }

    [Theory]
    [InlineData("DETACHING")]
    [InlineData("ATTACHING")]
    [InlineData("PENDING")]
    public async Task AnEniInAStateThatPassesIsAWarning(string state)
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.Put(provider.Cloud.FindNetworkInterface(Some.Eni)! with { State = state });

        var previewed = await provider.CreateAsync(Some.EniInputs(), preview: true);

        Assert.Equal(string.Empty, previewed.Message);
        Assert.Contains($"ENI \"{Some.Eni}\" is in the state \"{state}\"", Assert.Single(provider.Engine.Messages));
    }

    [Fact]
    public async Task AnEniThatIsBeingDeletedIsAnError()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.Put(provider.Cloud.FindNetworkInterface(Some.Eni)! with { State = EniState.Deleting });

        var previewed = await provider.CreateAsync(Some.EniInputs(), preview: true);

        Assert.Equal(StatusCode.FailedPrecondition, previewed.Code);
        Assert.Contains($"ENI \"{Some.Eni}\" is being deleted", previewed.Message);
    }

    [Fact]
    public async Task APrivateIpThatIsNotAvailableIsAWarning()
    {
        await using var provider = await TestProvider.StartAsync();
        var eni = provider.Cloud.FindNetworkInterface(Some.Eni)!;
        provider.Cloud.Put(eni with { PrivateIps = [.. eni.PrivateIps.Select(ip => ip with { State = EniState.Migrating })] });

        await provider.CreateAsync(Some.EniInputs(), preview: true);

        Assert.Contains("Private IP \"10.0.0.12\" is in the state \"MIGRATING\"", Assert.Single(provider.Engine.Messages));
    }

    [Fact]
    public async Task AnAddressThatIsNoEipIsAWarning()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.Change(Some.Eip, eip => eip with { AddressType = AddressType.CalcIp });

        await provider.CreateAsync(Some.Inputs(), preview: true);

        Assert.Contains("is no EIP but an address of the type \"CalcIP\"", Assert.Single(provider.Engine.Messages));
    }

    [Fact]
    public async Task AnOrdinaryPublicIpOnTheTargetIsAWarningThatSaysSo()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.Put(new Eip
        {
            AddressId = "wan-1",
            AddressIp = "203.0.113.99",
            AddressType = AddressType.WanIp,
            BoundTo = new Binding("eni-33334444", "10.0.0.5"),
        });

        await provider.CreateAsync(Some.Inputs(), preview: true);

        Assert.Contains("has an ordinary public IP, \"203.0.113.99\"", Assert.Single(provider.Engine.Messages));
    }

    [Fact]
    public async Task AnEipThatIsJustLeavingTheTargetIsNoWarning()
    {
        await using var provider = await TestProvider.StartAsync();
        var other = await provider.CreateInEarlierRunAsync(Some.Inputs(Some.OtherEip), "other");
        provider.Emulator.Cloud.HoldNextTasks();
        var deleting = provider.BeginDelete(other.Id, other.State, Some.Inputs(Some.OtherEip), "other", timeout: 30);
        await provider.Clock.AdvanceAsync(TimeSpan.FromSeconds(1));
        await provider.HandshakeAsync();

        await provider.CreateAsync(Some.Inputs(), preview: true);

        Assert.Empty(provider.Engine.Messages);
        provider.Emulator.Cloud.FinishTasks();
        await provider.Clock.RunAsync(deleting);
    }

    [Fact]
    public async Task AnEipAndATargetThatDoNotExistAreToldTogether()
    {
        await using var provider = await TestProvider.StartAsync();

        var previewed = await provider.CreateAsync(Some.Inputs("eip-99990000", "ein-99990000"), preview: true);

        Assert.Equal(StatusCode.NotFound, previewed.Code);
        Assert.Contains("EIP \"eip-99990000\" does not exist", previewed.Message);
        Assert.Contains("The instance \"ein-99990000\" does not exist", previewed.Message);
    }
}
