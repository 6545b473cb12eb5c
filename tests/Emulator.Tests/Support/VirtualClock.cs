namespace EcmEmulator.Tests.Support;

/// <summary>A clock that stands still until it is told to go on; its timers fire inside <see cref="Advance"/>.</summary>
public sealed class VirtualClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<VirtualTimer> timers = [];
    private DateTimeOffset now = new(2025, 11, 23, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public void SetTo(DateTimeOffset time)
    {
        lock (gate)
        {
            now = time;
        }
    }

    public void Advance(TimeSpan time)
    {
        List<VirtualTimer> due;
        lock (gate)
        {
            now += time;
            due = [.. timers.Where(timer => timer.DueAt <= now)];
            timers.RemoveAll(due.Contains);
        }

        due.ForEach(timer => timer.Fire());
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (gate)
        {
            var timer = new VirtualTimer(this, () => callback(state)) { DueAt = now + dueTime };
            timers.Add(timer);
            return timer;
        }
    }

    private void Remove(VirtualTimer timer)
    {
        lock (gate)
        {
            timers.Remove(timer);
        }
    }

    private sealed class VirtualTimer(VirtualClock clock, Action fire) : ITimer
    {
        public DateTimeOffset DueAt { get; init; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose() => clock.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
