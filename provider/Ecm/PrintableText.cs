using System.Globalization;
using System.Text;

namespace EcmProvider.Ecm;

/// <summary>Makes text of others fit for a message: one line, no invisible characters, not too long.</summary>
internal static class PrintableText
{
    /// <summary>How many characters of a value a message quotes.</summary>
    public const int MaxQuoted = 100;

    private const char Ellipsis = '…';

    /// <summary>The text in quotes, cut at <see cref="MaxQuoted"/>.</summary>
    public static string Quote(string text) => $"\"{Cut(text, MaxQuoted)}\"";

    /// <summary>At most <paramref name="max"/> characters of the text, an ellipsis in place of what is cut off.</summary>
    public static string Cut(string text, int max)
    {
        var printed = new StringBuilder(Math.Min(text.Length, max) + 1);
        foreach (var rune in text.EnumerateRunes())
        {
            if (printed.Length + rune.Utf16SequenceLength > max)
            {
                return printed.Append(Ellipsis).ToString();
            }

            if (IsInvisible(rune))
            {
                printed.Append(' ');
            }
            else
            {
                printed.Append(rune);
            }
        }

        return printed.ToString();
    }

    // Format characters too: they can turn the direction of a terminal's line. (Half a surrogate pair becomes U+FFFD by itself.)
    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
