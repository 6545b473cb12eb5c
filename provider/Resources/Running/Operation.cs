using EcmProvider.Ecm;
using EcmProvider.Resources.Failures;

namespace EcmProvider.Resources.Running;

/// <summary>
/// One call of the engine while it runs: whose it is, how long it may take, whether it was cancelled, and where its lines go.
/// </summary>
public sealed class Operation : IDisposable
{
    private readonly CancellationToken cancelled;
    private readonly CancellationTokenSource deadline;
    private readonly CancellationTokenSource linked;
    private readonly IEngineLog log;
    private readonly ProgressLine progress;
    private readonly HashSet<string> told = new(StringComparer.Ordinal);

    /// <summary>Begins an operation.</summary>
    /// <param name="urn">The resource; empty when it is about none.</param>
    /// <param name="timeout">How long it may take in all.</param>
    /// <param name="clock">The clock everything here waits on.</param>
    /// <param name="log">Where its lines go.</param>
    /// <param name="cancelled">Cancelled when the user cancels or the engine goes away.</param>
    public Operation(string urn, TimeSpan timeout, TimeProvider clock, IEngineLog log, CancellationToken cancelled)
    {
        Urn = urn;
        Timeout = timeout;
        Clock = clock;
        this.log = log;
        this.cancelled = cancelled;
        deadline = new CancellationTokenSource(timeout, clock);
        linked = CancellationTokenSource.CreateLinkedTokenSource(cancelled, deadline.Token);
        progress = new(urn, timeout, clock, log);
    }

    /// <summary>The resource.</summary>
    public string Urn { get; }

    /// <summary>How long it may take in all.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>The clock everything here waits on.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Cancelled when the user cancels or the time is over.</summary>
    public CancellationToken Token => linked.Token;

    /// <summary>Why the operation was stopped, if it was.</summary>
    public FailureKind StopKind => cancelled.IsCancellationRequested ? FailureKind.Cancelled : FailureKind.DeadlineExceeded;

    /// <summary>Why the operation was stopped, as the end of a sentence.</summary>
    public string StopReason =>
        cancelled.IsCancellationRequested ? "the update was cancelled" : $"the timeout of {Text.Show(Timeout)} passed";

    /// <summary>Tells the user something that stays; the same thing only once.</summary>
    public void Tell(Severity severity, string message)
    {
        bool isNew;
        lock (told)
        {
            isNew = told.Add(message);
        }

        if (isNew)
        {
            log.Log(severity, Urn, message);
        }
    }

    /// <summary>Shows what is waited for: when that changes, and every 10 seconds while it lasts.</summary>
    /// <param name="waiting">What is waited for.</param>
    /// <param name="state">What is known of it, such as the task; null for nothing.</param>
    /// <param name="asks">The change that is being asked of the API; null when it is looked up only.</param>
    /// <param name="patience">How long it is waited for; null: until the operation's timeout.</param>
    public void Progress(string waiting, string? state = null, string? asks = null, TimeSpan? patience = null) =>
        progress.Show(new(waiting, state, asks, patience));

    /// <summary>A request is about to be sent again: shown if this operation may be waiting for it, and it has lasted for a while.</summary>
    public void Hear(RetryNotice notice) => progress.Hear(notice);

    /// <summary>Ends the operation: its passing status is cleared, since the last one would stay where there is no terminal.</summary>
    public void Dispose()
    {
        progress.Dispose();
        linked.Dispose();
        deadline.Dispose();
    }
}
