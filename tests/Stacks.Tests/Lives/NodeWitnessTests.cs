using LocalEngine;
using LocalEngine.Programs;
using Stacks.Tests.Support;
using Witness;
using Xunit;

namespace Stacks.Tests.Lives;

/// <summary>
/// The witness: a program on the official Node.js SDK and the provider's native binary, neither of which knows the engine between
/// them, live through everything a stack goes through.
/// </summary>
public sealed class NodeWitnessTests
{
    [Fact]
    public async Task AStackOfTheOfficialSdkLivesFromItsPreviewToItsEnd()
    {
        await NodeStack.RequireAsync();
        await using var world = await World.StartNativeAsync(("edge:addressId", Some.Eip), ("edge:instanceId", Some.Instance));
        var program = ProgramFinder.Find(Project.Load(NodeStack.Folder));

        var preview = await world.RunAsync(Operation.Preview, program).ToSucceedAsync();
        Assert.Equal("Create web", preview.Done());
        Assert.Equal("203.0.113.10", preview.Output("ip"));
        Assert.Equal(0, world.Emulator.Calls.Count("AssociateAddress"));
        world.Holds();

        var up = await world.RunAsync(Operation.Up, program).ToSucceedAsync();
        Assert.Equal("Create web", up.Done());
        Assert.Equal("203.0.113.10", up.Output("ip"));
        Assert.Equal("BIND", up.Output("status"));
        Assert.Equal(Some.Id(), up.Output("association"));
        Assert.Equal("[secret]", up.Output("token"));
        world.Holds(Some.Bound);

        var again = await world.RunAsync(Operation.Up, program).ToSucceedAsync();
        Assert.Equal("", again.Done());
        Assert.Equal(1, world.Emulator.Calls.Count("AssociateAddress"));
        world.Holds(Some.Bound);

        Assert.Equal("", (await world.RefreshAsync().ToSucceedAsync()).Done());
        world.Holds(Some.Bound);

        var destroy = await world.DestroyAsync().ToSucceedAsync();
        Assert.Equal("Delete web", destroy.Done());
        Assert.Empty(destroy.Resources);
        world.Holds();
    }

    [Fact]
    public async Task AnEipThatIsBoundElsewhereEndsAProgramOfTheOfficialSdkWithTheRemedy()
    {
        await NodeStack.RequireAsync();
        await using var world = await World.StartNativeAsync(("edge:addressId", Some.SomebodysEip), ("edge:instanceId", Some.Instance));
        var program = ProgramFinder.Find(Project.Load(NodeStack.Folder));

        var up = await world.RunAsync(Operation.Up, program).ToFailAsync();

        Assert.Equal("Create web failed", up.Done());
        Assert.Contains("is bound to instance \"ein-77778888\"", up.Errors(), StringComparison.Ordinal);
        Assert.Contains("allowReassociation", up.Errors(), StringComparison.Ordinal);
        Assert.Null(up.Association());
        world.Holds();
    }
}
