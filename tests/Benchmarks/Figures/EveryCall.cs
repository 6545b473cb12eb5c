using Benchmarks.Processes;
using Benchmarks.Report;
using EcmProvider.Protocol.Values;
using Pulumirpc;
using static Benchmarks.Figures.Figure;

namespace Benchmarks.Figures;

/// <summary>Check and Diff over gRPC, one after the other, on a warm provider.</summary>
internal static class EveryCall
{
    private const int Warm = 2000;
    private const int Measured = 5000;
    private static readonly TimeSpan Most = TimeSpan.FromMilliseconds(0.3);

    public static async Task<IReadOnlyList<Row>> MeasureAsync(Emulator emulator)
    {
        var native = await MediansAsync(emulator, Programs.Provider);
        var jit = await MediansAsync(emulator, Programs.JitProvider);
        return [RowOf("Check", native.Check, native.Nothing, jit.Check), RowOf("Diff", native.Diff, native.Nothing, jit.Diff)];
    }

    private static async Task<(TimeSpan Nothing, TimeSpan Check, TimeSpan Diff)> MediansAsync(Emulator emulator, string binary)
    {
        using var provider = await Provider.StartAsync(emulator.Endpoint, binary);
        var check = new CheckRequest { Urn = Region.Urn(1), Type = Provider.Type, News = PropertyMarshaler.Marshal(Region.Inputs(1)) };
        var diff = new DiffRequest
        {
            Id = Region.Id(1),
            Urn = Region.Urn(1),
            Type = Provider.Type,
            Olds = PropertyMarshaler.Marshal(Region.State(1)),
            OldInputs = PropertyMarshaler.Marshal(Region.Inputs(1)),
            News = PropertyMarshaler.Marshal(Region.Inputs(2)),
        };
        var medians = await MediansAsync(
            async () => await provider.Client.GetPluginInfoAsync(new()),
            async () => await provider.Client.CheckAsync(check),
            async () => await provider.Client.DiffAsync(diff));
        return (medians[0], medians[1], medians[2]);
    }

    private static Row RowOf(string method, TimeSpan median, TimeSpan nothing, TimeSpan jit) =>
        new($"{method}, median", Milliseconds(median), Milliseconds(Most), median / Most, median <= Most, $"a call that does nothing: {Milliseconds(nothing)}; compiled as it runs: {Milliseconds(jit)}");

    // In turns: what disturbs the machine for a while disturbs them all.
    private static async Task<TimeSpan[]> MediansAsync(params Func<Task>[] calls)
    {
        var times = calls.Select(_ => new List<TimeSpan>(Measured)).ToArray();
        for (var round = -Warm; round < Measured; round++)
        {
            for (var i = 0; i < calls.Length; i++)
            {
                var time = await TimeAsync(calls[i]);
                if (round >= 0)
                {
                    times[i].Add(time);
                }
            }
        }

        return [.. times.Select(Median)];
    }
}
