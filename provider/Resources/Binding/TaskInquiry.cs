using EcmProvider.Ecm;
using EcmProvider.Ecm.Models;
using EcmProvider.Resources.Running;

namespace EcmProvider.Resources.Binding;

/// <summary>What one operation knows of its task: asked sparingly, and never again once it has ended.</summary>
public sealed class TaskInquiry(ICloud cloud, TaskTurns turns, string ecmRegion, string taskId, TimeProvider clock) : IDisposable
{
    // While the EIP shows that something is going on, the task is asked only now and then: it could have failed.
    private const int TicksBetweenQuestions = 10;
    private readonly string key = Guid.NewGuid().ToString();
    private long ticks;
    private bool inLine;

    /// <summary>The task.</summary>
    public string TaskId { get; } = taskId;

    /// <summary>What the API last said; null before it was asked.</summary>
    public TaskResult? Result { get; private set; }

    /// <summary>When the task was first known to have ended; meaningless before.</summary>
    public long EndedAt { get; private set; }

    /// <summary>Asks, if it is this operation's turn and there is anything left to learn.</summary>
    /// <param name="urgent">Whether only the task can tell what goes on.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public async Task<TaskResult?> AskAsync(bool urgent, CancellationToken cancellationToken)
    {
        ticks++;
        if (Result is not (null or TaskResult.Running) || (!urgent && !inLine && ticks % TicksBetweenQuestions != 0))
        {
            return Result;
        }

        inLine = !turns.TryTake(clock.GetUtcNow().Ticks / Pace.Tick.Ticks, key, urgent);
        if (inLine)
        {
            return Result;
        }

        Result = await cloud.GetTaskResultAsync(ecmRegion, TaskId, cancellationToken);
        EndedAt = clock.GetTimestamp();
        return Result;
    }

    /// <inheritdoc/>
    public void Dispose() => turns.Leave(key);
}
