using Xunit;

namespace EcmProvider.Tests.Support;

/// <summary>A clock that stands still until it is told to go on to its next timer.</summary>
internal sealed class ApiTestClock : TimeProvider
{
    private readonly List<Timer> armed = [];
    private DateTimeOffset now = new(2025, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public DateTimeOffset Start { get; } = new(2025, 11, 23, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The time since the test began.</summary>
    public TimeSpan Elapsed => now - Start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>A wait on this clock.</summary>
    public Task Wait(double milliseconds, CancellationToken cancellationToken = default) =>
        Task.Delay(TimeSpan.FromMilliseconds(milliseconds), this, cancellationToken);

    /// <summary>Goes on to the next timer and fires it; false when there is none.</summary>
    public bool GoOn()
    {
        if (armed.MinBy(timer => timer.Due) is not { } next)
        {
            return false;
        }

        armed.Remove(next);
        now = next.Due > now ? next.Due : now;
        next.Fire();
        return true;
    }

    private sealed class Timer(ApiTestClock clock, Action fire) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Assert.Equal(Timeout.InfiniteTimeSpan, period);
            clock.armed.Remove(this);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                Due = clock.now + dueTime;
                clock.armed.Add(this);
            }

            return true;
        }

        public void Dispose() => clock.armed.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
