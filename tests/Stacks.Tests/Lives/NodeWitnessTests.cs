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
        var project = Project.Load(NodeStack.Folder);

        await new Life(
            ["web"], [Some.Bound],
            [("ip", "203.0.113.10"), ("status", "BIND"), ("association", Some.Id()), ("token", "[secret]")],
            [("edge:instanceId", Some.OtherInstance)], [Some.BoundToOther])
            .LiveAsync(world, project, ProgramFinder.Find(project));
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
