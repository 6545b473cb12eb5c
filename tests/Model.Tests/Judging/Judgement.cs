using EcmEmulator.Models;
using EcmProvider.ModelTests.EngineSide;
using EcmProvider.ModelTests.Histories;
using EcmProvider.ModelTests.World;

namespace EcmProvider.ModelTests.Judging;

/// <summary>
/// What must be so after every history, with the troubles over: an up reaches what the program wants as far as the cloud allows, a
/// further one changes nothing, the state is what the cloud holds, and a destroy takes the stack's bindings and no other.
/// </summary>
public sealed class Judgement(
    Lab lab, EngineModel engine, Witness witness, IReadOnlyList<Wanted> lastProgram, Action<RunReport> tell)
{
    // Above the number of associations that can wait for each other, as the provider's messages and docs ask for.
    private const int Parallel = 5;
    private const int EnoughSeconds = 60;

    // The short timeouts are a trouble too.
    private readonly IReadOnlyList<Wanted> program = [.. lastProgram.Select(wanted => wanted with { Timeout = EnoughSeconds })];

    private enum Chance
    {
        MustSucceed,
        MustFail,
        Either,
    }

    public async Task JudgeAsync()
    {
        engine.FollowAliases(program);
        engine.SetTimeouts(EnoughSeconds);
        var stateBefore = engine.State;
        var chances = program.ToDictionary(wanted => wanted.Name, wanted => ChanceOf(wanted, stateBefore));

        await JudgePreviewAsync(chances);

        // Without drift detection an up does not look; the refresh is the user's way to the same end.
        var up = new RunStep(RunKind.UpWithRefresh, program, Parallel, []);
        var first = await RunAsync(up);
        JudgeFirst(first, chances);
        var bindings = witness.Ledger.Bindings();
        var changes = Changes();
        var second = await RunAsync(up);
        JudgeSecond(first, second, changes, bindings);
        await JudgeRefreshAsync();
        JudgeOrphans();
        await JudgeDestroyAsync();
    }

    private async Task<RunReport> RunAsync(RunStep step)
    {
        var report = await engine.RunAsync(step);
        tell(report);
        return report;
    }

    private int Changes() => lab.Emulator.Calls.Count("AssociateAddress") + lab.Emulator.Calls.Count("DisassociateAddress");

    // A preview gives no false alarm, and says what cannot be; that it asks for no change the witness sees.
    private async Task JudgePreviewAsync(Dictionary<string, Chance> chances)
    {
        var report = await RunAsync(new RunStep(RunKind.Preview, program, Parallel, []));

        foreach (var (name, why) in report.Failures)
        {
            if (chances.GetValueOrDefault(name, Chance.MustSucceed) == Chance.MustSucceed)
            {
                witness.Break($"The preview failed for {(name.Length == 0 ? "the run" : name)}, and nothing stands in its way: {why}");
            }
        }

        if (report.Failures.Count == 0 && program.FirstOrDefault(wanted => !engine.State.ContainsKey(wanted.Name) && !IsPossible(wanted)) is { } hopeless)
        {
            witness.Break($"The preview did not say that {hopeless} cannot be.");
        }
    }

    private void JudgeFirst(RunReport report, Dictionary<string, Chance> chances)
    {
        // After a failure the engine begins nothing new, so only a run in which nothing had to fail shows what must succeed.
        var anyMayFail = chances.Values.Any(chance => chance != Chance.MustSucceed);
        foreach (var (name, why) in report.Failures)
        {
            if (chances.GetValueOrDefault(name, Chance.MustSucceed) == Chance.MustSucceed)
            {
                witness.Break($"The up after all troubles failed for {(name.Length == 0 ? "the run" : name)}, and nothing stands in its way: {why}");
            }
        }

        foreach (var wanted in program)
        {
            var stands = engine.State.GetValueOrDefault(wanted.Name) is { InitFailed: false } recorded && recorded.Id == wanted.Id;
            switch (chances[wanted.Name])
            {
                case Chance.MustSucceed when !stands && !anyMayFail:
                    witness.Break($"After the up {wanted.Name} is not in the state as the program wants it.");
                    break;
                case Chance.MustFail when stands:
                    witness.Break($"{wanted.Name} is in the state, and the cloud cannot hold it.");
                    break;
            }
        }

        if (chances.Values.Any(chance => chance == Chance.MustFail) && report.Failures.Count == 0)
        {
            witness.Break("The up could not do all that the program wants, and it reported no failure.");
        }
    }

    private void JudgeSecond(RunReport first, RunReport second, int changes, Dictionary<string, Binding> bindings)
    {
        if (first.Failures.Count == 0 && (second.Failures.Count > 0 || second.Changes.Count > 0 || Changes() != changes))
        {
            witness.Break(
                $"A second up is to change nothing, and it did: {string.Join(", ", second.Changes)} ({Changes() - changes} changes asked of the API; {string.Join("; ", second.Failures.Select(f => $"{f.Key}: {f.Value}"))}).");
        }

        foreach (var (eip, binding) in bindings)
        {
            if (first.Failures.Count == 0 && witness.Ledger.Bindings().GetValueOrDefault(eip) != binding)
            {
                witness.Break($"A second up moved {eip}.");
            }
        }
    }

    private async Task JudgeRefreshAsync()
    {
        var before = engine.State;
        var report = await RunAsync(new RunStep(RunKind.Refresh, [], Parallel, []));
        foreach (var (name, why) in report.Failures)
        {
            witness.Break($"The refresh failed for {name}: {why}");
        }

        foreach (var resource in engine.State.Values)
        {
            if (!witness.Ledger.Holds(resource.Eip, resource.Place))
            {
                witness.Break($"After a refresh the state says {resource.Id}, and the cloud does not hold it.");
            }
        }

        if (before.Count != engine.State.Count)
        {
            witness.Break("A refresh right after an up took something out of the state.");
        }
    }

    private void JudgeOrphans()
    {
        foreach (var (eip, binding) in witness.Ledger.Bindings())
        {
            var known = engine.All.Any(resource => resource.Eip == eip)
                || engine.CutOff.Any(id => id.Contains($"/{eip}/", StringComparison.Ordinal));
            if (!known && !witness.Ledger.IsBoundByPeople(eip))
            {
                witness.Break($"{eip} is bound to {binding.NetworkInterfaceId}, the stack made that, and it is not in the state.");
            }
        }
    }

    private async Task JudgeDestroyAsync()
    {
        var before = witness.Ledger.Bindings();
        var owned = engine.All.Where(resource => witness.Ledger.Holds(resource.Eip, resource.Place)).Select(resource => resource.Eip).ToHashSet();
        var report = await RunAsync(new RunStep(RunKind.Destroy, [], Parallel, []));
        foreach (var (name, why) in report.Failures)
        {
            witness.Break($"The destroy failed for {name}: {why}");
        }

        if (engine.All.Count > 0)
        {
            witness.Break($"After the destroy the state still has {string.Join(", ", engine.All.Select(resource => resource.Name))}.");
        }

        var after = witness.Ledger.Bindings();
        foreach (var (eip, binding) in before)
        {
            if (owned.Contains(eip) && after.ContainsKey(eip))
            {
                witness.Break($"The destroy left {eip} bound.");
            }
            else if (!owned.Contains(eip) && after.GetValueOrDefault(eip) != binding)
            {
                witness.Break($"The destroy touched {eip}, which is not the stack's.");
            }
        }
    }

    // Whether the cloud has the EIP and the target.
    private bool IsPossible(Wanted wanted) =>
        lab.Cloud.FindAddress(wanted.Eip) is not null
        && lab.Cloud.FindNetworkInterface(wanted.Place.Eni)?.FindPrivateIp(wanted.Place.Ip) is not null;

    // What the cloud and the state allow, before the up.
    private Chance ChanceOf(Wanted wanted, IReadOnlyDictionary<string, Recorded> state)
    {
        var bindings = witness.Ledger.Bindings();
        if (!IsPossible(wanted))
        {
            return Chance.MustFail;
        }

        var target = new Binding(wanted.Place.Eni, wanted.Place.Ip);
        var address = lab.Cloud.FindAddress(wanted.Eip)!;
        var holder = bindings.FirstOrDefault(binding => binding.Value == target).Key;
        if (address.Eip.BoundTo == target)
        {
            return IsSafeFromDeletes() ? Chance.MustSucceed : Chance.Either;
        }

        var eipIsHeld = address.Eip.BoundTo is not null && !IsReleasedFirst(wanted.Eip) && !wanted.Allow;
        var targetIsHeld = holder is not null && !IsReleasedFirst(holder);
        if (!eipIsHeld && !targetIsHeld)
        {
            return Chance.MustSucceed;
        }

        // Released by this very up, but only after the creates; or held by what an earlier run made and nobody recorded.
        return (eipIsHeld && IsStacks(wanted.Eip)) || (targetIsHeld && IsStacks(holder!)) || program.Any(w => w.Allow) ? Chance.Either : Chance.MustFail;

        bool IsStacks(string eip) => !witness.Ledger.IsBoundByPeople(eip) || engine.All.Any(resource => resource.Eip == eip);

        // Replaced before it is needed: a resource of the program holds it now, as the state knows, under an id that it will not have.
        bool IsReleasedFirst(string eip) => state.Values.Any(resource =>
            resource.Eip == eip
            && witness.Ledger.Holds(eip, resource.Place)
            && program.Any(w => w.Name == resource.Name && w.Id != resource.Id));

        bool IsSafeFromDeletes() => !state.Values.Where(resource => resource.Name != wanted.Name).Concat(engine.Pending)
            .Any(resource => resource.Eip == wanted.Eip && resource.Id != wanted.Id);
    }
}
