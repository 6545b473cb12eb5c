using System.Globalization;
using System.Text;
using Benchmarks.Processes;
using Benchmarks.Report;
using static Benchmarks.Figures.Figure;

namespace Benchmarks.Figures;

/// <summary>What the user sees: a whole <c>up</c> of a stack, engine and all, for each of several <c>--parallel</c>.</summary>
internal static class Stack
{
    private const int Count = 200;
    private const double Most = 1.05;
    private static readonly int[] Parallel = [200, 100, 50, 16];

    public static async IAsyncEnumerable<Row> MeasureAsync(Emulator emulator)
    {
        var folder = Directory.CreateTempSubdirectory("ecm-bench-");
        try
        {
            foreach (var parallel in Parallel)
            {
                var region = new Region(Count);
                await emulator.ResetAsync(region);
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, "Pulumi.yaml"), Program(Count));
                var time = await TimeAsync(() => UpAsync(emulator, folder.FullName, parallel));
                var calls = await emulator.CallsAsync();
                await Creates.DemandAllBoundAsync(emulator, Count);
                var ratio = time / Bound(region);
                var isHeldToIt = parallel == Count;
                yield return new(
                    $"a whole up of {Count}, --parallel {parallel}",
                    Seconds(time),
                    isHeldToIt ? FormattableString.Invariant($"{Most} × {Seconds(Bound(region))}") : string.Empty,
                    ratio,
                    isHeldToIt ? ratio <= Most && calls.Refused == 0 : null,
                    $"{calls}, {Refused(calls.Refused)}");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task UpAsync(Emulator emulator, string folder, int parallel) => Programs.RunAsync(
        Programs.LocalEngine,
        "up",
        "--yes",
        "--cwd", folder,
        "--state", Path.Combine(folder, $"state-{parallel}.json"),
        "--provider", Programs.Provider,
        "--parallel", parallel.ToString(CultureInfo.InvariantCulture),
        "--config", $"ecm:endpoint={emulator.Endpoint}",
        "--config", $"ecm:ecmRegion={Region.Name}",
        "--config", $"ecm:secretId={Emulator.SecretId}",
        "--secret", $"ecm:secretKey={Emulator.SecretKey}");

    private static string Program(int count)
    {
        var text = new StringBuilder("name: bench\nruntime: yaml\nresources:\n");
        for (var i = 0; i < count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  web{i}:\n    type: ecm:index:EipAssociation\n");
            text.Append(CultureInfo.InvariantCulture, $"    properties:\n      addressId: {Region.Eip(i)}\n      instanceId: {Region.Instance(i)}\n");
        }

        return text.ToString();
    }
}
