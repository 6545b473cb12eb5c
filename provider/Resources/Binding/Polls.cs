using EcmProvider.Resources.Running;

namespace EcmProvider.Resources.Binding;

/// <summary>
/// When the operations that wait look again, and whose turn it is to ask what became of a task: a <see cref="PollPlan"/> and
/// <see cref="TaskTurns"/> for all operations of one configuration. May be used from any thread.
/// </summary>
public sealed class Polls(TimeProvider clock, Random random)
{
    private readonly Lock gate = new();
    private readonly PollPlan plan = new();
    private readonly TaskTurns turns = new();
    private readonly long start = clock.GetTimestamp();

    /// <summary>Waits until the operation is to look again.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="task">The task it waits for; null for none.</param>
    public Task NextAsync(Operation operation, TaskInquiry? task)
    {
        TimeSpan wait;
        lock (gate)
        {
            var now = clock.GetElapsedTime(start);
            wait = plan.Next(now, task?.Age, random.NextDouble()) - now;
        }

        // Timers count whole milliseconds and cut the rest off: who comes too early would look twice.
        return Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), clock, operation.Token);
    }

    /// <summary>A task was seen to have ended; it took so long.</summary>
    public void Ended(TimeSpan duration)
    {
        lock (gate)
        {
            plan.Ended(duration);
        }
    }

    /// <summary>Whether an operation may ask for its task now: see <see cref="TaskTurns"/>.</summary>
    public bool MayAsk(string key, bool urgent)
    {
        lock (gate)
        {
            return turns.TryTake(plan.Number, key, urgent);
        }
    }

    /// <summary>An operation does not want to ask any more.</summary>
    public void Leave(string key)
    {
        lock (gate)
        {
            turns.Leave(key);
        }
    }
}
