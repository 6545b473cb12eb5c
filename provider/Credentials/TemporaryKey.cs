namespace EcmProvider.Credentials;

/// <summary>A key that expires, and when to get the next one; times by this machine's clock.</summary>
/// <param name="Key">The key.</param>
/// <param name="RenewAt">From when on a new one is asked for.</param>
/// <param name="ExpiresAt">From when on it is no good.</param>
internal sealed record TemporaryKey(TencentCredentials Key, DateTimeOffset RenewAt, DateTimeOffset ExpiresAt)
{
    /// <summary>How long before its end a key is renewed; one that lasts less than twice as long, at half of its life.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    /// <summary>How long a key that could not be renewed is gone on with before that is tried again.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    // An API takes requests of clocks that are off by as much.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    /// <summary>A key that was asked for at a time.</summary>
    /// <param name="key">The key.</param>
    /// <param name="askedAt">When the request for it began.</param>
    /// <param name="asked">How long it was asked to last.</param>
    /// <param name="told">How long it lasts by what the answer says and the server's clock; null when it says nothing.</param>
    public static TemporaryKey Of(TencentCredentials key, DateTimeOffset askedAt, TimeSpan asked, TimeSpan? told)
    {
        // What was asked for counts, unless the answer says much less: a small difference is that of the two clocks.
        var lasts = told < asked - ClockTolerance ? told.Value : asked;
        var margin = lasts < 2 * Margin ? lasts / 2 : Margin;
        return new(key, askedAt + lasts - margin, askedAt + lasts);
    }

    /// <summary>The same key, gone on with for a while since it could not be renewed.</summary>
    public TemporaryKey Kept(DateTimeOffset now) => this with { RenewAt = now + Pause < ExpiresAt ? now + Pause : ExpiresAt };
}
