using System.Diagnostics.CodeAnalysis;

namespace EcmProvider.Ecm;

/// <summary>
/// The rule for the URL of an API: https, or plain http on a loopback address, and nothing but scheme, host and port.
/// </summary>
public static class Endpoint
{
    /// <summary>The ECM API of Tencent Cloud.</summary>
    public const string Default = "https://ecm.tencentcloudapi.com";

    /// <summary>Reads the URL of an API.</summary>
    /// <exception cref="FormatException">It breaks the rule; the message says how and gives one that does not.</exception>
    public static Uri Parse(string text) =>
        TryParse(text, out var endpoint, out var problem) ? endpoint : throw new FormatException(problem);

    /// <summary>Reads the URL of an API, or says in <paramref name="problem"/> what is wrong with it.</summary>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out Uri? endpoint, [NotNullWhen(false)] out string? problem)
    {
        endpoint = null;
        problem = Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri) ? ProblemOf(uri, text) : NoUrl(text);
        if (problem is not null)
        {
            return false;
        }

        endpoint = new Uri(uri!.GetLeftPart(UriPartial.Authority) + "/");
        return true;
    }

    private static string? ProblemOf(Uri uri, string text)
    {
        // First, and without the value: what stands before the @ may be a password.
        if (uri.UserInfo.Length > 0)
        {
            return $"The endpoint must not hold a user name or a password; give scheme, host and port only, such as \"{Default}\".";
        }

        if (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
        {
            return NoUrl(text);
        }

        if (uri.Host.Length == 0)
        {
            return $"The endpoint {Text.Quote(text)} names no host; give one such as \"{Default}\".";
        }

        if (uri.PathAndQuery != "/" || uri.Fragment.Length > 0)
        {
            return $"The endpoint {Text.Quote(text)} must not have a path, a query or a fragment; "
                + $"give scheme, host and port only, such as \"{Default}\".";
        }

        return uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback
            ? $"The endpoint {Text.Quote(text)} is plain http, which only a loopback address may be; "
                + $"use \"https://{uri.Authority}\"."
            : null;
    }

    private static string NoUrl(string text) => text.Contains('@', StringComparison.Ordinal)
        ? $"The endpoint is not an https URL; give one such as \"{Default}\"."
        : $"The endpoint {Text.Quote(text)} is not an https URL; give one such as \"{Default}\".";
}
