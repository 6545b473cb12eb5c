namespace EcmProvider.Ecm.Pacing;

/// <summary>Lets the requests of one action go at their <see cref="Pace"/>, first come first served.</summary>
internal sealed class RateLimiter : IDisposable
{
    private readonly Lock gate = new();
    private readonly LinkedList<Waiter> queue = new();
    private readonly Pace pace;
    private readonly TimeProvider clock;
    private readonly long start;
    private readonly ITimer timer;

    public RateLimiter(int perSecond, TimeProvider clock)
    {
        pace = new Pace(perSecond);
        this.clock = clock;
        start = clock.GetTimestamp();
        timer = clock.CreateTimer(_ => LetGo(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private TimeSpan Now => clock.GetElapsedTime(start);

    /// <summary>
    /// Completes when the request may go, with the moment it went (for <see cref="Refused"/>). A cancelled wait gives its place to
    /// the next.
    /// </summary>
    public async Task<TimeSpan> WaitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<Waiter> place;
        lock (gate)
        {
            place = queue.AddLast(new Waiter(Now));
            LetGo();
        }

        await using var registration = cancellationToken.Register(() => GiveBack(place, cancellationToken));
        return await place.Value.Gone.Task;
    }

    /// <summary>The API refused, as one too many, a request that went at <paramref name="takenAt"/>.</summary>
    public void Refused(TimeSpan takenAt)
    {
        lock (gate)
        {
            pace.Refused(takenAt, Now);
        }
    }

    public void Dispose() => timer.Dispose();

    private void LetGo()
    {
        lock (gate)
        {
            while (queue.First is { } first)
            {
                var now = Now;
                var wait = pace.WaitAt(now);
                if (wait > TimeSpan.Zero)
                {
                    timer.Change(RoundUp(wait), Timeout.InfiniteTimeSpan);
                    return;
                }

                pace.Take(first.Value.Since, now);
                queue.RemoveFirst();
                first.Value.Gone.SetResult(now);
            }
        }
    }

    private void GiveBack(LinkedListNode<Waiter> place, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (place.List is null)
            {
                return;
            }

            queue.Remove(place);
        }

        place.Value.Gone.SetCanceled(cancellationToken);
    }

    // Timers count whole milliseconds and cut the rest off, which would wake us too early, several times.
    private static TimeSpan RoundUp(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));

    private sealed record Waiter(TimeSpan Since)
    {
        public TaskCompletionSource<TimeSpan> Gone { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
