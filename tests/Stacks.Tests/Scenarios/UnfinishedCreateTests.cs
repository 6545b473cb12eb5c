using EcmEmulator.Models;
using LocalEngine;
using Stacks.Tests.Support;
using Xunit;

namespace Stacks.Tests.Scenarios;

/// <summary>A create that was cut off, by Ctrl-C or by its timeout, is never lost: the state holds it, and later runs go on with it.</summary>
public sealed class UnfinishedCreateTests
{
    private const string Binding = $"{Some.Eip} BINDING {Some.Instance} 10.0.0.5";

    // Enough for a busy machine to ask the API, which a preview has warmed up for.
    private const string ShortTimeout = "customTimeouts: { create: 3s }";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CtrlCDuringACreateKeepsItInTheStateAndTheNextUpdateFinishesIt(bool native)
    {
        await using var world = native ? await World.StartNativeAsync() : await World.StartAsync();
        var stopped = await StopDuringCreateAsync(world, Some.Web());
        Assert.Equal("Create web failed", stopped.Done());
        Assert.Contains("the update was cancelled", stopped.Association()!.InitErrors[0], StringComparison.Ordinal);
        Assert.Equal("BINDING", stopped.Recorded("addressStatus"));
        world.Holds(Binding);

        world.Emulator.Cloud.FinishTasks();
        var up = await world.UpAsync(Some.Web()).ToSucceedAsync();

        Assert.Empty(up.Association()!.InitErrors);
        Assert.Equal("BIND", up.Recorded("addressStatus"));
        Assert.Equal(1, world.Emulator.Calls.Count("AssociateAddress"));
        world.Holds(Some.Bound);
        Assert.Equal("", (await world.UpAsync(Some.Web()).ToSucceedAsync()).Done());
        Assert.Empty((await world.DestroyAsync().ToSucceedAsync()).Resources);
        world.Holds();
    }

    [Fact]
    public async Task AnUpdateThatFindsTheTaskStillRunningWaitsForIt()
    {
        await using var world = await World.StartAsync();
        await StopDuringCreateAsync(world, Some.Web());
        world.Emulator.Calls.Clear();

        var running = world.UpAsync(Some.Web());
        await world.LookedAfterAsync("DescribeAddresses");
        world.Emulator.Cloud.FinishTasks();
        var up = await running.ToSucceedAsync();

        Assert.Empty(up.Association()!.InitErrors);
        Assert.Equal(0, world.Emulator.Calls.Count("AssociateAddress"));
        world.Holds(Some.Bound);
    }

    [Fact]
    public async Task DestroyAfterCtrlCLeavesNothingBehind()
    {
        await using var world = await World.StartAsync();
        await StopDuringCreateAsync(world, Some.Web());
        world.Emulator.Calls.Clear();

        // The task is still running when the delete begins.
        var running = world.DestroyAsync();
        await world.LookedAfterAsync("DescribeAddresses");
        world.Emulator.Cloud.FinishTasks();

        Assert.Empty((await running.ToSucceedAsync()).Resources);
        Assert.Equal(1, world.Emulator.Calls.Count("DisassociateAddress"));
        world.Holds();
    }

    [Fact]
    public async Task CtrlCBeforeTheApiWasAskedLeavesNothingInTheState()
    {
        await using var world = await World.StartAsync();
        world.Region.Change(Some.Eip, eip => eip with { Phase = EipPhase.Creating });
        using var ctrlC = new CancellationTokenSource();

        var running = world.UpAsync(Some.Web(), stop: ctrlC.Token);
        await world.LookedAfterAsync("DescribeAddresses");
        await ctrlC.CancelAsync();
        var stopped = await running.ToFailAsync();

        Assert.Contains("before the API took the request", stopped.Errors(), StringComparison.Ordinal);
        Assert.Null(stopped.Association());
        Assert.Equal(0, world.Emulator.Calls.Count("AssociateAddress"));
        world.Holds($"{Some.Eip} CREATING  ");
    }

    [Fact]
    public async Task AProviderKilledDuringACreateLeavesABindingThatTheNextUpdateAdopts()
    {
        await using var world = await World.StartNativeAsync();
        world.Emulator.Cloud.HoldNextTasks();
        using var ctrlC = new CancellationTokenSource();
        using var again = new CancellationTokenSource();
        var running = world.UpAsync(Some.Web(), options => options with { Kill = again.Token }, ctrlC.Token);
        await world.LookedAfterAsync("AssociateAddress");

        // The second Ctrl-C alone: the provider is not told, and cannot answer.
        await again.CancelAsync();
        Assert.Null((await running.ToFailAsync()).Association());
        world.Emulator.Cloud.FinishTasks();
        var up = await world.UpAsync(Some.Web()).ToSucceedAsync();

        Assert.Contains("an earlier run was cut off while creating this resource", up.Warnings(), StringComparison.Ordinal);
        Assert.Contains("already: adopted", up.Infos(), StringComparison.Ordinal);
        Assert.Equal(1, world.Emulator.Calls.Count("AssociateAddress"));
        world.Holds(Some.Bound);
        await world.DestroyAsync().ToSucceedAsync();
        world.Holds();
    }

    [Fact]
    public async Task ATaskThatFailsAfterCtrlCIsAskedForAgainByTheNextUpdate()
    {
        await using var world = await World.StartAsync();
        await StopDuringCreateAsync(world, Some.Web());
        world.Emulator.Cloud.FinishTask(world.Emulator.Cloud.Tasks[^1].TaskId, failed: true);
        world.Holds();

        await world.UpAsync(Some.Web()).ToSucceedAsync();

        Assert.Equal(2, world.Emulator.Calls.Count("AssociateAddress"));
        world.Holds(Some.Bound);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task ATaskThatOutlivesTheTimeoutIsFinishedByTheNextUpdate(string detectDrift)
    {
        var program = Some.Web(options: ShortTimeout);
        await using var world = await World.StartAsync(("ecm:detectDrift", detectDrift));
        await world.PreviewAsync(program).ToSucceedAsync();
        world.Emulator.Cloud.HoldNextTasks();

        var late = await world.UpAsync(program).ToFailAsync();
        Assert.Contains("the timeout of", late.Errors(), StringComparison.Ordinal);
        Assert.Contains("customTimeouts.create", late.Errors(), StringComparison.Ordinal);
        Assert.NotEmpty(late.Association()!.InitErrors);
        world.Holds(Binding);

        world.Emulator.Cloud.FinishTasks();
        var up = await world.UpAsync(program).ToSucceedAsync();

        // With drift detection the read before the update finds it whole; without, the update itself does.
        Assert.Equal(detectDrift == "true" ? "Refresh web" : "Update web", up.Done());
        Assert.Empty(up.Association()!.InitErrors);
        Assert.Equal("BIND", up.Recorded("addressStatus"));
        Assert.Equal(1, world.Emulator.Calls.Count("AssociateAddress"));
        world.Holds(Some.Bound);
        Assert.Equal("", (await world.UpAsync(program).ToSucceedAsync()).Done());
        await world.DestroyAsync().ToSucceedAsync();
        world.Holds();
    }

    private static Task<RunResult> StopDuringCreateAsync(World world, string program) => world.StopDuringCreateAsync(world.Yaml(program));
}
