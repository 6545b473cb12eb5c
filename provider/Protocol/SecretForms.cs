using System.Collections.Concurrent;
using System.Net;
using System.Text.Encodings.Web;

namespace EcmProvider.Protocol;

/// <summary>
/// The secret inputs of a run, in every form in which a message may show them: what is secret for one resource must not be told
/// by another, and a gateway's error page repeats a request as it came, or escaped.
/// </summary>
internal sealed class SecretForms
{
    // A bound, not a limit that anyone reaches: a program with more secrets than this has other troubles.
    private const int Most = 10_000;

    // Longer ones are looked for in the messages of their own call only.
    private const int Longest = 1000;

    private readonly ConcurrentDictionary<string, byte> forms = new(StringComparer.Ordinal);

    /// <summary>All that were remembered.</summary>
    public IEnumerable<string> All => forms.Select(form => form.Key);

    /// <summary>The forms of a secret: as it is, as messages show it, and escaped for JSON, HTML and URLs.</summary>
    public static IEnumerable<string> Of(string secret) => secret.Length > Longest
        ? [secret]
        : new[]
        {
            secret,
            Text.Printable(secret),
            JavaScriptEncoder.Default.Encode(secret),
            WebUtility.HtmlEncode(secret),
            Uri.EscapeDataString(secret),
        }.Distinct();

    /// <summary>Remembers secrets.</summary>
    public void Add(IEnumerable<string> secrets)
    {
        foreach (var secret in secrets.Where(secret => secret.Length <= Longest && forms.Count < Most && !forms.ContainsKey(secret)))
        {
            foreach (var form in Of(secret))
            {
                forms[form] = 0;
            }
        }
    }

    /// <summary>Forgets them all.</summary>
    public void Clear() => forms.Clear();
}
