using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EcmProvider.Resources.Failures;

namespace EcmProvider.Lists;

/// <summary>Where a list goes on: what its continuation token holds, beside the mark of the query it belongs to.</summary>
/// <param name="Offset">How many EIPs of the API's list were read.</param>
/// <param name="Streamed">How many associations were streamed.</param>
internal readonly record struct ListPosition(int Offset, long Streamed)
{
    private const string Version = "1";

    /// <summary>Reads a token; an empty one is the beginning.</summary>
    /// <exception cref="ProviderException">It is no token, or one of another query.</exception>
    public static ListPosition Parse(string token, IEnumerable<string?> query)
    {
        if (token.Length == 0)
        {
            return default;
        }

        if (token.Split('.') is [Version, var mark, var offset, var streamed]
            && int.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var read)
            && long.TryParse(streamed, NumberStyles.None, CultureInfo.InvariantCulture, out var sent))
        {
            return mark == MarkOf(query) ? new(read, sent) : throw new ProviderException(
                FailureKind.InvalidArgument,
                "The continuation token belongs to a list with another query.",
                "Go on with the query that the list began with, or begin anew without a token.");
        }

        throw new ProviderException(
            FailureKind.InvalidArgument,
            $"{EcmProvider.Text.Quote(token)} is not a continuation token of this provider.",
            "Give the token of the list's last answer unchanged, or begin anew without one.");
    }

    /// <summary>The token of this position in the list that a query asks for.</summary>
    public string TokenFor(IEnumerable<string?> query) =>
        string.Create(CultureInfo.InvariantCulture, $"{Version}.{MarkOf(query)}.{Offset}.{Streamed}");

    // Enough to notice a mistake, and too little to find out what was asked for, which may be secret.
    private static string MarkOf(IEnumerable<string?> query) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('/', query))).AsSpan(0, 4));
}
