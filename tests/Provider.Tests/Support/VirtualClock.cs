using System.Diagnostics;
using System.Runtime;

namespace EcmProvider.Tests.Support;

/// <summary>
/// A clock that moves only when everything that runs on it waits: then it jumps to the next timer. So a test that waits ten
/// minutes takes milliseconds, and nothing sleeps.
/// </summary>
public sealed class VirtualClock : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    // How long nothing must have moved before the clock does: real time, and turns given to whatever else wants to run, since on a
    // busy machine time alone says little. Whoever waits here waits by ticks of half a second, so a long jump nearly always means
    // that somebody is still at work: it takes far more quiet, and no method may be compiled meanwhile.
    private static readonly TimeSpan ShortJump = TimeSpan.FromSeconds(1);
    private static readonly (TimeSpan Time, int Turns) QuietForShortJump = (TimeSpan.FromMilliseconds(1.5), 100);
    private static readonly (TimeSpan Time, int Turns) QuietForLongJump = (TimeSpan.FromMilliseconds(250), 20_000);

    private readonly Lock gate = new();
    private readonly PriorityQueue<VirtualTimer, (long Due, long Order)> timers = new();
    private readonly List<Func<int>> busy = [];
    private long ticks;
    private long order;
    private long activity;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How far the clock has come since it was made.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(Interlocked.Read(ref ticks));

    public override DateTimeOffset GetUtcNow()
    {
        Touch();
        return Start + Elapsed;
    }

    public override long GetTimestamp()
    {
        Touch();
        return Interlocked.Read(ref ticks);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Tells the clock of work that it cannot see: while a count is above zero, time stands still.</summary>
    public void StandStillWhile(Func<int> count) => busy.Add(count);

    /// <summary>Says that something moved, for what does not touch the clock itself.</summary>
    public void Touch() => Interlocked.Increment(ref activity);

    /// <summary>Lets time pass until the task has ended.</summary>
    public async Task<T> RunAsync<T>(Task<T> task)
    {
        await RunAsync((Task)task);
        return await task;
    }

    /// <summary>Lets time pass until the task has ended.</summary>
    public async Task RunAsync(Task task)
    {
        var watch = Stopwatch.StartNew();
        while (!task.IsCompleted)
        {
            if (await IsIdleAsync() && !task.IsCompleted)
            {
                FireNext();
            }

            if (watch.Elapsed > TimeSpan.FromMinutes(2))
            {
                throw new TimeoutException($"Two real minutes passed (virtual time {Elapsed}) and the operation has not ended.");
            }
        }

        await task;
    }

    /// <summary>Lets a span of time pass.</summary>
    public async Task AdvanceAsync(TimeSpan span)
    {
        var over = new TaskCompletionSource();
        await using var timer = CreateTimer(_ => over.SetResult(), null, span, Timeout.InfiniteTimeSpan);
        await RunAsync(over.Task);
    }

    private async Task<bool> IsIdleAsync()
    {
        var seen = Interlocked.Read(ref activity);
        var since = Stopwatch.GetTimestamp();
        var quiet = NextJump() > ShortJump ? QuietForLongJump : QuietForShortJump;
        var isLong = quiet == QuietForLongJump;
        var compiled = isLong ? JitInfo.GetCompiledMethodCount() : 0;
        var turns = 0;
        do
        {
            turns++;

            // Whatever is queued before this gets its turn first: behind all others, not in this thread's own line.
            await Task.Factory.StartNew(static () => { }, CancellationToken.None, TaskCreationOptions.PreferFairness, TaskScheduler.Default);
            if (Interlocked.Read(ref activity) != seen
                || busy.Sum(count => count()) > 0
                || (isLong && JitInfo.GetCompiledMethodCount() != compiled))
            {
                await Task.Yield();
                return false;
            }
        }
        while (Stopwatch.GetElapsedTime(since) < quiet.Time || turns < quiet.Turns || ThreadPool.PendingWorkItemCount > 0);

        return true;
    }

    private TimeSpan NextJump()
    {
        lock (gate)
        {
            while (timers.TryPeek(out var timer, out var at))
            {
                if (timer.IsDueAt(at))
                {
                    return TimeSpan.FromTicks(at.Due - ticks);
                }

                timers.Dequeue();
            }

            return TimeSpan.Zero;
        }
    }

    private void FireNext()
    {
        var due = new List<VirtualTimer>();
        lock (gate)
        {
            while (timers.TryPeek(out var timer, out var at))
            {
                if (due.Count > 0 && at.Due > ticks)
                {
                    break;
                }

                timers.Dequeue();
                if (timer.IsDueAt(at))
                {
                    Interlocked.Exchange(ref ticks, Math.Max(ticks, at.Due));
                    due.Add(timer);
                }
            }
        }

        due.ForEach(timer => timer.Fire());
    }

    private sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private (long Due, long Order)? due;
        private TimeSpan period;

        public bool IsDueAt((long Due, long Order) at) => due == at;

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            clock.Touch();
            lock (clock.gate)
            {
                period = newPeriod;
                due = null;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    due = (clock.ticks + dueTime.Ticks, clock.order++);
                    clock.timers.Enqueue(this, due.Value);
                }

                return true;
            }
        }

        public void Fire()
        {
            clock.Touch();
            if (period > TimeSpan.Zero)
            {
                Change(period, period);
            }

            callback(state);
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                due = null;
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
