using System.Globalization;
using System.Text.RegularExpressions;

namespace LocalEngine.Protocol;

/// <summary>Durations as <c>customTimeouts</c> writes them: <c>5m</c>, <c>3s</c>, <c>1h30m</c>.</summary>
internal static partial class TimeoutText
{
    /// <summary>Seconds; 0 for an empty text, which means the provider's default.</summary>
    /// <exception cref="EngineException">The text is not a duration.</exception>
    public static double Seconds(string text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return 0;
        }

        if (!Whole().IsMatch(text))
        {
            throw new EngineException($"The timeout \"{text}\" is not a duration; write it like \"5m\", \"30s\" or \"1h30m\".");
        }

        return Part().Matches(text).Sum(m =>
            double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) * m.Groups[2].Value switch
            {
                "h" => 3600,
                "m" => 60,
                "s" => 1,
                "ms" => 1e-3,
                "us" or "µs" => 1e-6,
                _ => 1e-9,
            });
    }

    [GeneratedRegex(@"^((\d+(\.\d+)?|\.\d+)(ns|us|µs|ms|s|m|h))+$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"(\d+(?:\.\d+)?|\.\d+)(ns|us|µs|ms|s|m|h)")]
    private static partial Regex Part();
}
