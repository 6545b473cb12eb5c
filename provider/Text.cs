using System.Globalization;
using System.Text;

namespace EcmProvider;

/// <summary>How values and messages are shown: by every part of the provider, so that they look alike.</summary>
internal static class Text
{
    /// <summary>The most characters of a value that a message shows.</summary>
    public const int LongestValue = 100;

    /// <summary>The most characters of a message.</summary>
    public const int LongestMessage = 3000;

    private const char Ellipsis = '…';

    /// <summary>Quotes a value, cut and printable, so that it cannot disturb a terminal.</summary>
    public static string Quote(string value) => $"\"{Fit(value, LongestValue)}\"";

    /// <summary>A text of others on one line: printable, and cut.</summary>
    public static string Fit(string text, int longest) => Cut(Printable(text, longest + 1), longest);

    /// <summary>Cuts a text, never through a character, and says so.</summary>
    public static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1;
        return string.Concat(text.AsSpan(0, end), [Ellipsis]);
    }

    /// <summary>
    /// Puts a blank in the place of line breaks and tabs, and U+FFFD in the place of what cannot be seen at all: control characters,
    /// and format characters, which can turn the direction of a terminal's line. (Half a surrogate pair becomes U+FFFD by itself.)
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="enough">How many characters will do; more may come.</param>
    public static string Printable(string text, int enough = int.MaxValue)
    {
        var printed = new StringBuilder(Math.Min(text.Length, enough));
        foreach (var rune in text.EnumerateRunes())
        {
            if (printed.Length >= enough)
            {
                break;
            }

            printed.Append((IsInvisible(rune), Rune.IsWhiteSpace(rune)) switch
            {
                (true, true) => new Rune(' '),
                (true, false) => Rune.ReplacementChar,
                _ => rune,
            });
        }

        return printed.ToString();
    }

    /// <summary>Whether a character cannot be seen: it controls, formats or breaks lines.</summary>
    public static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

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
