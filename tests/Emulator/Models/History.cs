namespace EcmEmulator.Models;

/// <summary>The states of the last ten minutes, for look-ups that lag behind.</summary>
internal sealed class History
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly List<(DateTimeOffset Since, CloudState State)> versions = [];

    /// <summary>Forgets what was: from now on every look-up, however late, sees at least this state.</summary>
    public void StartWith(CloudState state)
    {
        versions.Clear();
        versions.Add((DateTimeOffset.MinValue, state));
    }

    public void Add(DateTimeOffset since, CloudState state)
    {
        versions.Add((since, state));

        // The version that was current at the edge stays, so a look-up at the edge still finds one.
        var edge = since.UtcDateTime - DateTime.MinValue > Kept ? since - Kept : DateTimeOffset.MinValue;
        var stale = 0;
        while (stale + 1 < versions.Count && versions[stale + 1].Since <= edge)
        {
            stale++;
        }

        versions.RemoveRange(0, stale);
    }

    /// <summary>The state as it was at a moment; the oldest known for an earlier one.</summary>
    public CloudState At(DateTimeOffset moment)
    {
        for (var i = versions.Count - 1; i > 0; i--)
        {
            if (versions[i].Since <= moment)
            {
                return versions[i].State;
            }
        }

        return versions[0].State;
    }
}
