using Xunit;

namespace EcmProvider.Tests.Support;

/// <summary>
/// Runs a test on one thread and a virtual clock: when nothing is left to do the clock goes on to its next timer. So minutes take
/// no time, every run is alike, and a wait for something that never comes fails at once instead of hanging.
/// </summary>
internal static class ApiVirtualTime
{
    private const int MostSteps = 1_000_000;

    public static void Run(Func<ApiTestClock, Task> test)
    {
        var before = SynchronizationContext.Current;
        var queue = new Queue();
        SynchronizationContext.SetSynchronizationContext(queue);
        try
        {
            var clock = new ApiTestClock();
            var task = test(clock);
            for (var step = 0; !task.IsCompleted || queue.HasWork; step++)
            {
                Assert.True(step < MostSteps, "The test does not come to an end.");
                if (!queue.RunOne() && !task.IsCompleted)
                {
                    Assert.True(clock.GoOn(), "The test waits for something that never comes.");
                }
            }

            task.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private sealed class Queue : SynchronizationContext
    {
        private readonly Queue<(SendOrPostCallback Callback, object? State)> work = new();

        public bool HasWork => work.Count > 0;

        public override void Post(SendOrPostCallback d, object? state) => work.Enqueue((d, state));

        public override SynchronizationContext CreateCopy() => this;

        public bool RunOne()
        {
            if (!work.TryDequeue(out var next))
            {
                return false;
            }

            next.Callback(next.State);
            return true;
        }
    }
}
