namespace EcmProvider.Protocol;

/// <summary>Takes secrets out of texts before anyone sees them.</summary>
internal sealed class Scrubber
{
    private const string Shown = "[secret]";

    // A secret of one or two characters stands in every other word by chance, and tells nobody anything.
    private const int Shortest = 3;
    private readonly string[] secrets;

    /// <summary>A scrubber for some secrets; the longest go first, since one may hold another.</summary>
    public Scrubber(IEnumerable<string> secrets) =>
        this.secrets = [.. secrets.Where(secret => secret.Length >= Shortest).Distinct().OrderByDescending(secret => secret.Length)];

    /// <summary>The text without secrets.</summary>
    public string Scrub(string text)
    {
        foreach (var secret in secrets)
        {
            text = text.Replace(secret, Shown, StringComparison.Ordinal);

            // Messages cut long values: what is left of a secret goes too.
            if (secret.Length >= Resources.Text.LongestValue)
            {
                text = text.Replace(secret[..(Resources.Text.LongestValue - 1)], Shown, StringComparison.Ordinal);
            }
        }

        return text;
    }
}
