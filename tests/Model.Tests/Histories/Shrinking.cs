using EcmProvider.ModelTests.EngineSide;

namespace EcmProvider.ModelTests.Histories;

/// <summary>A history that breaks a promise, and of which nothing can be left out.</summary>
/// <param name="History">The history.</param>
/// <param name="Broken">The promises it breaks.</param>
public sealed record Shrunk(History History, IReadOnlyList<string> Broken);

/// <summary>Makes a history that fails short: leaves out one thing after the other as long as it still fails.</summary>
public static class Shrinking
{
    /// <summary>Shrinks a history.</summary>
    /// <param name="history">A history that fails.</param>
    /// <param name="play">Plays one, and says which promises it breaks.</param>
    /// <param name="broken">The promises that this one broke.</param>
    public static async Task<Shrunk> ShrinkAsync(
        History history, Func<History, Task<IReadOnlyList<string>>> play, IReadOnlyList<string> broken)
    {
        var best = new Shrunk(history, broken);
        var isAboutTime = broken.All(Witness.IsAboutTime);
        while (await FindSmallerAsync(best.History, play, isAboutTime) is { } smaller)
        {
            best = smaller;
        }

        return best;
    }

    private static async Task<Shrunk?> FindSmallerAsync(
        History history, Func<History, Task<IReadOnlyList<string>>> play, bool isAboutTime)
    {
        foreach (var smaller in SmallerThan(history))
        {
            // What only came late must not take the place of what was really lost.
            if (await play(smaller) is { Count: > 0 } broken && (isAboutTime || !broken.All(Witness.IsAboutTime)))
            {
                return new(smaller, broken);
            }
        }

        return null;
    }

    private static IEnumerable<History> SmallerThan(History history)
    {
        if (history.AssumesRole)
        {
            yield return history with { AssumesRole = false };
        }

        for (var i = history.Steps.Count - 1; i >= 0; i--)
        {
            var rest = history with { Steps = [.. history.Steps.Where((_, at) => at != i)] };
            if (rest.Steps.OfType<RunStep>().Any(run => run.IsUp))
            {
                yield return rest;
            }
        }

        for (var i = 0; i < history.Steps.Count; i++)
        {
            if (history.Steps[i] is RunStep run)
            {
                foreach (var smaller in SmallerThan(run))
                {
                    yield return history with { Steps = [.. history.Steps.Select((step, at) => at == i ? smaller : step)] };
                }
            }
        }

        // An association less in all programs at once: a program that loses one in the middle would mean a delete.
        foreach (var name in history.Steps.OfType<RunStep>().SelectMany(step => step.Program).Select(wanted => wanted.Name).Distinct())
        {
            yield return history with
            {
                Steps =
                [
                    .. history.Steps.Select(step => step is RunStep { Kind: not RunKind.Import } other
                        ? other with { Program = [.. other.Program.Where(wanted => wanted.Name != name)] }
                        : step),
                ],
            };
        }
    }

    private static IEnumerable<RunStep> SmallerThan(RunStep run)
    {
        foreach (var interruption in run.Interruptions)
        {
            yield return run with { Interruptions = [.. run.Interruptions.Where(other => other != interruption)] };
        }

        if (run.Kind == RunKind.UpWithRefresh)
        {
            yield return run with { Kind = RunKind.Up };
        }

        if (run.Force is not null)
        {
            yield return run with { Force = null };
        }

        if (run.Parallel > 1)
        {
            yield return run with { Parallel = 1 };
        }
    }
}
