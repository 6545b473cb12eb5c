using EcmProvider.Ecm.Pacing;
using Xunit;

namespace EcmProvider.Tests.Ecm;

public class PaceTests
{
    private static readonly TimeSpan Interval = new Pace(20).IntervalAt(TimeSpan.Zero);

    [Fact]
    public void TheFirstRequestGoesAtOnce() => Assert.Equal(TimeSpan.Zero, new Pace(20).WaitAt(TimeSpan.FromHours(1)));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20)]
    public void NoWindowOfASecondHasMoreThanTheLimit(int perSecond)
    {
        var sent = Run(new Pace(perSecond), requests: perSecond * 10);

        Assert.All(sent, at => Assert.True(sent.Count(other => other >= at && other < at + TimeSpan.FromSeconds(1)) <= perSecond));
        Assert.True(sent[^1] < TimeSpan.FromSeconds(10.1), "slower than the limit asks for");
    }

    [Fact]
    public void RequestsAreSpacedEvenly()
    {
        var sent = Run(new Pace(20), requests: 10);

        Assert.All(sent.Zip(sent.Skip(1)), pair => Assert.Equal(Interval, pair.Second - pair.First));
    }

    [Fact]
    public void IdlenessIsNoCreditForABurst()
    {
        var pace = new Pace(20);
        pace.Take(TimeSpan.Zero, TimeSpan.Zero);
        var later = TimeSpan.FromMinutes(5);

        pace.Take(later, later);

        Assert.Equal(Interval, pace.WaitAt(later));
    }

    [Fact]
    public void ALateTimerIsMadeUpForByTheNextRequestAlone()
    {
        var pace = new Pace(20);
        pace.Take(TimeSpan.Zero, TimeSpan.Zero);
        var late = TimeSpan.FromMilliseconds(3);

        pace.Take(TimeSpan.Zero, Interval + late);

        Assert.Equal(Interval - late, pace.WaitAt(Interval + late));
    }

    [Fact]
    public void AVeryLateTimerIsNotMadeUpForInFull()
    {
        var pace = new Pace(20);
        pace.Take(TimeSpan.Zero, TimeSpan.Zero);

        pace.Take(TimeSpan.Zero, TimeSpan.FromSeconds(3));

        Assert.Equal(Interval - Pace.MaxLateness, pace.WaitAt(TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public void ARefusalSlowsByATenthForASecond()
    {
        var pace = new Pace(20);
        pace.Refused(TimeSpan.Zero, TimeSpan.Zero);

        Assert.Equal(Interval / 0.9, pace.IntervalAt(TimeSpan.FromMilliseconds(999)), Tolerance);
        Assert.Equal(Interval, pace.IntervalAt(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void RefusalsOfRequestsThatWereOnTheirWayTogetherCountOnce()
    {
        var pace = new Pace(20);
        var now = TimeSpan.FromSeconds(5);
        pace.Refused(now - Interval, now);

        pace.Refused(now - (Interval * 2), now + Interval);

        Assert.Equal(Interval / 0.9, pace.IntervalAt(now + Interval), Tolerance);
    }

    [Fact]
    public void ARefusalAfterTheSlowDownSlowsFurther()
    {
        var pace = new Pace(20);
        pace.Refused(TimeSpan.Zero, TimeSpan.Zero);

        pace.Refused(Interval, Interval);

        Assert.Equal(Interval / 0.81, pace.IntervalAt(Interval), Tolerance);
    }

    [Fact]
    public void AThirdOfTheRateAlwaysRemains()
    {
        var pace = new Pace(20);
        for (var at = TimeSpan.Zero; at < TimeSpan.FromSeconds(1); at += TimeSpan.FromMilliseconds(10))
        {
            pace.Refused(at, at);
        }

        Assert.InRange(pace.IntervalAt(TimeSpan.FromSeconds(1)), Interval, Interval * 3);
    }

    private static bool Tolerance(TimeSpan a, TimeSpan b) => (a - b).Duration() < TimeSpan.FromMicroseconds(1);

    private static List<TimeSpan> Run(Pace pace, int requests)
    {
        List<TimeSpan> sent = [];
        var now = TimeSpan.Zero;
        while (sent.Count < requests)
        {
            now += pace.WaitAt(now);
            pace.Take(TimeSpan.Zero, now);
            sent.Add(now);
        }

        return sent;
    }
}
