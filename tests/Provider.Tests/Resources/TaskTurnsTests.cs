using EcmProvider.Resources.Binding;
using Xunit;

namespace EcmProvider.Tests.Resources;

public class TaskTurnsTests
{
    private readonly TaskTurns turns = new();

    [Fact]
    public void TwoMayAskAtATime() => Assert.Equal([true, true, false], Ask(1, "a", "b", "c"));

    [Fact]
    public void WhoGotNoTurnComesFirstTheNextTime()
    {
        Ask(1, "a", "b", "c", "d", "e");

        Assert.Equal([false, false, true, true, false], Ask(2, "f", "e", "c", "d", "g"));
        Assert.Equal([true, false, true], Ask(3, "f", "g", "e"));
    }

    [Fact]
    public void WhoseEipShowsUnbindComesFirst()
    {
        Ask(1, "a", "b", "c", "d");
        Assert.False(turns.TryTake(1, "urgent", urgent: true));

        Assert.Equal([false], Ask(2, "d"));
        Assert.True(turns.TryTake(2, "urgent", urgent: true));
        Assert.Equal([true], Ask(2, "c"));
    }

    [Fact]
    public void WhoHasLeftHoldsNobodyUp()
    {
        Ask(1, "a", "b", "c", "d", "e");
        turns.Leave("c");
        turns.Leave("d");

        Assert.Equal([true, true], Ask(2, "f", "e"));
    }

    [Fact]
    public void EverybodyHasATurnInTheEnd()
    {
        string[] all = [.. Enumerable.Range(0, 100).Select(i => $"{i}")];
        var asked = new HashSet<string>();
        for (var tick = 1; asked.Count < all.Length; tick++)
        {
            Assert.InRange(tick, 1, all.Length / TaskTurns.PerTick);
            foreach (var key in all.Except(asked).Reverse().ToList())
            {
                if (turns.TryTake(tick, key, urgent: false))
                {
                    asked.Add(key);
                }
            }
        }
    }

    private IEnumerable<bool> Ask(long tick, params string[] keys) => [.. keys.Select(key => turns.TryTake(tick, key, urgent: false))];
}
