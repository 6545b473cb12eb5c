namespace EcmProvider.Tests.Traces;

/// <summary>Whether a replay went as its scenario says: a line for everything that did not.</summary>
internal static class Verdict
{
    /// <summary>
    /// The list of differences must be the whole truth: what is not listed is wrong, and so is what is listed and is not so.
    /// </summary>
    public static IEnumerable<string> OnReplies(
        IReadOnlyList<Difference> differences, IReadOnlyList<(string Call, Deviation Deviation)> found)
    {
        var listed = differences.ToDictionary(difference => (difference.Call, difference.Path, difference.Real));
        foreach (var (call, deviation) in found)
        {
            if (!listed.Remove((call, deviation.Path, deviation.Real)))
            {
                yield return $"{call}: {deviation.Path} is {deviation.Real}, recorded was {deviation.Recorded}, and nothing is listed.";
            }
        }

        foreach (var difference in listed.Values)
        {
            yield return $"{difference.Call}: {difference.Path} should be {difference.Real}: {difference.Why}";
        }
    }

    /// <summary>Each expected part must be in a line of the log, and no line may be without one.</summary>
    public static IEnumerable<string> OnLog(IReadOnlyList<string> expected, IReadOnlyList<string> lines) =>
        expected.Where(part => !lines.Any(line => line.Contains(part, StringComparison.Ordinal)))
            .Select(part => $"The log should say: {part}")
            .Concat(lines.Where(line => !expected.Any(part => line.Contains(part, StringComparison.Ordinal)))
                .Select(line => $"The log says: {line}"));
}
