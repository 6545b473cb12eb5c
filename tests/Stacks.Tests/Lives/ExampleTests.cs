using System.Text.Json.Nodes;
using LocalEngine;
using Stacks.Tests.Ci;
using Stacks.Tests.Support;
using Xunit;

namespace Stacks.Tests.Lives;

/// <summary>Each example lives from its preview to its end, with the plugin that its <c>Pulumi.yaml</c> names.</summary>
public sealed class ExampleTests
{
    private static readonly Life InstanceLife = new(
        ["web"], [Some.Bound], [("publicIp", "203.0.113.10"), ("privateIp", "10.0.0.5")],
        [("instanceId", Some.OtherInstance)], [Some.BoundToOther]);

    private static readonly Life NetworkInterfaceLife = new(
        ["gateway"], ["eip-22223333 BIND ein-55556666 10.0.0.7"],
        [("publicIp", "203.0.113.11"), ("instanceId", "ein-55556666"), ("addressName", "edge-2")],
        [("privateIpAddress", "10.0.0.6")], ["eip-22223333 BIND ein-55556666 10.0.0.6"]);

    private static readonly Life LookedUpPrivateIpLife = new(
        ["gateway"], ["eip-22223333 BIND_ENI eni-99990000 10.0.0.11"], [("publicIp", "203.0.113.11"), ("privateIp", "10.0.0.11")],
        [("networkInterfaceId", "eni-33334444")], ["eip-22223333 BIND ein-33334444 10.0.0.5"]);

    private static readonly Dictionary<string, Life> Lives = new()
    {
        ["instance"] = InstanceLife,
        ["instance-yaml"] = InstanceLife,
        ["assumed-role"] = InstanceLife,
        ["assumed-role-yaml"] = InstanceLife,
        ["network-interface"] = NetworkInterfaceLife,
        ["network-interface-yaml"] = NetworkInterfaceLife,
        ["looked-up-private-ip"] = LookedUpPrivateIpLife,
        ["looked-up-private-ip-yaml"] = LookedUpPrivateIpLife,
        ["failover"] = new(
            ["service"], [Some.Bound], [("active", "primary"), ("publicIp", "203.0.113.10"), ("instanceId", Some.Instance)],
            [("active", "standby")], [Some.BoundToOther]),
        ["many"] = new(
            [Some.Eip, Some.OtherEip], [Some.Bound, "eip-22223333 BIND ein-55556666 10.0.0.6"],
            [("publicIps", "[\n  \"203.0.113.10\",\n  \"203.0.113.11\"\n]")],
            [("associations", List((Some.Eip, Some.OtherInstance), (Some.OtherEip, Some.Instance)))],
            [Some.BoundToOther, "eip-22223333 BIND ein-33334444 10.0.0.5"]),
    };

    public static TheoryData<string> Examples => [.. Example.Names];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task AnExampleLivesFromItsPreviewToItsEnd(string name)
    {
        Assert.True(Lives.TryGetValue(name, out var life), $"examples/{name} has no life here: say what it binds.");
        var project = Example.Load(name);
        await using var world = await World.StartAsync(project);

        var previewed = await life.LiveAsync(world, project, Example.Program(project));

        Assert.Subset(CiFiles.PreviewPolicyActions().ToHashSet(), WithTheRole(previewed).ToHashSet());
        Assert.Equal(name.StartsWith("assumed-role", StringComparison.Ordinal), previewed.Contains("AssumeRole"));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task ThePreviewsOfAnExampleNewAndUnfinishedCallAllThatThePolicyAllowsAndNothingElse(string name)
    {
        var project = Example.Load(name);
        var program = Example.Program(project);
        await using var world = await World.StartAsync(project);
        await world.RunAsync(Operation.Preview, program).ToSucceedAsync();
        var called = world.Emulator.Calls.Counts.Keys.ToHashSet();
        await world.StopDuringCreateAsync(program);
        world.Emulator.Calls.Clear();

        // The task goes on running until the preview has asked for it.
        var running = world.RunAsync(Operation.Preview, program);
        await world.LookedAfterAsync("DescribeTaskResult");
        world.Emulator.Cloud.FinishTasks();
        await running.ToSucceedAsync();
        called.UnionWith(world.Emulator.Calls.Counts.Keys);

        Assert.Equal(CiFiles.PreviewPolicyActions(), WithTheRole(called).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task AFailoverToAnInstanceThatDoesNotExistIsAnErrorBeforeAnythingIsUnbound()
    {
        var (world, run) = await FailoverAsync();
        await using var _ = world;
        await run(Operation.Up, []).ToSucceedAsync();

        var preview = await run(Operation.Preview, [("active", "standby"), ("standbyId", "ein-00000000")]).ToFailAsync();

        Assert.Contains("\"ein-00000000\" does not exist", preview.Errors(), StringComparison.Ordinal);
        world.Holds(Some.Bound);
    }

    [Fact]
    public async Task AFailoverThatIsCutOffBetweenTheTwoInstancesIsFinishedByTheNextUpdate()
    {
        var (world, run) = await FailoverAsync();
        await using var _ = world;
        await run(Operation.Up, []).ToSucceedAsync();
        world.Emulator.Emulator.Permissions.Revoke("AssociateAddress");
        await run(Operation.Up, [("active", "standby")]).ToFailAsync();
        world.Holds();

        world.Emulator.Emulator.Permissions.GrantAll();
        await run(Operation.Up, []).ToSucceedAsync();

        world.Holds(Some.BoundToOther);
        Assert.Equal("", (await run(Operation.Up, []).ToSucceedAsync()).Done());
    }

    private static async Task<(World World, Func<Operation, (string Key, string Value)[], Task<RunResult>> Run)> FailoverAsync()
    {
        var project = Example.Load("failover");
        var world = await World.StartAsync(project);
        return (world, (operation, config) => world
            .With(config.Select(one => (project.FullKey(one.Key), one.Value)))
            .RunAsync(operation, Example.Program(project)));
    }

    // The policy is for a role: what assumes one, an example's own included, does so with another key.
    private static IEnumerable<string> WithTheRole(IEnumerable<string> actions) =>
        actions.Where(action => action != "AssumeRole").Select(action => $"ecm:{action}");

    private static string List(params (string Eip, string Instance)[] entries) => new JsonArray(
        [.. entries.Select(entry => new JsonObject { ["addressId"] = entry.Eip, ["instanceId"] = entry.Instance })]).ToJsonString();
}
