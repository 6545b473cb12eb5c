using System.Diagnostics;
using System.Reflection;
using LocalEngine;
using LocalEngine.Programs;
using Stacks.Tests.Support;
using Xunit;

namespace Stacks.Tests.Lives;

/// <summary>Each example lives from its preview to its end, with the plugin that its <c>Pulumi.yaml</c> names.</summary>
public sealed class ExampleTests
{
    [Fact]
    public Task TheInstanceExampleBindsItsEip() =>
        LivesAsync("instance", Dotnet("Instance"), "web", "203.0.113.10", Some.Bound, ("privateIp", "10.0.0.5"));

    [Fact]
    public Task TheInstanceExampleInYamlBindsItsEip() =>
        LivesAsync("instance-yaml", null, "web", "203.0.113.10", Some.Bound, ("privateIp", "10.0.0.5"));

    [Fact]
    public Task TheNetworkInterfaceExampleBindsItsEip() => LivesAsync(
        "network-interface", Dotnet("NetworkInterface"), "gateway", "203.0.113.11", "eip-22223333 BIND ein-55556666 10.0.0.7",
        ("instanceId", "ein-55556666"), ("addressName", "edge-2"));

    [Fact]
    public Task TheNetworkInterfaceExampleInYamlBindsItsEip() => LivesAsync(
        "network-interface-yaml", null, "gateway", "203.0.113.11", "eip-22223333 BIND ein-55556666 10.0.0.7",
        ("instanceId", "ein-55556666"), ("addressName", "edge-2"));

    [Fact]
    public Task TheLookedUpPrivateIpExampleBindsItsEip() => LivesAsync(
        "looked-up-private-ip", Dotnet("LookedUpPrivateIp"), "gateway", "203.0.113.11", "eip-22223333 BIND_ENI eni-99990000 10.0.0.11",
        ("privateIp", "10.0.0.11"));

    [Fact]
    public Task TheLookedUpPrivateIpExampleInYamlBindsItsEip() => LivesAsync(
        "looked-up-private-ip-yaml", null, "gateway", "203.0.113.11", "eip-22223333 BIND_ENI eni-99990000 10.0.0.11",
        ("privateIp", "10.0.0.11"));

    // The programs are built with the tests; `dotnet run`, which the engine would do, would build them again.
    private static Func<Project, IProgram> Dotnet(string assembly) => project => new ProcessProgram(_ => new ProcessStartInfo(
        "dotnet", [Path.Combine(project.Directory, "bin", Metadata("Configuration"), "net10.0", $"{assembly}.dll")])
    {
        WorkingDirectory = project.Directory,
    });

    private static async Task LivesAsync(
        string folder, Func<Project, IProgram>? programOf, string name, string publicIp, string binding,
        params (string Name, string Value)[] outputs)
    {
        var project = Project.Load(Path.Combine(Metadata("Examples"), folder));
        var program = programOf?.Invoke(project) ?? ProgramFinder.Find(project);
        await using var world = await World.StartAsync(project);

        var preview = await world.RunAsync(Operation.Preview, program).ToSucceedAsync();
        Assert.Equal($"Create {name}", preview.Done());
        Assert.Equal(publicIp, preview.Output("publicIp"));
        Assert.All(world.Emulator.Calls.Counts.Keys, action => Assert.StartsWith("Describe", action, StringComparison.Ordinal));
        world.Holds();

        var up = await world.RunAsync(Operation.Up, program).ToSucceedAsync();
        Assert.Equal($"Create {name}", up.Done());
        Assert.Equal(publicIp, up.Output("publicIp"));
        Assert.All(outputs, output => Assert.Equal(output.Value, up.Output(output.Name)));
        world.Holds(binding);

        var again = await world.RunAsync(Operation.Up, program).ToSucceedAsync();
        Assert.Equal("", again.Done());
        Assert.Equal(publicIp, again.Output("publicIp"));
        Assert.Equal(1, world.Emulator.Calls.Count("AssociateAddress"));
        world.Holds(binding);

        Assert.Equal("", (await world.RefreshAsync().ToSucceedAsync()).Done());
        world.Holds(binding);

        var destroy = await world.DestroyAsync().ToSucceedAsync();
        Assert.Equal($"Delete {name}", destroy.Done());
        Assert.Empty(destroy.Resources);
        world.Holds();
    }

    private static string Metadata(string key) => typeof(ExampleTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
