using EcmProvider.Ecm;

namespace EcmProvider.Resources.Running;

/// <summary>What an operation is doing.</summary>
/// <param name="Waiting">What it waits for.</param>
/// <param name="State">What is known of it; null for nothing.</param>
/// <param name="Asks">The change it asks of the API; null for none.</param>
/// <param name="Patience">How long it waits; null: until the operation's timeout.</param>
internal sealed record Phase(string Waiting, string? State = null, string? Asks = null, TimeSpan? Patience = null);

/// <summary>
/// The passing line of one operation under its resource: what it waits for, for how long by now, and why the API has to be asked
/// again. Sent when that changes and every 10 seconds; cleared at the end.
/// </summary>
internal sealed class ProgressLine : IDisposable
{
    private static readonly Phase First = new("waiting for the API's answer");

    private readonly Lock gate = new();
    private readonly string urn;
    private readonly TimeSpan timeout;
    private readonly TimeProvider clock;
    private readonly IEngineLog log;
    private readonly long began;
    private readonly ITimer? timer;
    private readonly Dictionary<string, long> shown = new(StringComparer.Ordinal);
    private Phase phase = First;
    private RetryNotice? trouble;
    private long troubleAt;
    private bool showsTrouble;
    private bool ended;

    public ProgressLine(string urn, TimeSpan timeout, TimeProvider clock, IEngineLog log)
    {
        this.urn = urn;
        this.timeout = timeout;
        this.clock = clock;
        this.log = log;
        began = clock.GetTimestamp();

        // What is about no resource has no line.
        timer = urn.Length == 0 ? null : clock.CreateTimer(_ => Repeat(), null, Pace.Progress, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The operation has come to this: whatever it was waiting for before has been answered.</summary>
    public void Show(Phase next)
    {
        lock (gate)
        {
            phase = next;
            trouble = null;
            if (showsTrouble || IsDue(Key(next)))
            {
                Send();
            }
        }
    }

    /// <summary>A request is about to be sent again.</summary>
    public void Hear(RetryNotice notice)
    {
        lock (gate)
        {
            if (notice.Lasting < Pace.Trouble || (notice.ChangesSomething && notice.Action != phase.Asks))
            {
                return;
            }

            trouble = notice;
            troubleAt = clock.GetTimestamp();
            if (!showsTrouble && IsDue(Why(notice)))
            {
                Send();
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            ended = true;
            if (shown.Count > 0)
            {
                log.Log(Severity.Info, urn, string.Empty, ephemeral: true);
            }
        }

        timer?.Dispose();
    }

    private static string Key(Phase phase) => phase.State is null ? phase.Waiting : $"{phase.Waiting}: {phase.State}";

    private static string Why(RetryNotice notice) => $"{notice.Action} is being tried again: {notice.Reason}";

    // Phases that take turns, and trouble that comes and goes, do not make a line each time.
    private bool IsDue(string what) => !shown.TryGetValue(what, out var at) || clock.GetElapsedTime(at) >= Pace.Progress;

    private void Repeat()
    {
        lock (gate)
        {
            // Another operation's request, perhaps, and answered long ago.
            trouble = clock.GetElapsedTime(troubleAt) < Pace.TroubleLasts ? trouble : null;
            Send();
        }
    }

    private void Send()
    {
        if (ended || timer is null)
        {
            return;
        }

        var elapsed = clock.GetElapsedTime(began);
        var now = clock.GetTimestamp();
        shown[Key(phase)] = now;
        var line = $"{Key(phase)} ({Math.Floor(elapsed.TotalSeconds):0} s of {Text.Show(phase.Patience ?? timeout)})";
        showsTrouble = trouble is not null;
        if (trouble is not null)
        {
            shown[Why(trouble)] = now;
            line = $"{line}; {Why(trouble)}";
        }

        log.Log(Severity.Info, urn, line, ephemeral: true);
        timer.Change(Pace.Progress, Timeout.InfiniteTimeSpan);
    }
}
