using LocalEngine;
using Stacks.Tests.Support;
using Xunit;

namespace Stacks.Tests.Scenarios;

/// <summary>A binding that exists already comes under a stack's care, and stays as it is.</summary>
public sealed class ImportTests
{
    [Theory]
    [InlineData("ap-xian-ecm/eip-11112222")]
    [InlineData("ap-xian-ecm/eip-11112222/ein-33334444")]
    public async Task AProgramImportsABindingAndTheNextUpdateChangesNothing(string importId)
    {
        await using var world = await World.StartAsync();
        world.Region.People.Bind(Some.Eip, Some.Instance);
        var program = Some.Web(options: $"import: {importId}");

        Assert.Equal("Import web", (await world.PreviewAsync(program).ToSucceedAsync()).Done());
        var import = await world.UpAsync(program).ToSucceedAsync();

        Assert.Equal("Import web", import.Done());
        Assert.Equal(Some.Id(), import.Association()!.Id);
        Assert.Equal("203.0.113.10", import.Recorded("addressIp"));
        Assert.Equal("", (await world.UpAsync(program).ToSucceedAsync()).Done());
        Assert.Equal("", (await world.UpAsync(Some.Web()).ToSucceedAsync()).Done());
        Assert.Equal(0, world.Emulator.Calls.Count("AssociateAddress"));
        world.Holds(Some.Bound);
        await world.DestroyAsync().ToSucceedAsync();
        world.Holds();
    }

    [Fact]
    public async Task TheImportCommandTakesABindingToAPrivateIpIn()
    {
        await using var world = await World.StartAsync();
        world.Region.People.Bind(Some.Eip, "eni-99990000", "10.0.0.12");
        var import = await world.RunAsync(Operation.Import, null, options => options with
        {
            Import = new ImportTarget(Some.Type, "web", $"{Some.Region}/{Some.Eip}"),
        }).ToSucceedAsync();
        Assert.Equal("ap-xian-ecm/eip-11112222/eni-99990000/10.0.0.12", import.Association()!.Id);

        var up = await world.UpAsync(
            "resources:\n  web: { type: ecm:EipAssociation, properties: "
            + "{ addressId: eip-11112222, networkInterfaceId: eni-99990000, privateIpAddress: 10.0.0.12 } }\n").ToSucceedAsync();

        Assert.Equal("", up.Done());
        Assert.Equal(0, world.Emulator.Calls.Count("AssociateAddress"));
        world.Holds("eip-11112222 BIND_ENI eni-99990000 10.0.0.12");
    }

    [Fact]
    public async Task AnImportOfWhatIsNotBoundSaysSo()
    {
        await using var world = await World.StartAsync();

        var up = await world.UpAsync(Some.Web(options: $"import: {Some.Id()}")).ToFailAsync();

        Assert.Contains("\"eip-11112222\" is bound to nothing", up.Warnings(), StringComparison.Ordinal);
        Assert.Null(up.Association());
        world.Holds();
    }
}
