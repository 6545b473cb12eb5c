namespace EcmProvider.Ecm.Http;

/// <summary>What a change rests on: a look-up, which must be fresh when the change is sent.</summary>
/// <param name="lookedAt">When the look-up began, a timestamp of the clock.</param>
/// <param name="isStillMeant">Looks again.</param>
internal sealed class Premise(long lookedAt, Func<CancellationToken, Task<bool>> isStillMeant)
{
    /// <summary>How long ago the look-up may have begun.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    // An API whose look-ups take longer than that is not looked at for ever.
    private const int MostLooks = 3;

    private long lookedAt = lookedAt;

    /// <summary>Whether the change is still meant; looks again if the last look-up is no longer fresh.</summary>
    public async Task<bool> HoldsAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        for (var looks = 0; looks < MostLooks && clock.GetElapsedTime(lookedAt) > Fresh; looks++)
        {
            lookedAt = clock.GetTimestamp();
            if (!await isStillMeant(cancellationToken))
            {
                return false;
            }
        }

        return true;
    }
}
