using Stacks.Tests.Support;
using Xunit;

namespace Stacks.Tests.Scenarios;

/// <summary>One binding under two names in one run: the engine creates the new one and deletes the old one, and the binding stays.</summary>
public sealed class RenameTests
{
    private static readonly string Renamed = Some.Stack(Some.Association("front"));

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public async Task AResourceRenamedWithoutAnAliasKeepsItsBinding(int parallel)
    {
        await using var world = await World.StartAsync();
        await world.UpAsync(Some.Web()).ToSucceedAsync();

        Assert.Equal("Create front, Delete web", (await world.PreviewAsync(Renamed).ToSucceedAsync()).Done());
        var up = await world.UpAsync(Renamed, options => options with { Parallel = parallel }).ToSucceedAsync();

        Assert.Equal("Create front, Delete web", up.Done());
        Assert.Contains("already: adopted", up.Infos(), StringComparison.Ordinal);
        Assert.Contains("stays bound to instance \"ein-33334444\"", up.Infos(), StringComparison.Ordinal);
        Assert.Equal(1, world.Emulator.Calls.Count("AssociateAddress"));
        Assert.Equal(0, world.Emulator.Calls.Count("DisassociateAddress"));
        world.Holds(Some.Bound);

        Assert.Equal("", (await world.UpAsync(Renamed).ToSucceedAsync()).Done());
        await world.DestroyAsync().ToSucceedAsync();
        world.Holds();
    }

    [Fact]
    public async Task AResourceReplacedByForceKeepsItsBinding()
    {
        await using var world = await World.StartAsync();
        await world.UpAsync(Some.Web()).ToSucceedAsync();

        var up = await world.UpAsync(Some.Web(), options => options with { Replace = [Some.Urn("web")] }).ToSucceedAsync();

        Assert.Equal("Replace web", up.Done());
        Assert.NotNull(up.Association());
        Assert.Equal(0, world.Emulator.Calls.Count("DisassociateAddress"));
        world.Holds(Some.Bound);
        Assert.Equal("", (await world.UpAsync(Some.Web()).ToSucceedAsync()).Done());
    }

    [Fact]
    public async Task TwoResourcesForOneBindingAreAnErrorThatNamesTheOther()
    {
        await using var world = await World.StartAsync();

        var up = await world.UpAsync(
            Some.Stack(Some.Association("web"), Some.Association("front", options: "dependsOn: [ \"${web}\" ]"))).ToFailAsync();

        Assert.Contains(Some.Urn("web"), up.Errors(), StringComparison.Ordinal);
        Assert.NotNull(up.Association());
        Assert.Null(up.Association("front"));
        world.Holds(Some.Bound);
    }
}
