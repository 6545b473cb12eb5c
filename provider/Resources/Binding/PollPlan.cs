namespace EcmProvider.Resources.Binding;

/// <summary>
/// Decides when operations that wait look again: all at the same moments, so that their look-ups go together. Many are looked at
/// half as often as one alone, and less often still where tasks take long; one alone is looked at closely about the time at which
/// tasks have been ending. Times are counted from any fixed moment; no clock and no I/O in here.
/// </summary>
internal sealed class PollPlan
{
    /// <summary>So many operations, and fewer, are looked at as closely as one alone.</summary>
    public const int Few = 3;

    /// <summary>How much sooner than its interval a look may come, so that programs that share an account do not keep in step.</summary>
    public const double Jitter = 0.1;

    /// <summary>The longest time between two looks of a few: none ends more than half a second after its task.</summary>
    public static readonly TimeSpan Lone = TimeSpan.FromMilliseconds(400);

    /// <summary>The same where the task may end any moment, by what tasks have been taking.</summary>
    public static readonly TimeSpan Close = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest time between two looks of many.</summary>
    public static readonly TimeSpan Many = TimeSpan.FromMilliseconds(600);

    /// <summary>The same where tasks take long.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    // Lateness of this part of a task is not worth more look-ups.
    private const double PartOfATask = 1 / 40.0;
    private const int Remembered = 16;

    private readonly Queue<TimeSpan> taken = new();
    private TimeSpan at = TimeSpan.MinValue;
    private int waiting;

    /// <summary>The number of the look that comes next.</summary>
    public long Number { get; private set; }

    /// <summary>When an operation looks again.</summary>
    /// <param name="now">The time.</param>
    /// <param name="age">How long its task has been running; null: nobody knows.</param>
    /// <param name="chance">A random number from 0 to 1.</param>
    public TimeSpan Next(TimeSpan now, TimeSpan? age, double chance)
    {
        if (now >= at)
        {
            // From the last moment on, not from now: what a look takes does not add up. After idleness there is nothing to keep.
            var interval = Interval(age) * (1 - (Jitter * chance));
            at = (at > now - (interval / 2) ? at : now) + interval;
            waiting = 0;
            Number++;
        }

        waiting++;
        return at;
    }

    /// <summary>A task was seen to have ended.</summary>
    /// <param name="duration">How long it took.</param>
    public void Ended(TimeSpan duration)
    {
        taken.Enqueue(duration);
        if (taken.Count > Remembered)
        {
            taken.Dequeue();
        }
    }

    private TimeSpan Interval(TimeSpan? age)
    {
        if (waiting > Few)
        {
            var part = taken.Count == 0 ? TimeSpan.Zero : taken.Order().ElementAt(taken.Count / 2) * PartOfATask;
            return part < Many ? Many : part > Longest ? Longest : part;
        }

        // The look that comes next can be as late as the longer interval.
        var mayEnd = age is null || taken.Count == 0 || (age + Lone >= taken.Min() && age <= taken.Max());
        return mayEnd ? Close : Lone;
    }
}
