using EcmProvider.Credentials;

namespace EcmProvider.Ecm.Http;

/// <summary>Takes a key out of a text of others: a gateway's error page can repeat the headers of the request.</summary>
internal static class Redaction
{
    private const string Replacement = "[secret]";

    // Shorter ones are no keys of Tencent Cloud, and would be found in any text.
    private const int Shortest = 8;

    /// <summary>The text without the key, the token and any signature.</summary>
    public static string Redact(string text, TencentCredentials? credentials)
    {
        foreach (var secret in new[] { credentials?.SecretKey, credentials?.SecretId, credentials?.Token })
        {
            if (secret?.Length >= Shortest)
            {
                text = text.Replace(secret, Replacement, StringComparison.Ordinal);
            }
        }

        const string signature = "Signature=";
        for (var at = text.IndexOf(signature, StringComparison.Ordinal); at >= 0;
            at = text.IndexOf(signature, at + 1, StringComparison.Ordinal))
        {
            var start = at + signature.Length;
            var end = start;
            while (end < text.Length && char.IsAsciiHexDigit(text[end]))
            {
                end++;
            }

            text = string.Concat(text.AsSpan(0, start), end > start ? Replacement : "", text.AsSpan(end));
        }

        return text;
    }
}
