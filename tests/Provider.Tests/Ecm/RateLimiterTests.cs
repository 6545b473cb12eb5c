using EcmProvider.Ecm.Pacing;
using EcmProvider.Tests.Support;
using Xunit;

namespace EcmProvider.Tests.Ecm;

public class RateLimiterTests
{
    [Fact]
    public void RequestsGoInTheOrderTheyCame() => ApiVirtualTime.Run(async clock =>
    {
        using var limiter = new RateLimiter(20, clock);
        List<int> gone = [];

        await Task.WhenAll(Enumerable.Range(0, 10).Select(async i =>
        {
            await limiter.WaitAsync(CancellationToken.None);
            gone.Add(i);
        }));

        Assert.Equal(Enumerable.Range(0, 10), gone);
        Assert.InRange(clock.Elapsed.TotalMilliseconds, 9 * 50, (9 * 52) + 10);
    });

    [Fact]
    public void ACancelledRequestGivesItsPlaceToTheNext() => ApiVirtualTime.Run(async clock =>
    {
        using var limiter = new RateLimiter(1, clock);
        using var cancel = new CancellationTokenSource();
        await limiter.WaitAsync(CancellationToken.None);
        var second = limiter.WaitAsync(cancel.Token);
        var third = limiter.WaitAsync(CancellationToken.None);

        cancel.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await third;
        Assert.InRange(clock.Elapsed.TotalSeconds, 1, 1.1);
    });

    [Fact]
    public void ACancelledRequestDoesNotWait() => ApiVirtualTime.Run(async clock =>
    {
        using var limiter = new RateLimiter(1, clock);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => limiter.WaitAsync(new CancellationToken(canceled: true)));

        await limiter.WaitAsync(CancellationToken.None);
        Assert.Equal(TimeSpan.Zero, clock.Elapsed);
    });

    [Fact]
    public void ARefusalSlowsThoseWhoWaitAlready() => ApiVirtualTime.Run(async clock =>
    {
        using var limiter = new RateLimiter(1, clock);
        var goneAt = await limiter.WaitAsync(CancellationToken.None);
        var next = limiter.WaitAsync(CancellationToken.None);
        await clock.Wait(500);

        limiter.Refused(goneAt);

        await next;
        Assert.InRange(clock.Elapsed.TotalSeconds, 1.11, 1.13);
    });

    [Fact]
    public void OneThatComesAfterHundredsIsNotOvertakenByThoseThatComeLater() => ApiVirtualTime.Run(async clock =>
    {
        using var limiter = new RateLimiter(20, clock);
        var before = Enumerable.Range(0, 200).Select(_ => limiter.WaitAsync(CancellationToken.None)).ToList();
        var lone = limiter.WaitAsync(CancellationToken.None);
        var after = Enumerable.Range(0, 200).Select(_ => limiter.WaitAsync(CancellationToken.None)).ToList();

        var goneAt = await lone;

        Assert.Equal(before.Count, before.Count(wait => wait.IsCompletedSuccessfully));
        Assert.InRange(goneAt.TotalSeconds, 10, 10.5);
        await Task.WhenAll(after);
    });
}
