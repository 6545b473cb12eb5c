using EcmProvider.Ecm.LookUps;
using Xunit;

namespace EcmProvider.Tests.Ecm;

public class BatchPlanTests
{
    private readonly BatchPlan<string> plan = new(maxItems: 3);

    [Fact]
    public void NothingIsDoneForNobody() => Assert.Equal(default, plan.Next(Ms(0)));

    [Fact]
    public void AnItemWaitsForAMomentOfQuiet()
    {
        plan.Add("a", Ms(10));

        Assert.Equal(Ms(5), plan.Next(Ms(10)).Wait);
        Assert.Equal(["a"], plan.Next(Ms(15)).Batch!.Items);
    }

    [Fact]
    public void ANewItemBeginsTheQuietAnew()
    {
        plan.Add("a", Ms(0));
        plan.Add("b", Ms(4));

        Assert.Equal(Ms(4), plan.Next(Ms(5)).Wait);
        Assert.Equal(["a", "b"], plan.Next(Ms(9)).Batch!.Items);
    }

    [Fact]
    public void CompanyIsNotWaitedForForEver()
    {
        var wide = new BatchPlan<string>(1000);
        var sentAt = Enumerable.Range(0, 200).Select(i => Ms(i)).First(now =>
        {
            wide.Add($"{now}", now);
            return wide.Next(now).Batch is not null;
        });

        Assert.Equal(Ms(150), sentAt);
    }

    [Fact]
    public void AFullBatchGoesAtOnceAndTheRestWaits()
    {
        foreach (var item in new[] { "a", "b", "c", "d" })
        {
            plan.Add(item, Ms(0));
        }

        Assert.Equal(["a", "b", "c"], plan.Next(Ms(0)).Batch!.Items);
        Assert.Null(plan.Next(Ms(0)).Batch);
    }

    [Fact]
    public void WhileOneIsUnderWayTheNextWait()
    {
        var first = Send("a", at: 0);
        plan.Add("b", Ms(100));

        Assert.Null(plan.Next(Ms(1000)).Batch);
        plan.Finish(first);

        Assert.Equal(["b"], plan.Next(Ms(1000)).Batch!.Items);
    }

    [Fact]
    public void AStuckBatchHoldsTheNextUpForTwoSecondsOnly()
    {
        Send("a", at: 0);
        plan.Add("b", Ms(100));

        Assert.Equal(Ms(5 + 2000 - 200), plan.Next(Ms(200)).Wait);
        Assert.Equal(["b"], plan.Next(Ms(2005)).Batch!.Items);
    }

    [Fact]
    public void HalvesGoAtOnceAndHoldTheNextUp()
    {
        foreach (var item in new[] { "a", "b", "c" })
        {
            plan.Add(item, Ms(0));
        }

        var whole = plan.Next(Ms(0)).Batch!;
        plan.Add("d", Ms(10));
        plan.Halve(whole, whole.Items);
        var (first, second) = (plan.Next(Ms(20)).Batch!, plan.Next(Ms(20)).Batch!);

        Assert.Equal(["a", "b"], first.Items);
        Assert.Equal(["c"], second.Items);
        plan.Finish(first);
        Assert.Null(plan.Next(Ms(30)).Batch);
        plan.Finish(second);
        Assert.Equal(["d"], plan.Next(Ms(30)).Batch!.Items);
    }

    [Fact]
    public void HalvingForNobodyEndsTheBatch()
    {
        plan.Halve(Send("a", at: 0), []);
        plan.Add("b", Ms(10));

        Assert.Equal(["b"], plan.Next(Ms(15)).Batch!.Items);
    }

    [Fact]
    public void TwoHundredAtOnceAreTwoFullBatches()
    {
        var real = new BatchPlan<string>(maxItems: 100);
        foreach (var i in Enumerable.Range(0, 200))
        {
            real.Add($"{i}", Ms(0));
        }

        Assert.Equal([100, 100], new[] { real.Next(Ms(0)).Batch!.Items.Count, real.Next(Ms(0)).Batch!.Items.Count });
        Assert.Equal(default, real.Next(Ms(0)));
    }

    [Fact]
    public void ItemsGoInTheOrderTheyCame()
    {
        foreach (var item in new[] { "a", "b", "c", "d" })
        {
            plan.Add(item, Ms(0));
        }

        Assert.Equal(["a", "b", "c"], plan.Next(Ms(0)).Batch!.Items);
        Assert.Equal(["d"], plan.Next(Ms(2005)).Batch!.Items);
    }

    [Fact]
    public void ARemovedItemIsNotSent()
    {
        plan.Add("a", Ms(0));
        plan.Remove("a");

        Assert.Equal(default, plan.Next(Ms(100)));
    }

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private BatchPlan<string>.Batch Send(string item, double at)
    {
        plan.Add(item, Ms(at));
        return plan.Next(Ms(at + 5)).Batch!;
    }
}
