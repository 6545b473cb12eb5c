using Benchmarks.Processes;
using Benchmarks.Report;
using static Benchmarks.Figures.Figure;

namespace Benchmarks.Figures;

/// <summary>From the start of the process to its port, in turns with the empty server: what the machine does meets all alike.</summary>
internal static class Starts
{
    private const int Rounds = 31;
    private const double MostMegabytes = 22;
    private const double MostOnDisk = 12;

    public static IEnumerable<Row> Measure()
    {
        string[] programs = [Programs.EmptyServer, Programs.Provider, Programs.JitProvider];
        var starts = Enumerable.Range(0, Rounds).Select(_ => programs.Select(Start).ToArray()).ToList();
        var times = programs.Select((_, at) => Median(starts.Select(round => round[at].Time))).ToArray();
        var memory = programs.Select((_, at) => starts.Select(round => round[at].Memory).Order().ElementAt(Rounds / 2)).ToArray();
        var ratio = times[1] / times[0];
        var onDisk = new FileInfo(Programs.Provider).Length / (1024.0 * 1024);

        yield return new("start to port", Milliseconds(times[1]), $"1.1 × {Milliseconds(times[0])}", ratio, ratio <= 1.1, $"against an empty gRPC server, compiled ahead of time; medians of {Rounds}");
        yield return new("start to port, compiled as it runs", Milliseconds(times[2]), "", times[2] / times[0], null, $"{Megabytes(memory[2])} resident");
        yield return new("resident at the start", Megabytes(memory[1]), Megabytes(MostMegabytes), memory[1] / MostMegabytes, memory[1] <= MostMegabytes, $"the empty server: {Megabytes(memory[0])}");
        yield return new("binary", Megabytes(onDisk), Megabytes(MostOnDisk), onDisk / MostOnDisk, onDisk <= MostOnDisk);
    }

    private static (TimeSpan Time, double Memory) Start(string program)
    {
        using var process = StartedProcess.Start(program);
        return (process.ToFirstLine, process.Memory().Now);
    }
}
