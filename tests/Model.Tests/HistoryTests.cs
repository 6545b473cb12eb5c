using System.Diagnostics;
using System.Globalization;
using System.Text;
using CsCheck;
using EcmProvider.ModelTests.EngineSide;
using EcmProvider.ModelTests.Histories;
using EcmProvider.ModelTests.Judging;
using EcmProvider.ModelTests.World;
using Xunit;

namespace EcmProvider.ModelTests;

/// <summary>
/// Random histories of a stack.
/// <list type="bullet">
/// <item>ECM_MODEL_HISTORIES says how many; some hundreds when it is not set.</item>
/// <item>ECM_MODEL_SEED: <c>SEED</c> plays those of a seed, <c>SEED:NUMBER</c> one of them, with all that came of each step. When it is not
/// set they are the same at every run, so that a change is not blamed for what it did not do.</item>
/// <item>ECM_MODEL_FAILURES says after how many failures to stop (1).</item>
/// </list>
/// </summary>
[Collection(LabTests.Name)]
public sealed class HistoryTests(WarmLab warm, ITestOutputHelper output)
{
    private const int UsualHistories = 300;
    private const ulong UsualSeed = 2026;

    [Fact]
    public async Task No_history_loses_steals_or_leaves_behind_an_association()
    {
        var (seed, only) = Seed();
        var count = Number("ECM_MODEL_HISTORIES") ?? UsualHistories;
        Say($"ECM_MODEL_SEED={seed}, {(only is null ? $"{count} histories" : $"history {only} alone")}");
        var watch = Stopwatch.StartNew();
        var tally = new Tally();
        var failures = new List<string>();
        for (var number = only ?? 0; number < (only + 1 ?? count) && failures.Count < (Number("ECM_MODEL_FAILURES") ?? 1); number++)
        {
            var history = RandomHistory.Any.Generate(new PCG((uint)number, seed), null, out _);
            var broken = await Stage.PlayWithDoubtAsync(warm.Lab, history, only is null ? null : Say, tally);
            if (broken.Count > 0)
            {
                var found = await Shrinking.ShrinkAsync(history, smaller => Stage.PlayAsync(warm.Lab, smaller), broken);
                failures.Add($"History {number} broke a promise; replay it with ECM_MODEL_SEED={seed}:{number}.\n{Tell(found)}");
                Say(failures[^1]);
            }
        }

        Say(string.Create(CultureInfo.InvariantCulture, $"{tally} in {watch.Elapsed.TotalSeconds:F0} s, {warm.Lab.Clock.Elapsed.TotalHours:F1} h by the virtual clock."));
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private static string Tell(Shrunk found)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{found.History}");
        foreach (var promise in found.Broken)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  Broken: {promise}");
        }

        return text.ToString();
    }

    private static (ulong Seed, int? Only) Seed()
    {
        var parts = (Environment.GetEnvironmentVariable("ECM_MODEL_SEED") ?? string.Empty).Split(':');
        return ulong.TryParse(parts[0], CultureInfo.InvariantCulture, out var seed)
            ? (seed, parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : null)
            : (UsualSeed, null);
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;

    private void Say(string line)
    {
        output.WriteLine(line);
        TestContext.Current.SendDiagnosticMessage(line);
    }
}
