namespace EcmProvider.Ecm.Http;

/// <summary>The server's time, as far as known: ours until the server has shown another.</summary>
internal sealed class ServerClock(TimeProvider clock)
{
    private long offsetTicks;

    /// <summary>What time the server has now.</summary>
    public DateTimeOffset Now => clock.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref offsetTicks));

    /// <summary>The server has just said what time it is.</summary>
    public void Learn(DateTimeOffset serverTime) =>
        Interlocked.Exchange(ref offsetTicks, (serverTime - clock.GetUtcNow()).Ticks);
}
