using EcmProvider.Resources;

namespace EcmProvider.Credentials.Files;

/// <summary>
/// The key in the file that Tencent Cloud's SDKs share: INI, a section for each profile with secret_id, secret_key and token.
/// </summary>
internal static class SdkCredentials
{
    /// <summary>Reads a profile of the file's text.</summary>
    /// <returns>What is wrong with it, without anything of what it holds; null when <paramref name="key"/> is there.</returns>
    public static string? Read(string text, string profile, out TencentCredentials? key)
    {
        if (Ini.Section(text, profile) is { } section)
        {
            return KeyText.Read(name => section.GetValueOrDefault(name), "secret_id", "secret_key", out key) is { } problem
                ? $"{problem} in its section {Text.Quote($"[{profile}]")}"
                : null;
        }

        key = null;
        return $"has no section {Text.Quote($"[{profile}]")}";
    }
}

/// <summary>INI text: <c>[section]</c>, <c>name = value</c>, comments after <c>#</c> or <c>;</c> at a line's start.</summary>
internal static class Ini
{
    /// <summary>The values of a section; null when there is none. Names and values are trimmed, and quotes around a value go; the last value of a name counts.</summary>
    public static IReadOnlyDictionary<string, string>? Section(string text, string name)
    {
        Dictionary<string, string>? values = null;
        var isInside = false;
        foreach (var line in text.TrimStart('\uFEFF').Split('\n').Select(line => line.Trim()))
        {
            if (line is ['[', .. var section, ']'])
            {
                isInside = section.Trim() == name;
                values = isInside ? values ?? new(StringComparer.OrdinalIgnoreCase) : values;
            }
            else if (isInside && line is not ['#' or ';', ..] && line.IndexOf('=', StringComparison.Ordinal) is > 0 and var at)
            {
                values![line[..at].Trim()] = Unquote(line[(at + 1)..].Trim());
            }
        }

        return values;
    }

    private static string Unquote(string value) =>
        value is ['"', .., '"'] or ['\'', .., '\''] ? value[1..^1] : value;
}
