using LocalEngine;
using Stacks.Tests.Support;
using Xunit;

namespace Stacks.Tests.Lives;

/// <summary>Which private IP the example that looks one up takes, and that it stays with it.</summary>
public sealed class LookedUpPrivateIpTests
{
    private const string Taken = "eip-11112222 BIND_ENI eni-99990000 10.0.0.11";
    private const string Bound = "eip-22223333 BIND_ENI eni-99990000 10.0.0.12";

    [Fact]
    public async Task TheFirstFreePrivateIpIsTakenAndKeptWhenOneBeforeItBecomesFree()
    {
        var project = Example.Load("looked-up-private-ip");
        await using var world = await World.StartAsync(project);
        world.Region.People.Bind(Some.Eip, "eni-99990000", "10.0.0.11");

        var up = await world.RunAsync(Operation.Up, Example.Program(project)).ToSucceedAsync();

        Assert.Equal("10.0.0.12", up.Output("privateIp"));
        world.Holds(Taken, Bound);
        world.Region.People.Unbind(Some.Eip);
        Assert.Equal("", (await world.RunAsync(Operation.Up, Example.Program(project)).ToSucceedAsync()).Done());
        world.Holds(Bound);
    }

    [Fact]
    public async Task WithoutAFreePrivateIpTheProgramSaysSoAndNothingIsBound()
    {
        var project = Example.Load("looked-up-private-ip");
        await using var world = await World.StartAsync(project);
        world.With([(project.Name + ":networkInterfaceId", "eni-77778888")]);

        var up = await world.RunAsync(Operation.Up, Example.Program(project)).ToFailAsync();

        Assert.Contains("ENI \"eni-77778888\" has no free private IP: give another one", up.Errors() + world.Shown, StringComparison.Ordinal);
        Assert.Null(up.Association("gateway"));
        world.Holds();
    }
}
