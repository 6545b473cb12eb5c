namespace EcmProvider.Resources;

/// <summary>How values and messages are shown.</summary>
internal static class Text
{
    /// <summary>The most characters of a value that a message shows.</summary>
    public const int LongestValue = 100;

    /// <summary>The most characters of a message.</summary>
    public const int LongestMessage = 3000;

    /// <summary>Quotes a value, cut and without control characters, so that it cannot disturb a terminal.</summary>
    public static string Quote(string value) => $"\"{Cut(Printable(value), LongestValue)}\"";

    /// <summary>Cuts a text and says so.</summary>
    public static string Cut(string text, int longest) => text.Length <= longest ? text : string.Concat(text.AsSpan(0, longest - 1), "…");

    /// <summary>Replaces control characters.</summary>
    public static string Printable(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c)) : text;

    /// <summary>A duration as people say it: <c>10 minutes</c>, <c>3 s</c>.</summary>
    public static string Show(TimeSpan duration) =>
        duration >= TimeSpan.FromMinutes(2) && duration.Seconds == 0
            ? $"{duration.TotalMinutes:0.#} minutes"
            : $"{duration.TotalSeconds:0.###} s";

    /// <summary>The name nearest to a misspelt one, or null when none is near.</summary>
    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        var (best, distance) = candidates
            .Select(candidate => (candidate, Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .MinBy(pair => pair.Item2);
        return distance <= Math.Max(2, best.Length / 3) ? best : null;
    }

    // Levenshtein's distance over one row; only the first characters of a hostile name matter.
    private static int Distance(string a, string b)
    {
        a = a.Length > LongestValue ? a[..LongestValue] : a;
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
