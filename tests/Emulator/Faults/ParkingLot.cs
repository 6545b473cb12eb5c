namespace EcmEmulator.Faults;

/// <summary>
/// Where delayed requests wait on the clock, counted, so that who drives a virtual clock can tell idle from busy.
/// </summary>
internal sealed class ParkingLot(TimeProvider clock)
{
    private int parked;

    /// <summary>How many requests are waiting for the clock.</summary>
    public int Count => Math.Max(0, Volatile.Read(ref parked));

    /// <summary>Waits on the clock; ends early, without an error, when cancelled.</summary>
    public async Task WaitAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // Whoever ends the wait takes the request off the count in the same step: a driver that has just moved its clock must not
        // find a request counted as waiting that is about to go on.
        void End()
        {
            if (ended.TrySetResult())
            {
                Interlocked.Decrement(ref parked);
            }
        }

        if (time == TimeSpan.Zero)
        {
            return;
        }

        // The timer comes before the count: who sees the count may move the clock at once.
        await using var timer = clock.CreateTimer(_ => End(), null, time, Timeout.InfiniteTimeSpan);
        Interlocked.Increment(ref parked);
        await using var registration = cancellationToken.Register(End);
        await ended.Task;
    }
}
