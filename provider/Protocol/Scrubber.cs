namespace EcmProvider.Protocol;

/// <summary>Takes secrets out of texts before anyone sees them.</summary>
/// <param name="forms">The secrets in every form in which they are looked for.</param>
internal sealed class Scrubber(IEnumerable<string> forms)
{
    private const string Shown = "[secret]";
    private const char Ellipsis = '…';

    // A secret of one or two characters stands in every other word by chance, and tells nobody anything.
    private const int Shortest = 3;

    // What a cut leaves of a secret is looked for from so many characters on: an id's prefix alone is none.
    private const int ShortestRest = 6;

    private readonly string[] forms = [.. forms.Where(form => form.Length >= Shortest)];

    /// <summary>A message as it may be shown: without secrets, without what disturbs a terminal, and not too long.</summary>
    public string Fit(string message)
    {
        // Line breaks are ours; what else controls a terminal came with a value.
        var lines = Scrub(message).Split('\n').Select(line => Text.Printable(line));
        return Text.Cut(string.Join('\n', lines), Text.LongestMessage);
    }

    /// <summary>The text without secrets, whole or cut off at its end.</summary>
    public string Scrub(string text)
    {
        // The longest go first, since one may hold another.
        foreach (var form in forms.Where(form => text.Contains(form, StringComparison.Ordinal)).OrderByDescending(form => form.Length).ToList())
        {
            text = text.Replace(form, Shown, StringComparison.Ordinal);
        }

        for (var at = text.IndexOf(Ellipsis, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Ellipsis, at + 1))
        {
            var rest = forms.Select(form => RestAtEnd(text.AsSpan(0, at), form)).DefaultIfEmpty().Max();
            if (rest > 0)
            {
                text = string.Concat(text.AsSpan(0, at - rest), Shown, text.AsSpan(at));
                at += Shown.Length - rest;
            }
        }

        return text;
    }

    // How much of the secret's beginning the text ends with; 0: nothing that tells.
    private static int RestAtEnd(ReadOnlySpan<char> text, string secret)
    {
        for (var length = Math.Min(text.Length, secret.Length - 1); length >= ShortestRest; length--)
        {
            if (text.EndsWith(secret.AsSpan(0, length), StringComparison.Ordinal))
            {
                return length;
            }
        }

        return 0;
    }
}
