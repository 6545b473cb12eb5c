using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using EcmEmulator.Errors;

namespace EcmEmulator.Signing;

/// <summary>Whether a request is signed with a key that is known here, recently, over its content type, host and body.</summary>
internal sealed partial class SignatureCheck(KeyRing keys)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Finds the key of a signed request, or says what is wrong with its signature.</summary>
    public Key Check(IHeaderDictionary headers, byte[] body, string service, DateTimeOffset now)
    {
        var timestamp = ReadTimestamp(headers);
        if ((now - timestamp).Duration() > Tolerance)
        {
            throw new ApiErrorException(
                ErrorCode.SignatureExpire,
                "The signature has expired: X-TC-Timestamp is more than five minutes off the server's time.");
        }

        var match = Authorization().Match(headers.Authorization.ToString());
        if (!match.Success)
        {
            throw Failure("Authorization is not of the form TC3-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…");
        }

        var key = keys.Find(match.Groups["id"].Value)
            ?? throw new ApiErrorException(ErrorCode.SecretIdNotFound, "The SecretId is not found.");
        if (match.Groups["date"].Value != Tc3Signature.DateOf(timestamp) || match.Groups["service"].Value != service)
        {
            throw Failure($"the scope must be {Tc3Signature.DateOf(timestamp)}/{service}/tc3_request");
        }

        var names = match.Groups["headers"].Value.Split(';');
        if (!names.Contains("content-type") || !names.Contains("host"))
        {
            throw Failure("content-type and host must be signed");
        }

        var given = match.Groups["signature"].Value;
        var right = Candidates(headers, names)
            .Select(signed => Tc3Signature.Compute(key.SecretKey, service, timestamp, signed, body));
        if (!right.Any(signature => IsSame(given, signature)))
        {
            throw Failure("it was not made with this key over this request");
        }

        CheckToken(key, headers["X-TC-Token"].ToString(), now);
        return key;
    }

    /// <summary>What needs no signature says so in the place of one.</summary>
    public static Key? DemandNone(IHeaderDictionary headers) =>
        headers.Authorization == "SKIP" ? null : throw Failure("Authorization must be SKIP for this action");

    private static DateTimeOffset ReadTimestamp(IHeaderDictionary headers)
    {
        var text = headers["X-TC-Timestamp"].ToString();
        if (text.Length == 0)
        {
            throw new ApiErrorException(ErrorCode.MissingParameter, "The header X-TC-Timestamp is missing.");
        }

        const long LastSecond = 253402300799;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= LastSecond
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new ApiErrorException(
                ErrorCode.InvalidPublicParam, $"The header X-TC-Timestamp `{text}` is not a Unix time.");
    }

    // The cloud has no port in its name, so there is one host to sign. Here there is one, and the official clients differ in
    // whether they sign it: both forms are right.
    private static IEnumerable<List<KeyValuePair<string, string>>> Candidates(IHeaderDictionary headers, string[] names)
    {
        var host = HostString.FromUriComponent(headers.Host.ToString());
        foreach (var signedHost in new[] { headers.Host.ToString(), host.Host }.Distinct())
        {
            yield return
            [
                .. names.Select(name => KeyValuePair.Create(
                    name, (name == "host" ? signedHost : headers[name].ToString()).Trim().ToLowerInvariant())),
            ];
        }
    }

    private static void CheckToken(Key key, string token, DateTimeOffset now)
    {
        if (token != (key.Token ?? "") || now >= key.ExpiresAt)
        {
            throw new ApiErrorException(ErrorCode.TokenFailure, "The token is missing, wrong or expired.");
        }
    }

    private static bool IsSame(string given, string computed) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(given), Encoding.ASCII.GetBytes(computed));

    private static ApiErrorException Failure(string why) =>
        new(ErrorCode.SignatureFailure, $"The provided credentials could not be validated: {why}.");

    [GeneratedRegex(
        @"^TC3-HMAC-SHA256 Credential=(?<id>[^/\s,]+)/(?<date>\d{4}-\d\d-\d\d)/(?<service>[a-z0-9]+)/tc3_request, ?" +
        @"SignedHeaders=(?<headers>[a-z0-9;-]+), ?Signature=(?<signature>[0-9a-f]{64})\z")]
    private static partial Regex Authorization();
}
