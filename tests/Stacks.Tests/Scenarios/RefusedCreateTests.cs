using LocalEngine;
using Stacks.Tests.Support;
using Xunit;

namespace Stacks.Tests.Scenarios;

/// <summary>A create that cannot be: the run fails in clear words, the state holds nothing of it, and the cloud is as it was.</summary>
public sealed class RefusedCreateTests
{
    [Fact]
    public async Task AnEipThatIsBoundElsewhereIsNotTaken()
    {
        await using var world = await World.StartAsync();
        var program = Some.Web(eip: Some.SomebodysEip);
        Assert.Contains(
            "is bound to instance \"ein-77778888\", and allowReassociation is off",
            (await world.PreviewAsync(program).ToSucceedAsync()).Warnings(), StringComparison.Ordinal);

        var up = await world.UpAsync(program).ToFailAsync();

        Assert.Contains("is bound to instance \"ein-77778888\"", up.Errors(), StringComparison.Ordinal);
        Assert.Contains("or set allowReassociation: true to move it.", up.Errors(), StringComparison.Ordinal);
        NothingIsLeft(world, up);
        Assert.Equal(0, world.Emulator.Calls.Count("AssociateAddress"));
    }

    [Fact]
    public async Task ATargetThatHasAnotherEipIsNotTaken()
    {
        await using var world = await World.StartAsync();

        var up = await world.UpAsync(Some.Web(instance: "ein-77778888")).ToFailAsync();

        Assert.Contains("the target has the EIP \"eip-33334444\" already", up.Errors(), StringComparison.Ordinal);
        NothingIsLeft(world, up);
    }

    [Fact]
    public async Task ATargetThatDoesNotExistIsAnErrorInThePreviewAlready()
    {
        await using var world = await World.StartAsync();
        var program = Some.Web(instance: "ein-00000000");

        var preview = await world.PreviewAsync(program).ToFailAsync();
        var up = await world.UpAsync(program).ToFailAsync();

        Assert.Contains("The instance \"ein-00000000\" does not exist", preview.Errors(), StringComparison.Ordinal);
        Assert.Contains("UnsupportedOperation.InstanceIdNotFound", up.Errors(), StringComparison.Ordinal);
        Assert.Contains("Check instanceId and ecmRegion", up.Errors(), StringComparison.Ordinal);
        NothingIsLeft(world, up);
    }

    [Fact]
    public async Task ATaskThatFailsLeavesNothingAndCanBeTriedAgain()
    {
        await using var world = await World.StartAsync();
        world.Emulator.Cloud.FailNextTasks();

        var up = await world.UpAsync(Some.Web()).ToFailAsync();

        Assert.Contains("failed and gave no reason.", up.Errors(), StringComparison.Ordinal);
        Assert.Contains("Now: the status of EIP \"eip-11112222\" (203.0.113.10) is UNBIND.", up.Errors(), StringComparison.Ordinal);
        NothingIsLeft(world, up);
        await world.UpAsync(Some.Web()).ToSucceedAsync();
        world.Holds(Some.Bound);
    }

    [Fact]
    public async Task AnAssociationThatFailsDoesNotUndoTheOneThatSucceeded()
    {
        await using var world = await World.StartAsync();

        var up = await world.UpAsync(Some.Stack(
            Some.Association("web"),
            Some.Association("lost", "eip-00000000", Some.OtherInstance, options: "dependsOn: [ \"${web}\" ]"))).ToFailAsync();

        Assert.Equal("Create web, Create lost failed", up.Done());
        Assert.NotNull(up.Association());
        Assert.Null(up.Association("lost"));
        world.Holds(Some.Bound);
        await world.DestroyAsync().ToSucceedAsync();
        world.Holds();
    }

    private static void NothingIsLeft(World world, RunResult up)
    {
        Assert.Equal("Create web failed", up.Done());
        Assert.Null(up.Association());
        world.Holds();
    }
}
