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
    private readonly Dictionary<string, long> phases = [];

    /// <summary>Begins an operation.</summary>
    /// <param name="urn">The resource.</param>
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

    /// <summary>Tells the user something that stays.</summary>
    public void Tell(Severity severity, string message) => log.Log(severity, Urn, message);

    /// <summary>Shows the phase the operation is in: when it changes, and every 10 seconds while it lasts.</summary>
    public void Progress(string message)
    {
        var now = Clock.GetTimestamp();
        if (!phases.TryGetValue(message, out var shown) || Clock.GetElapsedTime(shown, now) >= TimeSpan.FromSeconds(10))
        {
            phases[message] = now;
            log.Log(Severity.Info, Urn, message, ephemeral: true);
        }
    }

    /// <summary>Waits until the next tick of the clock's grid, so that operations that wait look up together.</summary>
    public Task NextTickAsync() => Task.Delay(Pace.UntilNextTick(Clock), Clock, Token);

    /// <summary>Ends the operation: its passing status is cleared, since the last one would stay where there is no terminal.</summary>
    public void Dispose()
    {
        if (phases.Count > 0)
        {
            log.Log(Severity.Info, Urn, string.Empty, ephemeral: true);
        }

        linked.Dispose();
        deadline.Dispose();
    }
}
