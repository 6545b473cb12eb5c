using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EcmEmulator.Signing;

/// <summary>The arithmetic of TC3-HMAC-SHA256, as the server does it.</summary>
internal static class Tc3Signature
{
    public const string Algorithm = "TC3-HMAC-SHA256";

    /// <summary>The UTC date of a timestamp, as a signature's scope names it.</summary>
    public static string DateOf(DateTimeOffset timestamp) =>
        timestamp.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The signature of a POST to <c>/</c> without a query, in lower-case hex.</summary>
    /// <param name="headers">The signed headers in the order of their list: lower-case name, trimmed value.</param>
    public static string Compute(
        string secretKey,
        string service,
        DateTimeOffset timestamp,
        IReadOnlyList<KeyValuePair<string, string>> headers,
        byte[] body)
    {
        var canonical = new StringBuilder("POST\n/\n\n");
        foreach (var (name, value) in headers)
        {
            canonical.Append(name).Append(':').Append(value).Append('\n');
        }

        canonical.Append('\n').AppendJoin(';', headers.Select(header => header.Key));
        canonical.Append('\n').Append(Hex(SHA256.HashData(body)));

        var date = DateOf(timestamp);
        var toSign = $"{Algorithm}\n{timestamp.ToUnixTimeSeconds()}\n{date}/{service}/tc3_request\n{Hash(canonical.ToString())}";
        var key = Hmac(Hmac(Hmac(Encoding.UTF8.GetBytes("TC3" + secretKey), date), service), "tc3_request");
        return Hex(Hmac(key, toSign));
    }

    private static string Hash(string text) => Hex(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
