using System.Text.Json;

namespace EcmProvider.Credentials.Files;

/// <summary>
/// An OIDC token in a file: alone, as pods and CI jobs get it, or as Terraform's provider wants it, in a JSON object's
/// <c>web_identity_token</c>.
/// </summary>
internal static class WebIdentityToken
{
    private const string Member = "web_identity_token";

    /// <summary>Reads the file's text.</summary>
    /// <returns>What is wrong with it; null when <paramref name="token"/> is there.</returns>
    public static string? Read(string text, out string? token)
    {
        token = text.Trim().Trim('\uFEFF');
        if (token.StartsWith('{'))
        {
            token = FromJson(token);
            return string.IsNullOrEmpty(token) ? $"is JSON without \"{Member}\"" : null;
        }

        return token.Length == 0 ? "is empty" : null;
    }

    private static string? FromJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.TryGetProperty(Member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
