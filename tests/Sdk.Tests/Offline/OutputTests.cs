using System.Collections.Immutable;
using Pulumi;
using Pulumi.Utilities;
using Xunit;

namespace Sdk.Tests.Offline;

public sealed class OutputTests
{
    [Fact]
    public async Task ApplyIsNotCalledWhileTheValueIsUnknown()
    {
        var called = false;

        var result = OutputUtilities.CreateUnknown("x").Apply(value => called = true);

        Assert.False(await OutputUtilities.GetIsKnownAsync(result));
        Assert.False(called);
    }

    [Fact]
    public async Task WhatIsComputedFromASecretIsSecret()
    {
        var result = Output.CreateSecret("a").Apply(value => value + "b");

        Assert.Equal("ab", await OutputUtilities.GetValueAsync(result));
        Assert.True(await Output.IsSecretAsync(result));
    }

    [Fact]
    public async Task AnInnerSecretMakesTheResultSecret() =>
        Assert.True(await Output.IsSecretAsync(Output.Create("a").Apply(_ => Output.CreateSecret("b"))));

    [Fact]
    public async Task AnInnerUnknownMakesTheResultUnknown() =>
        Assert.False(await OutputUtilities.GetIsKnownAsync(Output.Create("a").Apply(_ => OutputUtilities.CreateUnknown("b"))));

    [Fact]
    public async Task ApplyTakesPlainAsynchronousInputAndOutputResults()
    {
        var one = Output.Create(1);

        Assert.Equal(2, await OutputUtilities.GetValueAsync(one.Apply(value => value + 1)));
        Assert.Equal(2, await OutputUtilities.GetValueAsync(one.Apply(value => Task.FromResult(value + 1))));
        Assert.Equal(2, await OutputUtilities.GetValueAsync(one.Apply(value => (Input<int>)(value + 1))));
        Assert.Equal(2, await OutputUtilities.GetValueAsync(one.Apply(value => Output.Create(value + 1))));
    }

    [Fact]
    public async Task UnsecretTakesTheSecrecyAway()
    {
        var result = Output.Unsecret(Output.CreateSecret("a"));

        Assert.Equal("a", await OutputUtilities.GetValueAsync(result));
        Assert.False(await Output.IsSecretAsync(result));
    }

    [Fact]
    public async Task AllIsSecretWhenOnePartIs()
    {
        var result = Output.All(Output.Create(1), Output.CreateSecret(2));

        Assert.Equal([1, 2], await OutputUtilities.GetValueAsync(result));
        Assert.True(await Output.IsSecretAsync(result));
    }

    [Fact]
    public async Task ATupleIsUnknownWhenOnePartIs()
    {
        Assert.Equal((1, "a"), await OutputUtilities.GetValueAsync(Output.Tuple(Output.Create(1), Output.Create("a"))));
        Assert.False(await OutputUtilities.GetIsKnownAsync(Output.Tuple(Output.Create(1), OutputUtilities.CreateUnknown("a"))));
    }

    [Fact]
    public async Task ATupleOfEightHoldsAllInOrder() => Assert.Equal(
        (1, 2, 3, 4, 5, 6, 7, 8),
        await OutputUtilities.GetValueAsync(Output.Tuple<int, int, int, int, int, int, int, int>(1, 2, 3, 4, 5, 6, 7, 8)));

    [Fact]
    public async Task FormatFillsOutputsInputsAndPlainValuesIn()
    {
        Input<int> port = 80;

        var result = Output.Format($"{Output.CreateSecret("host")}:{port}/{"path"}");

        Assert.Equal("host:80/path", await OutputUtilities.GetValueAsync(result));
        Assert.True(await Output.IsSecretAsync(result));
    }

    [Fact]
    public async Task JsonComesAndGoes()
    {
        var json = Output.JsonSerialize(Output.Create(new[] { 1, 2 }));

        Assert.Equal("[1,2]", await OutputUtilities.GetValueAsync(json));
        Assert.Equal(2, (await OutputUtilities.GetValueAsync(Output.JsonDeserialize<int[]>(json))).Length);
    }

    [Fact]
    public void TheTextOfAnOutputExplainsWhatToDo() => Assert.Contains("Output.Format", Output.Create("a").ToString(), StringComparison.Ordinal);

    [Fact]
    public async Task ListsAreBuiltFromEverySource()
    {
        InputList<string> list = ["a", Output.Create("b")];
        list.Add("c");
        list.AddRange(new List<string> { "d" });
        list.Add((InputList<string>)Output.Create(ImmutableArray.Create("e", "f")));

        Assert.Equal(["a", "b", "c", "d", "e", "f"], await OutputUtilities.GetValueAsync(list.ToOutput()));
        Assert.Equal(6, await OutputUtilities.GetValueAsync(list.ToOutput().Length()));
        Assert.Equal("b", await OutputUtilities.GetValueAsync(list.ToOutput().GetAt(1)));
        Assert.Equal("a", await OutputUtilities.GetValueAsync(list.ToOutput().First()));
    }

    [Fact]
    public async Task ListsAreEnumeratedOnceTheirValuesAreThere()
    {
        InputList<int> list = [1, 2];
        var found = new List<int>();

        await foreach (var element in list)
        {
            found.Add(await OutputUtilities.GetValueAsync(element.ToOutput()));
        }

        Assert.Equal([1, 2], found);
    }

    [Fact]
    public async Task MapsAreMergedWithTheSecondOnTop()
    {
        var first = new InputMap<string> { ["a"] = "1", ["b"] = "1" };
        InputMap<string> second = new Dictionary<string, string> { ["b"] = "2" };

        var merged = await OutputUtilities.GetValueAsync(InputMap<string>.Merge(first, second).ToOutput());

        Assert.Equal([new("a", "1"), new("b", "2")], merged.OrderBy(entry => entry.Key));
    }
}
