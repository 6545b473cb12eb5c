using LocalEngine;
using Stacks.Tests.Support;
using Xunit;

namespace Stacks.Tests.Scenarios;

/// <summary>Associations that change their EIP or their target, alone and with each other, in one update.</summary>
public sealed class ReplaceAndSwapTests
{
    private static readonly string Before = Some.Stack(
        Some.Association("web", Some.Eip, Some.Instance), Some.Association("api", Some.OtherEip, Some.OtherInstance));

    [Theory]
    [InlineData("")]
    [InlineData("deleteBeforeReplace: false")]
    public async Task AnAssociationWithAnotherInstanceIsReplaced(string options)
    {
        await using var world = await World.StartAsync();
        await world.UpAsync(Some.Web(options: options)).ToSucceedAsync();
        var moved = Some.Web(instance: Some.OtherInstance, options: options);

        var preview = await world.PreviewAsync(moved).ToSucceedAsync();
        Assert.Equal("Replace web", preview.Done());
        Assert.Equal("", preview.Warnings());
        world.Holds(Some.Bound);

        var up = await world.UpAsync(moved).ToSucceedAsync();
        Assert.Equal("Replace web", up.Done());
        Assert.Equal(
            new PropertyChange("instanceId", "\"ein-33334444\"", "\"ein-55556666\"", Replaces: true),
            Assert.Single(up.Changes.Single(change => change.Kind == ChangeKind.Replace).Properties));
        Assert.Equal(Some.Id(instance: Some.OtherInstance), up.Association()!.Id);
        Assert.Equal(1, world.Emulator.Calls.Count("DisassociateAddress"));
        world.Holds(Some.BoundToOther);
        Assert.Equal("", (await world.UpAsync(moved).ToSucceedAsync()).Done());
        await world.DestroyAsync().ToSucceedAsync();
        world.Holds();
    }

    [Fact]
    public async Task AnotherEipTakesThePlaceOfTheFirst()
    {
        await using var world = await World.StartAsync();
        await world.UpAsync(Some.Web()).ToSucceedAsync();

        await world.UpAsync(Some.Web(eip: Some.OtherEip)).ToSucceedAsync();

        world.Holds("eip-22223333 BIND ein-33334444 10.0.0.5");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public async Task TwoAssociationsThatSwapTheirTargetsConvergeInOneUpdate(int parallel) => await SwapsAsync(parallel, Some.Stack(
        Some.Association("web", Some.Eip, Some.OtherInstance), Some.Association("api", Some.OtherEip, Some.Instance)));

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public async Task TwoAssociationsThatSwapTheirEipsConvergeInOneUpdate(int parallel) => await SwapsAsync(parallel, Some.Stack(
        Some.Association("web", Some.OtherEip, Some.Instance), Some.Association("api", Some.Eip, Some.OtherInstance)));

    private static async Task SwapsAsync(int parallel, string after)
    {
        await using var world = await World.StartAsync();
        await world.UpAsync(Before).ToSucceedAsync();
        world.Holds(Some.Bound, "eip-22223333 BIND ein-55556666 10.0.0.6");

        var preview = await world.RunAsync(Operation.Preview, world.Yaml(after), options => options with { Parallel = parallel }).ToSucceedAsync();
        Assert.Equal(2, preview.Changes.Count(change => change.Kind == ChangeKind.Replace));
        world.Holds(Some.Bound, "eip-22223333 BIND ein-55556666 10.0.0.6");

        var up = await world.UpAsync(after, options => options with { Parallel = parallel }).ToSucceedAsync();
        Assert.Equal(2, up.Changes.Count(change => change.Kind == ChangeKind.Replace));
        world.Holds("eip-11112222 BIND ein-55556666 10.0.0.6", "eip-22223333 BIND ein-33334444 10.0.0.5");
        Assert.Equal("", (await world.UpAsync(after).ToSucceedAsync()).Done());
        await world.DestroyAsync().ToSucceedAsync();
        world.Holds();
    }
}
