using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Xunit;

namespace EcmProvider.Tests.Resources.Previews;

/// <summary>Two resources of one program that want the same: the preview names the other, and raises no false alarm.</summary>
public sealed class ProgramConflictTests
{
    [Fact]
    public async Task TwoPlannedResourcesWithOneEipAreAWarningThatNamesTheOther()
    {
        await using var provider = await TestProvider.StartAsync();

        await provider.CreateAsync(Some.Inputs(), "one", preview: true);
        var two = await provider.CreateAsync(Some.Inputs(instance: Some.OtherInstance), "two", preview: true);

        Assert.Equal(string.Empty, two.Message);
        Assert.Contains(
            $"EIP \"eip-11112222\" is also bound by the resource \"{Some.Urn("one")}\" of this program", Assert.Single(provider.Engine.Messages));
    }

    [Fact]
    public async Task TwoPlannedResourcesWithOneTargetAreAWarningThatNamesTheOther()
    {
        await using var provider = await TestProvider.StartAsync();

        await provider.CreateAsync(Some.Inputs(), "one", preview: true);
        await provider.CreateAsync(Some.Inputs(Some.OtherEip), "two", preview: true);

        Assert.Contains(
            $"instance \"ein-33334444\" also gets an EIP by the resource \"{Some.Urn("one")}\"", Assert.Single(provider.Engine.Messages));
    }

    [Fact]
    public async Task TwoResourcesAlikeAreOneWarning()
    {
        await using var provider = await TestProvider.StartAsync();

        await Task.WhenAll(
            provider.Clock.RunAsync(Task.WhenAll(
                provider.BeginCreate(Some.Inputs(), "one", preview: true), provider.BeginCreate(Some.Inputs(), "two", preview: true))));

        Assert.Single(provider.Engine.Messages);
    }

    [Fact]
    public async Task TheNextRunKnowsNothingOfThePlansOfTheLast()
    {
        await using var provider = await TestProvider.StartAsync();
        await provider.CreateAsync(Some.Inputs(), "one", preview: true);
        await provider.HandshakeAsync();

        await provider.CreateAsync(Some.Inputs(), "front", preview: true);

        Assert.Empty(provider.Engine.Messages);
    }

    [Theory]
    [InlineData(false, "binding it will fail while that resource is there")]
    [InlineData(true, "the two would take it from each other")]
    public async Task AnEipThatAnotherResourceOfTheProgramKeepsIsAWarningThatNamesIt(bool allowReassociation, string consequence)
    {
        await using var provider = await TestProvider.StartAsync();
        await KeepAsync(provider, "one");

        await provider.CreateAsync(Some.Inputs(instance: Some.OtherInstance, allowReassociation: allowReassociation), "two", preview: true);

        var warning = Assert.Single(provider.Engine.Messages);
        Assert.StartsWith(
            $"Warning: EIP \"eip-11112222\" is bound to instance \"ein-33334444\" by the resource \"{Some.Urn("one")}\"", warning, StringComparison.Ordinal);
        Assert.Contains(consequence, warning);
    }

    [Fact]
    public async Task ATargetThatAnotherResourceOfTheProgramKeepsIsAWarningThatNamesIt()
    {
        await using var provider = await TestProvider.StartAsync();
        await KeepAsync(provider, "one");

        await provider.CreateAsync(Some.Inputs(Some.OtherEip), "two", preview: true);

        Assert.Contains(
            $"instance \"ein-33334444\" has another EIP, \"eip-11112222\", by the resource \"{Some.Urn("one")}\"",
            Assert.Single(provider.Engine.Messages));
    }

    [Fact]
    public async Task AnAssociationThatAnotherResourceOfTheProgramKeepsIsNotAdopted()
    {
        await using var provider = await TestProvider.StartAsync();
        await KeepAsync(provider, "one");

        await provider.CreateAsync(Some.Inputs(), "two", preview: true);

        Assert.Contains("two resources would stand for one association", Assert.Single(provider.Engine.Messages));
    }

    [Fact]
    public async Task EipsThatTwoResourcesSwapAreNoConflict()
    {
        await using var provider = await TestProvider.StartAsync();
        var one = await provider.CreateAsync(Some.Inputs(), "one");
        var two = await provider.CreateAsync(Some.Inputs(Some.OtherEip, Some.OtherInstance), "two");
        await provider.HandshakeAsync();
        var oneNew = Some.Inputs(Some.OtherEip);
        var twoNew = Some.Inputs(instance: Some.OtherInstance);

        await provider.DiffAsync(one.Id, one.State, Some.Inputs(), oneNew, "one");
        await provider.DiffAsync(two.Id, two.State, Some.Inputs(Some.OtherEip, Some.OtherInstance), twoNew, "two");
        await provider.CreateAsync(oneNew, "one", preview: true);
        await provider.CreateAsync(twoNew, "two", preview: true);

        Assert.Empty(provider.Engine.Messages);
    }

    [Fact]
    public async Task AResourceThatTakesWhatAnotherLeavesIsNoConflict()
    {
        await using var provider = await TestProvider.StartAsync();
        var one = await provider.CreateInEarlierRunAsync(name: "one");
        var moved = Some.EniInputs();

        await provider.DiffAsync(one.Id, one.State, Some.Inputs(), moved, "one");
        await provider.CreateAsync(moved, "one", preview: true);
        await provider.CreateAsync(Some.Inputs(Some.OtherEip), "two", preview: true);

        Assert.Empty(provider.Engine.Messages);
    }

    [Fact]
    public async Task AReplacementWithAnUnknownEipIsNoConflictWithItself()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateInEarlierRunAsync();
        var news = Some.Inputs().With("addressId", PropertyValue.UnknownValue);

        await provider.DiffAsync(created.Id, created.State, Some.Inputs(), news);
        var previewed = await provider.CreateAsync(news, preview: true);

        Assert.Equal("10.0.0.5", previewed["privateIpAddress"]);
        Assert.Empty(provider.Engine.Messages);
    }

    // An association of an earlier run that this one's Diff has found unchanged.
    private static async Task KeepAsync(TestProvider provider, string name)
    {
        var kept = await provider.CreateInEarlierRunAsync(name: name);
        await provider.DiffAsync(kept.Id, kept.State, Some.Inputs(), Some.Inputs(), name);
    }
}
