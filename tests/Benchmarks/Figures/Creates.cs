using Benchmarks.Peers;
using Benchmarks.Processes;
using Benchmarks.Report;
using static Benchmarks.Figures.Figure;

namespace Benchmarks.Figures;

/// <summary>Many creates at once, each with a task of two to five seconds, against what the API's limit allows.</summary>
internal static class Creates
{
    private const double Most = 1.05;
    private const double Shared = 1.25;
    private const double MostMegabytes = 64;

    /// <summary>One provider. Few creates are held to no bound: to a single look-up more or less the ratio answers with hundredths.</summary>
    public static async Task<Row> MeasureAsync(Emulator emulator, int count)
    {
        var region = new Region(count);
        await emulator.ResetAsync(region);
        using var provider = await Provider.StartAsync(emulator.Endpoint);
        var time = await TimeAllAsync(count, i => provider.CreateAsync(i));
        var calls = await emulator.CallsAsync();
        await DemandAllBoundAsync(emulator, count);
        var row = RowOf($"{count} creates", time, Bound(region), Most, calls, $", {Refused(calls.Refused)}; at most {Megabytes(provider.Memory.Most)} resident");
        return count >= 100 ? row : row with { Holds = null };
    }

    /// <summary>A thousand in flight at once: the memory they take at the most.</summary>
    public static async Task<Row> MeasureMemoryAsync(Emulator emulator)
    {
        const int count = 1000;
        var region = new Region(count);
        await emulator.ResetAsync(region);
        using var provider = await Provider.StartAsync(emulator.Endpoint);
        var before = provider.Memory.Now;
        var time = await TimeAllAsync(count, i => provider.CreateAsync(i));
        await DemandAllBoundAsync(emulator, count);
        var most = provider.Memory.Most;
        return new($"resident, {count} creates in flight", Megabytes(most), Megabytes(MostMegabytes), most / MostMegabytes, most <= MostMegabytes, $"{Megabytes(before)} before; {Seconds(time)}, {time / Bound(region):0.000} of the least");
    }

    /// <summary>Somebody else uses half of the account's limit: the other half is what there is to share.</summary>
    public static async Task<Row> MeasureDisturbedAsync(Emulator emulator, int count)
    {
        var region = new Region(count);
        await emulator.ResetAsync(region);
        using var provider = await Provider.StartAsync(emulator.Endpoint);
        using var peer = new PeerClient(emulator.Endpoint);
        using var end = new CancellationTokenSource();
        var disturbs = peer.DisturbAsync(Limit / 2, end.Token);
        var time = await TimeAllAsync(count, i => provider.CreateAsync(i));
        var calls = await emulator.CallsAsync();
        await end.CancelAsync();
        await disturbs;
        await DemandAllBoundAsync(emulator, count);
        return RowOf($"{count} creates while others use half the limit", time, Bound(region, Limit / 2), Shared, calls, $", theirs included, {Refused(calls.Refused)}");
    }

    /// <summary>Two providers that know nothing of each other share the account.</summary>
    public static async Task<Row> MeasureTwoAsync(Emulator emulator, int count)
    {
        var region = new Region(count);
        await emulator.ResetAsync(region);
        using var one = await Provider.StartAsync(emulator.Endpoint);
        using var other = await Provider.StartAsync(emulator.Endpoint);
        var time = await TimeAllAsync(count, i => (i % 2 == 0 ? one : other).CreateAsync(i));
        var calls = await emulator.CallsAsync();
        await DemandAllBoundAsync(emulator, count);
        return RowOf($"{count} creates by two providers", time, Bound(region), Shared, calls, $", {Refused(calls.Refused)}");
    }

    /// <summary>How the peers do it: a question for each task and second, and retries on throttling.</summary>
    public static async Task<Row> MeasurePeerAsync(Emulator emulator, int count)
    {
        var region = new Region(count);
        await emulator.ResetAsync(region);
        using var peer = new PeerClient(emulator.Endpoint);
        var time = await TimeAllAsync(count, peer.CreateAsync);
        var calls = await emulator.CallsAsync();
        return new($"{count} creates, a DescribeTaskResult for each task and second", Seconds(time), "", time / Bound(region), null, $"{calls}, {Refused(calls.Refused)}");
    }

    /// <summary>One create alone, several times: how long after its task it ends.</summary>
    public static async Task<Row> MeasureLoneAsync(Emulator emulator)
    {
        const int times = 11;
        var region = new Region(times);
        await emulator.ResetAsync(region);
        using var provider = await Provider.StartAsync(emulator.Endpoint);
        var late = new List<TimeSpan>();
        for (var i = 0; i < times; i++)
        {
            var time = await TimeAsync(() => provider.CreateAsync(i));
            late.Add(time - TimeSpan.FromSeconds(region.TaskSeconds[Region.Eip(i)]));
        }

        var most = late.Max();
        return new("a lone create, after its task", Milliseconds(most), Milliseconds(TimeSpan.FromSeconds(0.5)), most / TimeSpan.FromSeconds(0.5), most <= TimeSpan.FromSeconds(0.5), $"the latest of {times}; median {Milliseconds(Median(late))}");
    }

    private static Row RowOf(string figure, TimeSpan time, TimeSpan bound, double most, Calls calls, string notes)
    {
        var ratio = time / bound;
        var refusedIsFine = most > Most;
        return new(figure, Seconds(time), FormattableString.Invariant($"{most} × {Seconds(bound)}"), ratio, ratio <= most && (refusedIsFine || calls.Refused == 0), calls + notes);
    }

    /// <summary>Nothing counts that did not bind them all.</summary>
    public static async Task DemandAllBoundAsync(Emulator emulator, int count)
    {
        var bound = await emulator.BoundAsync();
        if (bound != count)
        {
            throw new InvalidOperationException($"{bound} of {count} EIPs are bound.");
        }
    }
}
