namespace EcmProvider.Ecm.Pacing;

/// <summary>
/// Decides when the next request of an action may go: evenly spaced, never in bursts. A refusal slows it by a tenth for a second.
/// Times are counted from any fixed moment; no clock and no I/O in here.
/// </summary>
internal sealed class Pace(int perSecond)
{
    /// <summary>What one refusal does to the rate.</summary>
    public const double SlowDown = 0.9;

    /// <summary>How long a refusal slows.</summary>
    public static readonly TimeSpan SlowFor = TimeSpan.FromSeconds(1);

    /// <summary>Refusals in force at the same time are counted up to this number: about a third of the rate remains.</summary>
    public const int MostSlowDowns = 10;

    /// <summary>
    /// How much of a timer's lateness the next request makes up for; without it every late timer would cost speed for good.
    /// </summary>
    public static readonly TimeSpan MaxLateness = TimeSpan.FromMilliseconds(10);

    // The API counts when requests arrive, we when they leave: a hair below the limit absorbs what the network adds.
    private const double Margin = 1.01;

    private readonly Queue<TimeSpan> slowUntil = new();
    private TimeSpan? last;
    private TimeSpan? slowedAt;

    /// <summary>The time between two requests.</summary>
    public TimeSpan IntervalAt(TimeSpan now)
    {
        while (slowUntil.TryPeek(out var end) && end <= now)
        {
            slowUntil.Dequeue();
        }

        return TimeSpan.FromSeconds(Margin / (perSecond * Math.Pow(SlowDown, slowUntil.Count)));
    }

    /// <summary>How long the next request has to wait; zero when it may go.</summary>
    public TimeSpan WaitAt(TimeSpan now)
    {
        var wait = last is { } taken ? taken + IntervalAt(now) - now : TimeSpan.Zero;
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <summary>A request that has waited since <paramref name="since"/> goes now.</summary>
    public void Take(TimeSpan since, TimeSpan now)
    {
        // The moment it could have gone: lateness against that is the timer's, not idleness, and does not add up to bursts.
        var due = last is { } taken && taken + IntervalAt(now) > since ? taken + IntervalAt(now) : since;
        last = due > now - MaxLateness ? due : now - MaxLateness;
    }

    /// <summary>
    /// The API refused a request that went at <paramref name="takenAt"/>. Requests that were on their way when the pace was last
    /// slowed say nothing new.
    /// </summary>
    public void Refused(TimeSpan takenAt, TimeSpan now)
    {
        if (slowedAt is { } slowed && takenAt < slowed)
        {
            return;
        }

        slowedAt = now;
        if (slowUntil.Count == MostSlowDowns)
        {
            slowUntil.Dequeue();
        }

        slowUntil.Enqueue(now + SlowFor);
    }
}
