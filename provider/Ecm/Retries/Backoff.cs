namespace EcmProvider.Ecm.Retries;

/// <summary>
/// How long to wait before a request is tried again: doubling, bounded, with jitter so that many do not return together.
/// </summary>
internal static class Backoff
{
    /// <summary>The most the first wait takes.</summary>
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);

    /// <summary>The most any wait takes.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>The part of a wait that is left to chance.</summary>
    public const double Jitter = 0.5;

    /// <summary>
    /// The wait after <paramref name="retries"/> retries (0 before the first); <paramref name="chance"/> is from 0 up to 1.
    /// </summary>
    public static TimeSpan Delay(int retries, double chance)
    {
        // Past 30 doublings any bound is reached; further ones would only overflow.
        var full = Math.Min(First.TotalMilliseconds * Math.Pow(2, Math.Min(retries, 30)), Longest.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(full * (1 - (Jitter * chance)));
    }
}
