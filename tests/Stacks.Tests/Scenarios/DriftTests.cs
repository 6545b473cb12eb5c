using Stacks.Tests.Support;
using Xunit;

namespace Stacks.Tests.Scenarios;

/// <summary>What somebody changed by hand shows in a plain preview, and a plain update mends it or says why it cannot.</summary>
public sealed class DriftTests
{
    [Fact]
    public async Task AnEipUnboundByHandShowsInThePreviewAndIsBoundAgainByTheUpdate()
    {
        await using var world = await World.StartAsync();
        await world.UpAsync(Some.Web()).ToSucceedAsync();
        world.Region.People.Unbind(Some.Eip);

        Assert.Equal("Gone web, Create web", (await world.PreviewAsync(Some.Web()).ToSucceedAsync()).Done());
        world.Holds();
        Assert.Equal("Gone web, Create web", (await world.UpAsync(Some.Web()).ToSucceedAsync()).Done());
        world.Holds(Some.Bound);
        Assert.Equal("", (await world.UpAsync(Some.Web()).ToSucceedAsync()).Done());
        world.Holds(Some.Bound);
    }

    [Fact]
    public async Task AnEipMovedByHandIsLeftWhereItIsUntilTheProgramAllowsToMoveIt()
    {
        await using var world = await World.StartAsync();
        await world.UpAsync(Some.Web()).ToSucceedAsync();
        world.Region.People.Move(Some.Eip, Some.OtherInstance);

        var preview = await world.PreviewAsync(Some.Web()).ToSucceedAsync();
        Assert.Equal("Gone web, Create web", preview.Done());
        Assert.Contains("is bound to instance \"ein-55556666\", and allowReassociation is off", preview.Warnings(), StringComparison.Ordinal);

        var refused = await world.UpAsync(Some.Web()).ToFailAsync();
        Assert.Contains("no longer bound to instance \"ein-33334444\" but to instance \"ein-55556666\"", refused.Warnings(), StringComparison.Ordinal);
        Assert.Contains("is bound to instance \"ein-55556666\"", refused.Errors(), StringComparison.Ordinal);
        Assert.Contains("set allowReassociation: true to move it", refused.Errors(), StringComparison.Ordinal);
        Assert.Equal(0, world.Emulator.Calls.Count("DisassociateAddress"));
        world.Holds(Some.BoundToOther);

        var allowed = await world.UpAsync(Some.Web(more: "allowReassociation: true")).ToSucceedAsync();
        Assert.Equal("Create web", allowed.Done());
        world.Holds(Some.Bound);
    }

    [Fact]
    public async Task AnAssociationThatMayMoveItsEipTakesItBack()
    {
        await using var world = await World.StartAsync();
        var program = Some.Web(more: "allowReassociation: true");
        await world.UpAsync(program).ToSucceedAsync();
        world.Region.People.Move(Some.Eip, Some.OtherInstance);

        var preview = await world.PreviewAsync(program).ToSucceedAsync();
        Assert.Equal("Gone web, Create web", preview.Done());
        world.Holds(Some.BoundToOther);

        var up = await world.UpAsync(program).ToSucceedAsync();
        Assert.Contains("is unbound from instance \"ein-55556666\" first (allowReassociation)", up.Infos(), StringComparison.Ordinal);
        world.Holds(Some.Bound);
        Assert.Equal("", (await world.UpAsync(program).ToSucceedAsync()).Done());
    }

    [Fact]
    public async Task DestroyLeavesAnEipAloneThatWasMovedByHand()
    {
        await using var world = await World.StartAsync();
        await world.UpAsync(Some.Web()).ToSucceedAsync();
        world.Region.People.Move(Some.Eip, Some.OtherInstance);

        var destroy = await world.DestroyAsync().ToSucceedAsync();

        Assert.Empty(destroy.Resources);
        world.Holds(Some.BoundToOther);
    }

    [Fact]
    public async Task AnEipReleasedByHandFailsTheUpdateInClearWords()
    {
        await using var world = await World.StartAsync();
        await world.UpAsync(Some.Web()).ToSucceedAsync();
        world.Region.People.Release(Some.Eip);

        var preview = await world.PreviewAsync(Some.Web()).ToFailAsync();
        var up = await world.UpAsync(Some.Web()).ToFailAsync();

        Assert.Contains("\"eip-11112222\" does not exist", preview.Errors(), StringComparison.Ordinal);
        Assert.Contains("the account has no such EIP in the ECM region", up.Errors(), StringComparison.Ordinal);
        Assert.Contains("addressId: \"eip-11112222\", ecmRegion: \"ap-xian-ecm\"", up.Errors(), StringComparison.Ordinal);
        await world.DestroyAsync().ToSucceedAsync();
        world.Holds();
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task DestroySucceedsWhenTheEipWasReleasedByHand(string detectDrift)
    {
        await using var world = await World.StartAsync(("ecm:detectDrift", detectDrift));
        await world.UpAsync(Some.Web()).ToSucceedAsync();
        world.Region.People.Release(Some.Eip);

        var destroy = await world.DestroyAsync().ToSucceedAsync();

        Assert.Empty(destroy.Resources);
        Assert.Equal(0, world.Emulator.Calls.Count("DisassociateAddress"));
        world.Holds();
    }

    [Fact]
    public async Task WithoutDriftDetectionARefreshFindsWhatWasUnboundByHand()
    {
        await using var world = await World.StartAsync(("ecm:detectDrift", "false"));
        await world.UpAsync(Some.Web()).ToSucceedAsync();
        world.Region.People.Unbind(Some.Eip);

        Assert.Equal("", (await world.UpAsync(Some.Web()).ToSucceedAsync()).Done());
        world.Holds();
        Assert.Equal("Gone web", (await world.RefreshAsync().ToSucceedAsync()).Done());
        Assert.Equal("Create web", (await world.UpAsync(Some.Web()).ToSucceedAsync()).Done());
        world.Holds(Some.Bound);
    }
}
