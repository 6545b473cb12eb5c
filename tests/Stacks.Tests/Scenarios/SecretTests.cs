using EcmEmulator;
using LocalEngine;
using Stacks.Tests.Support;
using Xunit;

namespace Stacks.Tests.Scenarios;

/// <summary>
/// Secrets are in clear in no file of the state and in nothing people are shown. The one exception is the id: Pulumi has no
/// secret ids, and it holds the addressId.
/// </summary>
public sealed class SecretTests
{
    private const string Outputs = "outputs:\n  address: ${web.addressId}\n  ip: ${web.addressIp}\n";

    [Fact]
    public async Task ASecretAddressIdStaysSecretThroughTheLifeOfAStack()
    {
        await using var world = await World.StartAsync();
        var program = Some.Web(Secret(Some.Eip)) + Outputs;

        await world.PreviewAsync(program).ToSucceedAsync();
        var up = await world.UpAsync(program).ToSucceedAsync();
        Assert.Equal("[secret]", up.Output("address"));
        Assert.Equal("203.0.113.10", up.Output("ip"));
        Assert.Equal("[secret]", up.Recorded("addressId"));
        Assert.Contains("\"ciphertext\"", await File.ReadAllTextAsync(world.Options.StateFile), StringComparison.Ordinal);
        world.Holds(Some.Bound);
        IsClean(world, Some.Eip, up);

        Assert.Equal("", (await world.UpAsync(program).ToSucceedAsync()).Done());
        Assert.Equal("", (await world.RefreshAsync().ToSucceedAsync()).Done());
        IsClean(world, Some.Eip, await world.UpAsync(Some.Stack(Some.Association("front", Secret(Some.Eip)))).ToSucceedAsync());
        IsClean(world, Some.Eip, await world.DestroyAsync().ToSucceedAsync());
        world.Holds();
    }

    [Fact]
    public async Task ASecretAddressIdStaysSecretWhenItWasMovedByHand()
    {
        await using var world = await World.StartAsync();
        var program = Some.Web(Secret(Some.Eip));
        await world.UpAsync(program).ToSucceedAsync();
        world.Region.People.Move(Some.Eip, Some.OtherInstance);

        IsClean(world, Some.Eip, await world.PreviewAsync(program).ToSucceedAsync());
        IsClean(world, Some.Eip, await world.UpAsync(program).ToFailAsync());
        world.Holds(Some.BoundToOther);
    }

    [Fact]
    public async Task ASecretAddressIdStaysSecretInAnUnfinishedCreate()
    {
        await using var world = await World.StartAsync();
        world.Emulator.Cloud.HoldNextTasks();
        using var ctrlC = new CancellationTokenSource();

        var running = world.UpAsync(Some.Web(Secret(Some.Eip)), stop: ctrlC.Token);
        await world.LookedAfterAsync("AssociateAddress");
        await ctrlC.CancelAsync();
        var stopped = await running.ToFailAsync();

        Assert.NotEmpty(stopped.Association()!.InitErrors);
        IsClean(world, Some.Eip, stopped);
        world.Emulator.Cloud.FinishTasks();
        await world.DestroyAsync().ToSucceedAsync();
        world.Holds();
    }

    [Fact]
    public async Task ASecretTargetStaysSecretWhenItDoesNotExist()
    {
        await using var world = await World.StartAsync();
        var program = Some.Web(instance: Secret("ein-00000000"));

        IsClean(world, "ein-00000000", await world.PreviewAsync(program).ToFailAsync());
        IsClean(world, "ein-00000000", await world.UpAsync(program).ToFailAsync());
        world.Holds();
    }

    [Fact]
    public async Task TheKeyIsNowhereInClear()
    {
        await using var world = await World.StartAsync();
        var up = await world.UpAsync(Some.Web()).ToSucceedAsync();

        IsClean(world, EmulatorOptions.DefaultSecretId, up);
        IsClean(world, EmulatorOptions.DefaultSecretKey, up);
        world.Holds(Some.Bound);
    }

    private static string Secret(string value) => $"{{ \"fn::secret\": {value} }}";

    private static void IsClean(World world, string secret, RunResult run)
    {
        Assert.DoesNotContain(secret, world.Shown, StringComparison.Ordinal);
        Assert.All(run.Diagnostics, said => Assert.DoesNotContain(secret, said.Message, StringComparison.Ordinal));

        // A preview makes no state.
        if (!Directory.Exists(world.StateFolder))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(world.StateFolder, "*", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file).Replace($"\"id\": \"{Some.Id()}\"", "", StringComparison.Ordinal);
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }
    }
}
