using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Grpc.Core;
using Xunit;

namespace EcmProvider.Tests.Resources;

/// <summary>Associations that swap their EIPs or targets in one run of the engine.</summary>
public sealed class SwapTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TwoAssociationsSwapTheirInstancesSideBySide(bool allowReassociation)
    {
        await using var provider = await TestProvider.StartAsync();
        var (one, two) = await TwoAsync(provider);
        var oneNews = Some.Inputs(Some.Eip, Some.OtherInstance, allowReassociation);
        var twoNews = Some.Inputs(Some.OtherEip, Some.Instance, allowReassociation);
        await provider.DiffAsync(one.Id, one.State, Some.Inputs(), oneNews, "one");
        await provider.DiffAsync(two.Id, two.State, OtherInputs, twoNews, "two");

        var ones = ReplaceAsync(provider, one, Some.Inputs(), oneNews, "one");
        var twos = ReplaceAsync(provider, two, OtherInputs, twoNews, "two");
        await provider.Clock.RunAsync(Task.WhenAll(ones, twos));

        Assert.Equal(string.Empty, (await ones).Message + (await twos).Message);
        Assert.Equal(Some.OtherInstance, provider.Cloud.Address(Some.Eip).InstanceId);
        Assert.Equal(Some.Instance, provider.Cloud.Address(Some.OtherEip).InstanceId);
    }

    [Fact]
    public async Task TwoAssociationsSwapTheirInstancesOneAfterTheOther()
    {
        // pulumi up -p 1: the second Delete stands behind the first Create, which waits for it.
        await using var provider = await TestProvider.StartAsync();
        var (one, two) = await TwoAsync(provider);
        var oneNews = Some.Inputs(Some.Eip, Some.OtherInstance);
        var twoNews = Some.Inputs(Some.OtherEip, Some.Instance);
        await provider.DiffAsync(one.Id, one.State, Some.Inputs(), oneNews, "one");
        await provider.DiffAsync(two.Id, two.State, OtherInputs, twoNews, "two");

        var first = await provider.Clock.RunAsync(ReplaceAsync(provider, one, Some.Inputs(), oneNews, "one"));
        var second = await provider.Clock.RunAsync(ReplaceAsync(provider, two, OtherInputs, twoNews, "two"));

        Assert.Equal(string.Empty, first.Message + second.Message);
        Assert.Equal(Some.OtherInstance, provider.Cloud.Address(Some.Eip).InstanceId);
        Assert.Equal(Some.Instance, provider.Cloud.Address(Some.OtherEip).InstanceId);
        Assert.Contains(provider.Engine.Messages, m => m.Contains("its own delete has not begun"));
    }

    [Fact]
    public async Task TwoAssociationsSwapTheirEipsOneAfterTheOther()
    {
        await using var provider = await TestProvider.StartAsync();
        var (one, two) = await TwoAsync(provider);
        var oneNews = Some.Inputs(Some.OtherEip, Some.Instance);
        var twoNews = Some.Inputs(Some.Eip, Some.OtherInstance);
        await provider.DiffAsync(one.Id, one.State, Some.Inputs(), oneNews, "one");
        await provider.DiffAsync(two.Id, two.State, OtherInputs, twoNews, "two");

        var first = await provider.Clock.RunAsync(ReplaceAsync(provider, one, Some.Inputs(), oneNews, "one"));
        var second = await provider.Clock.RunAsync(ReplaceAsync(provider, two, OtherInputs, twoNews, "two"));

        Assert.Equal(string.Empty, first.Message + second.Message);
        Assert.Equal(Some.Instance, provider.Cloud.Address(Some.OtherEip).InstanceId);
        Assert.Equal(Some.OtherInstance, provider.Cloud.Address(Some.Eip).InstanceId);
    }

    [Fact]
    public async Task ASwapWhoseDiffsComeLateConverges()
    {
        // The engine sends only a few Diffs ahead: the one of the holder can come after the Create that waits for it.
        await using var provider = await TestProvider.StartAsync();
        var (one, two) = await TwoAsync(provider);
        var oneNews = Some.Inputs(Some.Eip, Some.OtherInstance);
        var twoNews = Some.Inputs(Some.OtherEip, Some.Instance);
        await provider.DiffAsync(one.Id, one.State, Some.Inputs(), oneNews, "one");
        var ones = ReplaceAsync(provider, one, Some.Inputs(), oneNews, "one");
        await provider.Clock.AdvanceAsync(TimeSpan.FromSeconds(4));

        await provider.DiffAsync(two.Id, two.State, OtherInputs, twoNews, "two");
        var twos = ReplaceAsync(provider, two, OtherInputs, twoNews, "two");
        await provider.Clock.RunAsync(Task.WhenAll(ones, twos));

        Assert.Equal(string.Empty, (await ones).Message + (await twos).Message);
        Assert.Equal(Some.OtherInstance, provider.Cloud.Address(Some.Eip).InstanceId);
        Assert.Equal(Some.Instance, provider.Cloud.Address(Some.OtherEip).InstanceId);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(400)]
    [InlineData(1200)]
    public async Task TwoResourcesThatSwapTheirWholeContentsKeepBothBindings(int lead)
    {
        // An element inserted at the head of a list: one's Create finds the very binding that two's Delete is about to remove.
        await using var provider = await TestProvider.StartAsync();
        var (one, two) = await TwoAsync(provider);
        await provider.DiffAsync(one.Id, one.State, Some.Inputs(), OtherInputs, "one");
        await provider.DiffAsync(two.Id, two.State, OtherInputs, Some.Inputs(), "two");
        provider.Emulator.Faults.Add(EcmEmulator.Faults.Fault.DelayRequest(TimeSpan.FromSeconds(5), "DisassociateAddress") with
        {
            AddressId = Some.OtherEip,
        });

        var twos = ReplaceAsync(provider, two, OtherInputs, Some.Inputs(), "two");
        await provider.Clock.AdvanceAsync(TimeSpan.FromMilliseconds(lead));
        var ones = ReplaceAsync(provider, one, Some.Inputs(), OtherInputs, "one");
        await provider.Clock.RunAsync(Task.WhenAll(ones, twos));

        Assert.Equal(string.Empty, (await ones).Message + (await twos).Message);
        Assert.Equal(Some.Instance, provider.Cloud.Address(Some.Eip).InstanceId);
        Assert.Equal(Some.OtherInstance, provider.Cloud.Address(Some.OtherEip).InstanceId);
    }

    [Fact]
    public async Task AHolderWhoseDeleteFailedIsAConflictAgain()
    {
        await using var provider = await TestProvider.StartAsync();
        var (_, two) = await TwoAsync(provider);
        await provider.DiffAsync(two.Id, two.State, OtherInputs, Some.Inputs(Some.OtherEip, "ein-77778888"), "two");
        provider.Emulator.Cloud.FailNextTasks();
        await provider.DeleteAsync(two.Id, two.State, OtherInputs, "two");
        await provider.DeleteAsync(Some.Id(), Some.Inputs(), Some.Inputs(), "one");

        var created = await provider.CreateAsync(Some.Inputs(Some.Eip, Some.OtherInstance), "three");

        Assert.Equal(StatusCode.FailedPrecondition, created.Code);
        Assert.Equal(Some.OtherInstance, provider.Cloud.Address(Some.OtherEip).InstanceId);
    }

    private static PropertyMap OtherInputs => Some.Inputs(Some.OtherEip, Some.OtherInstance);

    private static async Task<(Outcome One, Outcome Two)> TwoAsync(TestProvider provider)
    {
        var one = await provider.CreateAsync(Some.Inputs(), "one");
        var two = await provider.CreateAsync(OtherInputs, "two");
        await provider.HandshakeAsync();
        return (one, two);
    }

    private static async Task<Outcome> ReplaceAsync(
        TestProvider provider,
        Outcome old,
        PropertyMap oldInputs,
        PropertyMap news,
        string name)
    {
        var deleted = await provider.BeginDelete(old.Id, old.State, oldInputs, name);
        return deleted.Error is null ? await provider.BeginCreate(news, name) : deleted;
    }
}
