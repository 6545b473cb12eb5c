using EcmProvider.Ecm;
using EcmProvider.Ecm.Models;

namespace EcmProvider.Resources.Binding;

/// <summary>What one operation knows of its task: asked sparingly, and never again once it has ended.</summary>
/// <param name="cloud">The API.</param>
/// <param name="polls">Whose turn it is to ask.</param>
/// <param name="ecmRegion">The task's ECM region.</param>
/// <param name="taskId">The task.</param>
/// <param name="isNew">Whether it has just begun; false: another run began it.</param>
/// <param name="clock">The clock.</param>
public sealed class TaskInquiry(
    ICloud cloud, Polls polls, string ecmRegion, string taskId, bool isNew, TimeProvider clock) : IDisposable
{
    // While the EIP shows that something is going on, the task is asked only now and then: it could have failed.
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromSeconds(5);

    private readonly string key = Guid.NewGuid().ToString();
    private readonly long since = clock.GetTimestamp();
    private long askedAt = clock.GetTimestamp();
    private bool inLine;

    /// <summary>The task.</summary>
    public string TaskId { get; } = taskId;

    /// <summary>What the API last said; null before it was asked.</summary>
    public TaskResult? Result { get; private set; }

    /// <summary>How long it has been running; null when another run began it.</summary>
    public TimeSpan? Age => isNew ? clock.GetElapsedTime(since) : null;

    /// <summary>When the task was first known to have ended; meaningless before.</summary>
    public long EndedAt { get; private set; }

    /// <summary>Asks, if it is this operation's turn and there is anything left to learn.</summary>
    /// <param name="urgent">Whether only the task can tell what goes on.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public async Task<TaskResult?> AskAsync(bool urgent, CancellationToken cancellationToken)
    {
        if (Result is not (null or TaskResult.Running) || (!urgent && !inLine && clock.GetElapsedTime(askedAt) < BetweenQuestions))
        {
            return Result;
        }

        inLine = !polls.MayAsk(key, urgent);
        if (inLine)
        {
            return Result;
        }

        askedAt = clock.GetTimestamp();
        Result = await cloud.GetTaskResultAsync(ecmRegion, TaskId, cancellationToken);
        EndedAt = clock.GetTimestamp();
        return Result;
    }

    /// <summary>What the task was for shows: from now on the time it took is known.</summary>
    public void Shows()
    {
        if (Age is { } age)
        {
            polls.Ended(age);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => polls.Leave(key);
}
