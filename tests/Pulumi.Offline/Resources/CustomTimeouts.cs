using System.Globalization;

namespace Pulumi;

/// <summary>How long a resource's operations may take; what is not set is up to the provider.</summary>
public sealed class CustomTimeouts
{
    /// <summary>For creating the resource.</summary>
    public TimeSpan? Create { get; set; }

    /// <summary>For updating the resource.</summary>
    public TimeSpan? Update { get; set; }

    /// <summary>For deleting the resource.</summary>
    public TimeSpan? Delete { get; set; }

    /// <summary>As the engine takes durations: <c>1h5m30.5s</c>; empty for none.</summary>
    internal static string Text(TimeSpan? duration)
    {
        if (duration is not { } time)
        {
            return "";
        }

        var seconds = (time.Ticks % TimeSpan.TicksPerMinute) / (decimal)TimeSpan.TicksPerSecond;
        var parts = new[]
        {
            (Amount: (decimal)Math.Truncate(time.TotalHours), Unit: "h"),
            (Amount: time.Minutes, Unit: "m"),
            (Amount: seconds, Unit: "s"),
        };
        var text = string.Concat(parts.Where(part => part.Amount != 0)
            .Select(part => part.Amount.ToString("0.#######", CultureInfo.InvariantCulture) + part.Unit));
        return text.Length == 0 ? "0s" : text;
    }
}
