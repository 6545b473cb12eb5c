using System.Diagnostics;
using System.Globalization;
using Benchmarks.Processes;

namespace Benchmarks.Figures;

/// <summary>What the figures share.</summary>
internal static class Figure
{
    /// <summary>Requests a second and action that the API takes.</summary>
    public const double Limit = 20;

    /// <summary>How long something takes.</summary>
    public static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>How long it takes until the last of many that begin together has ended.</summary>
    public static Task<TimeSpan> TimeAllAsync(int count, Func<int, Task> work) =>
        TimeAsync(() => Task.WhenAll(Enumerable.Range(0, count).Select(work)));

    public static TimeSpan Median(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    /// <summary>The least time in which the API takes so many changes, so many a second, and ends the last task.</summary>
    public static TimeSpan Bound(Region region, double perSecond = Limit) => TimeSpan.FromSeconds(region.Size / perSecond) + region.LongestTask;

    public static string Refused(int calls) => calls == 0 ? "none refused" : $"{calls} refused";

    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s");

    public static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.00} ms");

    public static string Megabytes(double megabytes) => string.Create(CultureInfo.InvariantCulture, $"{megabytes:0.0} MB");
}
