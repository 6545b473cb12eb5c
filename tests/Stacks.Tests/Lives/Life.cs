using LocalEngine;
using LocalEngine.Programs;
using Stacks.Tests.Support;
using Xunit;

namespace Stacks.Tests.Lives;

/// <summary>What a stack goes through, told by what differs from stack to stack; <see cref="LiveAsync"/> is what all have in common.</summary>
/// <param name="Associations">The names of its associations.</param>
/// <param name="Bound">What the cloud holds once it is up, as <see cref="World.Holds"/> writes it.</param>
/// <param name="Outputs">Stack outputs once it is up.</param>
/// <param name="Replaced">Configuration that gives the associations another target.</param>
/// <param name="BoundElsewhere">What the cloud holds after that.</param>
internal sealed record Life(
    string[] Associations, string[] Bound, (string Name, string Value)[] Outputs, (string Key, string Value)[] Replaced, string[] BoundElsewhere)
{
    /// <summary>Configuration that updates the associations in place.</summary>
    private static readonly (string Key, string Value) Updated = ("allowReassociation", "true");

    /// <summary>
    /// Lives from the preview to the end: up, up again, updated, replaced, refreshed, moved by hand and taken back, destroyed.
    /// </summary>
    /// <returns>The actions that its previews called.</returns>
    public async Task<IReadOnlySet<string>> LiveAsync(World world, Project project, IProgram program)
    {
        var calledByPreviews = new HashSet<string>(StringComparer.Ordinal);

        await PreviewAsync("Create");
        world.Holds();

        var up = await UpAsync("Create");
        Assert.All(Outputs, output => Assert.Equal(output.Value, up.Output(output.Name)));
        world.Holds(Bound);

        await UpAsync(null);
        Assert.Equal(Associations.Length, world.Emulator.Calls.Count("AssociateAddress"));

        Configure(Updated);
        await PreviewAsync("Update");
        await UpAsync("Update");
        Assert.Equal(Associations.Length, world.Emulator.Calls.Count("AssociateAddress"));
        world.Holds(Bound);

        Configure(Replaced);
        await PreviewAsync("Replace");
        await UpAsync("Replace");
        world.Holds(BoundElsewhere);

        Assert.Equal("", (await world.RefreshAsync().ToSucceedAsync()).Done());
        // Somebody moves an EIP away, which takes no waiting, and the stack may take it back.
        world.Region.People.Move(BoundElsewhere[0].Split(' ')[0], "eni-99990000", "10.0.0.12");
        Assert.StartsWith("Gone ", (await world.RunAsync(Operation.Preview, program).ToSucceedAsync()).Done(), StringComparison.Ordinal);
        Assert.StartsWith("Gone ", (await world.RefreshAsync().ToSucceedAsync()).Done(), StringComparison.Ordinal);
        Assert.StartsWith("Create ", (await world.RunAsync(Operation.Up, program).ToSucceedAsync()).Done(), StringComparison.Ordinal);
        world.Holds(BoundElsewhere);

        var destroy = await world.DestroyAsync().ToSucceedAsync();
        AssertEach("Delete", destroy);
        Assert.Empty(destroy.Resources);
        world.Holds();
        return calledByPreviews;

        void Configure(params IEnumerable<(string Key, string Value)> values) =>
            world.With(values.Select(one => (project.FullKey(one.Key), one.Value)));

        async Task PreviewAsync(string kind)
        {
            var before = world.Emulator.Calls.All.Count;
            var preview = await world.RunAsync(Operation.Preview, program).ToSucceedAsync();
            // The one warning there may be is of a swap of which the engine tells late.
            Assert.DoesNotContain(preview.Diagnostics, said =>
                said.Severity == Severity.Warning && !said.Message.Contains("by this update or by hand", StringComparison.Ordinal));
            calledByPreviews.UnionWith(world.Emulator.Calls.All.Skip(before).Select(logged => logged.Call.Action));
            AssertEach(kind, preview);
        }

        async Task<RunResult> UpAsync(string? kind)
        {
            var result = await world.RunAsync(Operation.Up, program).ToSucceedAsync();
            AssertEach(kind, result);
            return result;
        }
    }

    // The same became of each association, in whatever order; null: nothing.
    private void AssertEach(string? kind, RunResult result) => Assert.Equal(
        kind is null ? [""] : Associations.Select(name => $"{kind} {name}").Order(StringComparer.Ordinal),
        result.Done().Split(", ").Order(StringComparer.Ordinal));
}
