using LocalEngine;
using Stacks.Tests.Support;
using Xunit;

namespace Stacks.Tests.Scenarios;

/// <summary>A binding that exists already comes under a stack's care, and stays as it is.</summary>
public sealed class ImportTests
{
    private const string Eni = "eni-99990000";
    private const string BoundToEni = $"{Some.OtherEip} BIND_ENI {Eni} 10.0.0.12";

    /// <summary>The ids that an import takes, and the one that is recorded.</summary>
    public static TheoryData<string, string> Ids => new()
    {
        { $"{Some.Region}/{Some.Eip}", Some.Id() },
        { Some.Id(), Some.Id() },
        { $"{Some.Region}/{Some.OtherEip}", $"{Some.Region}/{Some.OtherEip}/{Eni}/10.0.0.12" },
        { $"{Some.Region}/{Some.OtherEip}/{Eni}/10.0.0.12", $"{Some.Region}/{Some.OtherEip}/{Eni}/10.0.0.12" },
    };

    /// <summary>Ids that name no binding, and what is said of them.</summary>
    public static TheoryData<string, string> WrongIds => new()
    {
        { $"{Some.Region}/eip-00000000", "There is nothing to import: the account has no EIP \"eip-00000000\" in the ECM region \"ap-xian-ecm\"." },
        { $"{Some.Region}/eip-00000000/ein-33334444", "There is nothing to import: the account has no EIP \"eip-00000000\" in the ECM region \"ap-xian-ecm\"." },
        { $"{Some.Region}/eip-99998888", "There is nothing to import: EIP \"eip-99998888\" is bound to nothing (its status is UNBIND)." },
        { $"{Some.Region}/eip-99998888/{Eni}/10.0.0.12", "There is nothing to import: EIP \"eip-99998888\" is bound to nothing (its status is UNBIND)." },
        {
            Some.Id(instance: Some.OtherInstance),
            "EIP \"eip-11112222\" is not bound to instance \"ein-55556666\" but to instance \"ein-33334444\".\nImport that by \"ap-xian-ecm/eip-11112222/ein-33334444\"."
        },
        { $"{Some.Region}/{Some.Eip}/{Eni}/10.0.0.11", "but to instance \"ein-33334444\".\nImport that by " },
        { $"{Some.Region}/{Some.OtherEip}/{Eni}/10.0.0.11", "eni-99990000\".\nImport that by \"ap-xian-ecm/eip-22223333/eni-99990000/10.0.0.12\"." },
        { $"{Some.Region}/{Some.OtherEip}/{Some.Instance}", "eni-99990000\".\nImport that by \"ap-xian-ecm/eip-22223333/eni-99990000/10.0.0.12\"." },
        { "eip-11112222", "\"eip-11112222\" is not the id of an EIP association.\nAn id is <region>/<eip>/<instance> or " },
        { $"{Some.Region}/{Some.Eip}/{Eni}/10.0.0", "is not the id of an EIP association.\nAn id is <region>/<eip>/<instance> or " },
        { $"{Some.Region}//ein-33334444", "is not the id of an EIP association.\nAn id is <region>/<eip>/<instance> or " },
        { $"{Some.Region}/{Some.Eip}/{Eni}/10.0.0.12/x", "is not the id of an EIP association.\nAn id is <region>/<eip>/<instance> or " },
        { $"ap-nowhere-ecm/{Some.Eip}", "EIP \"eip-11112222\" could not be looked up" },
        { $"ap-nowhere-ecm/{Some.Eip}/{Some.Instance}", "ecmRegion: \"ap-nowhere-ecm\"" },
    };

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task AProgramImportsABindingAndTheNextUpdateChangesNothing(string importId, string recordedId)
    {
        await using var world = await StartBoundAsync();
        var program = Program(importId);

        Assert.Equal("Import web", (await world.PreviewAsync(program).ToSucceedAsync()).Done());
        var import = await world.UpAsync(program).ToSucceedAsync();

        Assert.Equal("Import web", import.Done());
        Assert.Equal(recordedId, import.Association()!.Id);
        Assert.Equal(world.Region.Address(recordedId.Split('/')[1]).Eip.AddressIp, import.Recorded("addressIp"));
        Assert.Equal("", (await world.UpAsync(program).ToSucceedAsync()).Done());
        Assert.Equal("", (await world.UpAsync(Program(importId, options: "")).ToSucceedAsync()).Done());
        Assert.Equal(0, world.Emulator.Calls.Count("AssociateAddress"));
        world.Holds(Some.Bound, BoundToEni);
        await world.DestroyAsync().ToSucceedAsync();
        Assert.Equal("UNBIND", world.Region.Address(recordedId.Split('/')[1]).Status);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task TheImportCommandTakesABindingInAndTheProgramThenChangesNothing(string importId, string recordedId)
    {
        await using var world = await StartBoundAsync();

        var import = await ImportAsync(world, importId).ToSucceedAsync();

        Assert.Equal(recordedId, import.Association()!.Id);
        Assert.Equal("", (await world.UpAsync(Program(importId, options: "")).ToSucceedAsync()).Done());
        Assert.Equal(0, world.Emulator.Calls.Count("AssociateAddress"));
    }

    [Theory]
    [MemberData(nameof(WrongIds))]
    public async Task AnIdThatNamesNoBindingIsToldWhyAndNothingIsRecorded(string importId, string told)
    {
        await using var world = await StartBoundAsync();

        var import = await ImportAsync(world, importId).ToFailAsync();
        var up = await world.UpAsync(Program(importId)).ToFailAsync();

        Assert.All([import, up], run =>
        {
            Assert.Contains(told, $"{run.Warnings()}\n{run.Errors()}", StringComparison.Ordinal);
            Assert.Null(run.Association());
        });
        Assert.All(world.Emulator.Calls.Counts.Keys, action => Assert.StartsWith("Describe", action, StringComparison.Ordinal));
        world.Holds(Some.Bound, BoundToEni);
    }

    // One EIP on an instance, one on a private IP of an ENI, and one that is free.
    private static async Task<World> StartBoundAsync()
    {
        var world = await World.StartAsync();
        world.Region.People.Bind(Some.Eip, Some.Instance);
        world.Region.People.Bind(Some.OtherEip, Eni, "10.0.0.12");
        world.Region.AddAddress("eip-99998888", "203.0.113.98");
        return world;
    }

    private static Task<RunResult> ImportAsync(World world, string id) => world.RunAsync(
        Operation.Import, null, options => options with { Import = new ImportTarget(Some.Type, "web", id) });

    // The program of what is bound, whatever the id says of it.
    private static string Program(string importId, string? options = null)
    {
        options ??= $"import: \"{importId}\"";
        return importId.Contains(Some.OtherEip, StringComparison.Ordinal)
            ? "resources:\n  web: { type: ecm:EipAssociation, properties: { addressId: " + Some.OtherEip
                + ", networkInterfaceId: " + Eni + ", privateIpAddress: 10.0.0.12 }, options: { " + options + " } }\n"
            : Some.Web(options: options);
    }
}
