using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EcmProvider.Credentials;

namespace EcmProvider.Ecm.Http;

/// <summary>
/// A request to sign: <paramref name="Host"/> as the Host header has it (with the port unless it is the scheme's own),
/// <paramref name="Region"/> null where the service needs none, <paramref name="UnixSeconds"/> by the server's clock.
/// </summary>
public readonly record struct Tc3Request(
    string Service, string Version, string? Region, string Host, string Action, long UnixSeconds, ReadOnlyMemory<byte> Body);

/// <summary>Signs requests with TC3-HMAC-SHA256, over the headers Content-Type and Host and the body.</summary>
public static class Tc3Signer
{
    /// <summary>The content type of every request, as it is signed: without a charset.</summary>
    public const string ContentType = "application/json";

    private const string Algorithm = "TC3-HMAC-SHA256";
    private const string SignedHeaders = "content-type;host";

    // What stands in the place of the signature where an action needs none.
    private const string Unsigned = "SKIP";

    /// <summary>All headers of the request but Content-Type and Host; without a key it is not signed.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Headers(Tc3Request request, TencentCredentials? credentials)
    {
        var timestamp = request.UnixSeconds.ToString(CultureInfo.InvariantCulture);
        List<KeyValuePair<string, string>> headers =
        [
            new("X-TC-Action", request.Action),
            new("X-TC-Version", request.Version),
            new("X-TC-Timestamp", timestamp),
            // Without it the API's messages come in Chinese.
            new("X-TC-Language", "en-US"),
            new("Authorization", credentials is null ? Unsigned : Authorization(request, timestamp, credentials)),
        ];
        if (request.Region is not null)
        {
            headers.Add(new("X-TC-Region", request.Region));
        }

        if (credentials?.Token is { } token)
        {
            headers.Add(new("X-TC-Token", token));
        }

        return headers;
    }

    private static string Authorization(Tc3Request request, string timestamp, TencentCredentials credentials)
    {
        var date = DateTimeOffset.FromUnixTimeSeconds(request.UnixSeconds)
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var scope = $"{date}/{request.Service}/tc3_request";

        var canonical = string.Join(
            '\n', "POST", "/", "", $"content-type:{ContentType}", $"host:{request.Host}", "", SignedHeaders, Hash(request.Body.Span));
        var toSign = string.Join('\n', Algorithm, timestamp, scope, Hash(Encoding.UTF8.GetBytes(canonical)));

        var key = Hmac(Encoding.UTF8.GetBytes("TC3" + credentials.SecretKey), date);
        key = Hmac(Hmac(key, request.Service), "tc3_request");
        var signature = Convert.ToHexStringLower(Hmac(key, toSign));

        return $"{Algorithm} Credential={credentials.SecretId}/{scope}, SignedHeaders={SignedHeaders}, Signature={signature}";
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
