using EcmProvider.ModelTests.EngineSide;
using EcmProvider.ModelTests.Histories;
using EcmProvider.ModelTests.World;

namespace EcmProvider.ModelTests.Judging;

/// <summary>Plays one history to its end, and says which promises were broken.</summary>
public static class Stage
{
    private const int MostDoubts = 3;

    /// <summary>
    /// Plays a history, and again if something came late: starved of the processor the provider looks late, but one that is late is so
    /// again.
    /// </summary>
    public static async Task<IReadOnlyList<string>> PlayWithDoubtAsync(
        Lab lab, History history, Action<string>? trace = null, Tally? tally = null)
    {
        var broken = await PlayAsync(lab, history, trace, tally);
        for (var again = 0; again < MostDoubts && broken.Any(Witness.IsAboutTime); again++)
        {
            tally?.Doubted();
            broken = await PlayAsync(lab, history);
        }

        return broken;
    }

    /// <summary>Plays a history.</summary>
    /// <param name="lab">Where; one history at a time.</param>
    /// <param name="history">What happens.</param>
    /// <param name="trace">What is told on the way; null: nothing.</param>
    /// <param name="tally">Where to count what was played; null: nowhere.</param>
    /// <returns>The broken promises; empty when all is well.</returns>
    public static async Task<IReadOnlyList<string>> PlayAsync(Lab lab, History history, Action<string>? trace = null, Tally? tally = null)
    {
        await lab.BeginHistoryAsync();
        var witness = new Witness(lab);
        var engine = new EngineModel(lab, witness, history.DetectsDrift, history.AssumesRole);
        foreach (var step in history.Steps)
        {
            trace?.Invoke($"-- {step}");
            switch (step)
            {
                case PeopleStep people:
                    witness.Ledger.Perform(people.Act);
                    break;
                case TroubleStep trouble:
                    trouble.Trouble.Begin(lab.Emulator.Emulator);
                    break;
                case RunStep run:
                    Tell(await engine.RunAsync(run));
                    break;
            }

            if (witness.Broken.Count > 0)
            {
                return witness.Broken;
            }
        }

        var last = history.Steps.OfType<RunStep>().Last(run => run.IsUp);
        lab.EndTroubles();
        var judgement = new Judgement(lab, engine, witness, last.Program, Tell);
        trace?.Invoke("-- all troubles end");
        await judgement.JudgeAsync();
        tally?.Played(history, lab);
        return witness.Broken;

        void Tell(RunReport report)
        {
            if (trace is null)
            {
                return;
            }

            trace($"   at {lab.Clock.Elapsed}; calls: {string.Join(", ", lab.Emulator.Calls.Counts.Select(c => $"{c.Key} {c.Value}"))}");
            trace($"   {string.Join(", ", report.Changes)}{string.Concat(report.Failures.Select(f => $"\n   {f.Key} failed: {f.Value}"))}");
            trace($"   state: {string.Join("; ", engine.State.Values.Select(r => $"{r.Name} {r.Id}{(r.InitFailed ? " (init failed)" : "")}"))}");
            trace($"   cloud: {string.Join("; ", witness.Ledger.Bindings().Select(b => $"{b.Key} {b.Value.NetworkInterfaceId}/{b.Value.PrivateIpAddress}"))}");
        }
    }
}
