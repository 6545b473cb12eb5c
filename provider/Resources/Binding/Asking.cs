using EcmProvider.Ecm;
using EcmProvider.Resources.Failures;
using EcmProvider.Resources.Running;

namespace EcmProvider.Resources.Binding;

/// <summary>
/// Whether a change may be asked of the API (again). A change whose answer got lost is settled by looking: only when the look-ups
/// have shown for some seconds that nothing came of it may it be asked again, and not for ever.
/// </summary>
public sealed class Asking(TimeProvider clock)
{
    /// <summary>The most answers in a row that may get lost before the operation gives up.</summary>
    public const int MostLost = 5;

    private int lost;
    private long lostAt;
    private OutcomeUnknownException? last;

    /// <summary>Whether the API may have taken a change of which nothing shows yet.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>The last answer that got lost; null when none did.</summary>
    public OutcomeUnknownException? LastLost => last;

    /// <summary>Whether to ask now: nothing was asked, or the look-ups have shown long enough that nothing came of it.</summary>
    public bool MayAskAgain => !IsOpen || (lost < MostLost && clock.GetElapsedTime(lostAt) >= Pace.NotTaken);

    /// <summary>Whether to give up: too many answers got lost, and the look-ups have shown that nothing came of any.</summary>
    public bool IsHopeless => IsOpen && lost >= MostLost && clock.GetElapsedTime(lostAt) >= Pace.Lag;

    /// <summary>The failure to give up with.</summary>
    /// <param name="failed">What could not be done.</param>
    public ProviderException Hopeless(string failed) => new(
        FailureKind.Unavailable,
        new Report(failed, $"{lost} requests in a row got no usable answer, and the EIP shows that none was taken")
        {
            Remedy = "Run it again later; if it stays, give the time and the RequestId, if there is one, to Tencent Cloud's support.",
            Answer = last!.Refusal is { } refusal ? Refusals.Answer(refusal) : $"No answer: {last.Action}: {last.Reason}",
        },
        last);

    /// <summary>An answer got lost.</summary>
    public void Lost(OutcomeUnknownException e)
    {
        last = e;
        lost++;
        lostAt = clock.GetTimestamp();
        IsOpen = true;
    }

    /// <summary>The API took the change and gave a task.</summary>
    public void Taken()
    {
        IsOpen = false;
        lost = 0;
    }

    /// <summary>The look-ups show that something is going on: the count of seconds begins anew.</summary>
    public void Shown() => lostAt = clock.GetTimestamp();
}

/// <summary>
/// How long a conflict is looked at again: 3 seconds, and on while other operations of the process are ending, since their release
/// may be what this one waits for.
/// </summary>
public sealed class Conflict(RunMemory memory, TimeProvider clock)
{
    private long? since;

    /// <summary>The API's last refusal; null when it was a look-up that showed the conflict.</summary>
    public EcmApiException? LastRefusal { get; private set; }

    /// <summary>Whether it has lasted long enough to be an error. Asking starts the count.</summary>
    public bool IsOver
    {
        get
        {
            since ??= clock.GetTimestamp();
            return clock.GetElapsedTime(memory.LastEndedSince(since.Value)) >= Pace.Conflict;
        }
    }

    /// <summary>How long it has lasted.</summary>
    public TimeSpan Age => since is { } start ? clock.GetElapsedTime(start) : TimeSpan.Zero;

    /// <summary>The API refused because of it.</summary>
    public void Refused(EcmApiException refusal) => LastRefusal = refusal;

    /// <summary>It has gone away, or is about to.</summary>
    public void Eased() => since = null;
}
