using System.Text.Json;

namespace EcmProvider.Credentials.Files;

/// <summary>The key in a file of the tccli command line, <c>PROFILE.credential</c>: a JSON object with secretId, secretKey and token.</summary>
internal static class TccliProfile
{
    /// <summary>Reads the file's text.</summary>
    /// <returns>What is wrong with it, without anything of what it holds; null when <paramref name="key"/> is there.</returns>
    public static string? Read(string text, out TencentCredentials? key)
    {
        key = null;
        try
        {
            using var json = JsonDocument.Parse(text.TrimStart('\uFEFF'));
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                return "is not a JSON object";
            }

            return KeyText.Read(name => Member(json.RootElement, name), "secretId", "secretKey", out key);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second one: half of a character, written as an escape.
            return "is not valid JSON";
        }
    }

    private static string? Member(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>A key in named texts.</summary>
internal static class KeyText
{
    /// <summary>Takes a key whole, its token from <c>token</c>; what is missing is the answer.</summary>
    public static string? Read(Func<string, string?> read, string idName, string keyName, out TencentCredentials? key)
    {
        var id = read(idName)?.Trim();
        var secret = read(keyName)?.Trim();
        var token = read("token")?.Trim();
        key = string.IsNullOrEmpty(id) || string.IsNullOrEmpty(secret) ? null : new(id, secret, string.IsNullOrEmpty(token) ? null : token);
        return key is not null ? null
            : string.IsNullOrEmpty(id) && string.IsNullOrEmpty(secret) ? $"has neither {idName} nor {keyName}"
            : $"has no {(string.IsNullOrEmpty(id) ? idName : keyName)}";
    }
}
