namespace EcmProvider.Resources.Running;

/// <summary>The bindings that are being released, and when those of this run were. Whoever uses it holds a lock.</summary>
/// <param name="clock">The clock whose timestamps are compared.</param>
internal sealed class Releases(TimeProvider clock)
{
    private readonly Dictionary<string, int> underWay = [];
    private readonly Dictionary<string, long> ended = [];

    /// <summary>A release of a binding begins; there can be several of one binding.</summary>
    /// <param name="keys">All ids by which the binding can be known.</param>
    public void Begin(IReadOnlyList<string> keys)
    {
        foreach (var key in keys)
        {
            underWay[key] = underWay.GetValueOrDefault(key) + 1;
        }
    }

    /// <summary>A release has ended, well or not.</summary>
    /// <param name="keys">The ids it began with.</param>
    public void End(IReadOnlyList<string> keys)
    {
        foreach (var key in keys)
        {
            ended[key] = clock.GetTimestamp();
            if (--underWay[key] == 0)
            {
                underWay.Remove(key);
            }
        }
    }

    /// <summary>Whether the binding is being released.</summary>
    public bool IsUnderWay(string key) => underWay.ContainsKey(key);

    /// <summary>Whether a binding that was seen is being released, or was after the look-up that showed it began.</summary>
    /// <param name="key">An id of the binding.</param>
    /// <param name="lookedAt">When the look-up began, a timestamp of the clock.</param>
    public bool MayHaveEnded(string key, long lookedAt) => IsUnderWay(key) || (ended.TryGetValue(key, out var at) && at >= lookedAt);

    /// <summary>A new run begins: what ended before it is of no account.</summary>
    public void ForgetEnded() => ended.Clear();
}
