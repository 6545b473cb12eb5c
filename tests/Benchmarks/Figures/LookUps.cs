using Benchmarks.Peers;
using Benchmarks.Processes;
using Benchmarks.Report;
using static Benchmarks.Figures.Figure;

namespace Benchmarks.Figures;

/// <summary>Refreshes and previews of a thousand: how few look-ups they cost, and how soon they end.</summary>
internal static class LookUps
{
    private const int Count = 1000;
    private const int MostLookUps = 12;

    public static async Task<IReadOnlyList<Row>> MeasureAsync(Emulator emulator)
    {
        var rows = new List<Row>();
        await emulator.ResetAsync(new(Count), bound: true);
        using var peer = new PeerClient(emulator.Endpoint);

        // The API's own time: what the least number of look-ups takes at its limit.
        var own = TimeSpan.FromSeconds(((Count / 100) - 1) / Limit) + await TimeAsync(() => peer.LookUpAsync(Enumerable.Range(0, 100)));
        using (var provider = await Provider.StartAsync(emulator.Endpoint))
        {
            rows.Add(await RowAsync($"{Count} reads", i => provider.ReadAsync(i)));
        }

        rows.Add(await PeerAsync());
        await emulator.ResetAsync(new(Count));
        using (var provider = await Provider.StartAsync(emulator.Endpoint))
        {
            rows.Add(await RowAsync($"{Count} previews of a create", i => provider.CreateAsync(i, preview: true)));
        }

        return rows;

        async Task<Row> RowAsync(string figure, Func<int, Task> work)
        {
            await emulator.ForgetCallsAsync();
            var time = await TimeAllAsync(Count, work);
            var calls = await emulator.CallsAsync();
            var bound = own + TimeSpan.FromSeconds(1);
            return new(figure, Seconds(time), $"{Seconds(bound)}, {MostLookUps} DescribeAddresses", time / bound, time <= bound && calls.Of("DescribeAddresses") <= MostLookUps, calls.ToString());
        }

        async Task<Row> PeerAsync()
        {
            await emulator.ForgetCallsAsync();
            var time = await TimeAllAsync(Count, i => peer.LookUpAsync([i]));
            var calls = await emulator.CallsAsync();
            return new($"{Count} reads, a DescribeAddresses for each", Seconds(time), "", time / (own + TimeSpan.FromSeconds(1)), null, $"{calls}, {Refused(calls.Refused)}");
        }
    }
}
