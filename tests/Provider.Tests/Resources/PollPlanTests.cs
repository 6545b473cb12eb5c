using EcmProvider.Resources.Binding;
using Xunit;

namespace EcmProvider.Tests.Resources;

public class PollPlanTests
{
    private readonly PollPlan plan = new();

    [Fact]
    public void OneAloneIsLookedAtCloselyWhileNobodyKnowsHowLongTasksTake() =>
        Assert.Equal(PollPlan.Close, plan.Next(Ms(0), age: Ms(0), chance: 0));

    [Fact]
    public void OneAloneIsLookedAtLessOftenBeforeAnyTaskHasEverEnded()
    {
        plan.Ended(Ms(4000));

        Assert.Equal(PollPlan.Lone, plan.Next(Ms(0), age: Ms(500), chance: 0));
    }

    [Fact]
    public void OneAloneIsLookedAtCloselyOnceTasksHaveBeenEnding()
    {
        plan.Ended(Ms(4000));
        plan.Ended(Ms(2000));

        Assert.Equal(PollPlan.Close, plan.Next(Ms(0), age: Ms(2000) - PollPlan.Lone, chance: 0));
        Assert.Equal(Ms(1000) + PollPlan.Close, plan.Next(Ms(1000), age: Ms(4000), chance: 0));
        Assert.Equal(Ms(2000) + PollPlan.Lone, plan.Next(Ms(2000), age: Ms(4001), chance: 0));
    }

    [Fact]
    public void ATaskOfAnEarlierRunMayEndAnyMoment()
    {
        plan.Ended(Ms(4000));

        Assert.Equal(PollPlan.Close, plan.Next(Ms(0), age: null, chance: 0));
    }

    [Fact]
    public void OldTasksAreForgotten()
    {
        plan.Ended(Ms(100));
        Repeat(16, () => plan.Ended(Ms(4000)));

        Assert.Equal(PollPlan.Lone, plan.Next(Ms(0), age: Ms(500), chance: 0));
    }

    [Fact]
    public void AllWhoAskBeforeALookHaveThatLookInCommon()
    {
        var first = plan.Next(Ms(0), age: null, chance: 0);

        Assert.Equal(first, plan.Next(Ms(100), age: null, chance: 1));
        Assert.Equal(first, plan.Next(first - Ms(1), age: null, chance: 0.5));
        Assert.Equal(1, plan.Number);
    }

    [Fact]
    public void ManyAreLookedAtLessOften()
    {
        var at = BegunByMany();

        Assert.Equal(at + PollPlan.Many, plan.Next(at, age: null, chance: 0));
        Assert.Equal(2, plan.Number);
    }

    [Fact]
    public void ManyWhoseTasksTakeAMinuteAreLookedAtOnceASecond()
    {
        plan.Ended(TimeSpan.FromMinutes(1));
        var at = BegunByMany();

        Assert.Equal(at + PollPlan.Longest, plan.Next(at, age: null, chance: 0));
    }

    [Fact]
    public void ManyWhoseTasksTakeHalfAMinuteAreLookedAtAFortiethOfThat()
    {
        Repeat(3, () => plan.Ended(TimeSpan.FromSeconds(32)));
        plan.Ended(TimeSpan.FromMinutes(10));
        var at = BegunByMany();

        Assert.Equal(at + Ms(800), plan.Next(at, age: null, chance: 0));
    }

    [Fact]
    public void TheLastOfManyAreLookedAtLikeOneAlone()
    {
        var at = plan.Next(BegunByMany(), age: null, chance: 0);

        Assert.Equal(at + PollPlan.Close, plan.Next(at, age: null, chance: 0));
    }

    [Fact]
    public void JitterMakesALookSoonerAndNeverLater()
    {
        Assert.Equal(PollPlan.Close * 0.9, plan.Next(Ms(0), age: null, chance: 1));
        Assert.Equal((PollPlan.Close * 0.9) + PollPlan.Close, plan.Next(PollPlan.Close * 0.9, age: null, chance: 0));
    }

    [Fact]
    public void WhatALookTakesDoesNotAddUp()
    {
        var first = plan.Next(Ms(0), age: null, chance: 0);

        Assert.Equal(first + PollPlan.Close, plan.Next(first + Ms(100), age: null, chance: 0));
    }

    [Fact]
    public void AfterIdlenessNoTwoLooksFollowCloseOnEachOther()
    {
        plan.Next(Ms(0), age: null, chance: 0);
        var later = PollPlan.Close + Ms(240);

        Assert.Equal(later + PollPlan.Close, plan.Next(later, age: null, chance: 0));
    }

    // A task of any length, with any luck: the look that finds it ended comes less than half a second after.
    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void OneAloneEndsLessThanHalfASecondAfterItsTask(double chance)
    {
        var now = Ms(0);
        for (var duration = Ms(100); duration < Ms(20_000); duration += Ms(370))
        {
            var begun = now;
            while (now < begun + duration)
            {
                now = plan.Next(now, now - begun, chance);
            }

            plan.Ended(now - begun);
            Assert.InRange(now - begun - duration, TimeSpan.Zero, PollPlan.Lone);
        }
    }

    // As many as the API takes, each with a task of two to five seconds.
    [Fact]
    public void TwoHundredCostFewerThanTwoLooksASecond()
    {
        var ends = Enumerable.Range(0, 200).Select(i => (Begun: Ms(i * 50), Ended: Ms((i * 50) + 2000 + (i * 997 % 3000)))).ToList();
        var last = ends.Max(one => one.Ended);
        var now = Ms(0);
        while (now < last)
        {
            var waiting = ends.Where(one => one.Begun <= now && one.Ended > now).ToList();
            var next = waiting.Select(one => plan.Next(now, now - one.Begun, chance: 0.5)).Max();
            foreach (var one in ends.Where(one => one.Begun > now && one.Begun < next))
            {
                Assert.Equal(next, plan.Next(one.Begun, TimeSpan.Zero, chance: 0.5));
            }

            ends.Where(one => one.Ended > now && one.Ended <= next).ToList().ForEach(one => plan.Ended(next - one.Begun));
            now = next;
        }

        Assert.InRange(plan.Number, 1, last.TotalSeconds * 2);
        Assert.InRange(now - last, TimeSpan.Zero, PollPlan.Lone);
    }

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static void Repeat(int times, Action action) => Enumerable.Range(0, times).ToList().ForEach(_ => action());

    private TimeSpan BegunByMany()
    {
        var at = TimeSpan.Zero;
        Repeat(PollPlan.Few + 1, () => at = plan.Next(Ms(0), age: null, chance: 0));
        return at;
    }
}
