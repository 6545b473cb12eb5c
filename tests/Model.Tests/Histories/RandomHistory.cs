using CsCheck;
using EcmProvider.ModelTests.World;

namespace EcmProvider.ModelTests.Histories;

/// <summary>Random histories.</summary>
public static class RandomHistory
{
    private const int MostAssociations = 4;

    // How far look-ups lag at most. The provider takes an EIP that goes on showing UNBIND for three seconds as not taken.
    private const int LongestLagInTenths = 25;

    private static readonly string[] Names = ["a", "b", "c", "d", "e"];

    private static readonly Gen<string?> AnyAction = Gen.Frequency<string?>(
        (2, null), (4, "AssociateAddress"), (3, "DisassociateAddress"), (3, "DescribeAddresses"), (1, "DescribeTaskResult"), (1, "DescribeNetworkInterfaces"));

    private static readonly Gen<PeopleAct> People =
        from what in Gen.Frequency(
            (4, PeopleDo.Bind),
            (6, PeopleDo.Unbind),
            (6, PeopleDo.Move),
            (1, PeopleDo.Release),
            (1, PeopleDo.DeleteInstance),
            (1, PeopleDo.DeleteNetworkInterface),
            (1, PeopleDo.Attach),
            (1, PeopleDo.Detach))
        from eip in Gen.Int[0, Region.Eips.Count - 1]
        from place in Gen.Int[0, Region.Places.Count - 1]
        select new PeopleAct(what, Region.Eips[eip], Region.Places[place]);

    private static readonly Gen<Trouble> Troubles =
        from kind in Gen.Enum<TroubleKind>()
        from action in AnyAction
        from times in Gen.Int[1, 4]
        from tenths in Gen.Int[1, 80]
        select new Trouble(
            kind,
            kind == TroubleKind.Lag ? null : action,
            times,
            kind == TroubleKind.Lag ? Math.Min(tenths, LongestLagInTenths) / 10.0 : tenths / 10.0);

    private static readonly Gen<Interruption> Interruptions =
        from what in Gen.Frequency(
            (4, Disturbance.Kill), (3, Disturbance.People), (3, Disturbance.Cancel), (1, Disturbance.FinishTasks))
        from after in Gen.Int[0, 80]
        from call in Gen.Int[0, 12]
        from act in People
        select new Interruption(what, after * 100, what == Disturbance.Kill ? call : 0, what == Disturbance.People ? act : null);

    private static readonly Gen<Edit[]> Edits = (
        from kind in Gen.Enum<EditKind>()
        from one in Gen.Int[0, 20]
        from two in Gen.Int[0, 20]
        select new Edit(kind, one, two)).Array[0, 4];

    private static readonly Gen<Raw> Runs =
        from kind in Gen.Frequency(
            (12, RunKind.Up), (2, RunKind.UpWithRefresh), (2, RunKind.Preview), (2, RunKind.Refresh), (1, RunKind.Destroy), (1, RunKind.Import))
        from edits in Edits
        from parallel in Gen.Int[1, 4]
        from force in Gen.Int[0, 30]
        from interruptions in Gen.Frequency((3, Gen.Const(0)), (2, Gen.Const(1)), (1, Gen.Const(2))).SelectMany(n => Interruptions.Array[n])
        select new Raw(kind, edits, parallel, force, interruptions, null);

    private static readonly Gen<Raw> AnyRaw = Gen.Frequency(
        (5, Runs),
        (2, People.Select(act => new Raw(default, [], 0, 0, [], new PeopleStep(act)))),
        (4, Troubles.Select(trouble => new Raw(default, [], 0, 0, [], new TroubleStep(trouble)))));

    /// <summary>A history of up to nine steps.</summary>
    public static readonly Gen<History> Any =
        from drift in Gen.Bool
        from role in Gen.Bool
        from first in Edits
        from raws in AnyRaw.Array[1, 9]
        select Fold(drift, first, raws) with { AssumesRole = role };

    private static History Fold(bool drift, Edit[] first, Raw[] raws)
    {
        IReadOnlyList<Wanted> program =
        [
            new("a", Region.Eips[0], Region.Places[0], Timeout: 30),
            new("b", Region.Eips[1], Region.Places[1], Timeout: 30),
        ];
        program = first.Aggregate(program, Apply);
        var steps = new List<Step>();
        foreach (var raw in raws)
        {
            if (raw.Other is not null)
            {
                steps.Add(raw.Other);
                continue;
            }

            var interruptions = raw.Interruptions;
            if (raw.Kind is RunKind.Up or RunKind.UpWithRefresh or RunKind.Preview)
            {
                // A run that was cut off is mostly repeated as it was; only a few runs replace by force.
                program = raw.Edits.Aggregate(program, Apply);
                steps.Add(new RunStep(raw.Kind, program, raw.Parallel, interruptions) { Force = program.ElementAtOrDefault(raw.Force)?.Name });
            }
            else if (raw.Kind == RunKind.Import)
            {
                steps.Add(new RunStep(raw.Kind, [new("e", Region.Eips[raw.Parallel - 1], Region.Places[0])], 1, interruptions));
            }
            else
            {
                steps.Add(new RunStep(raw.Kind, [], raw.Parallel, interruptions));
            }
        }

        // The program that stands at the end is run once at least.
        if (!steps.OfType<RunStep>().Any(run => run.IsUp))
        {
            steps.Insert(0, new RunStep(RunKind.Up, program, 2, []));
        }

        return new(drift, steps);
    }

    // One EIP has one association, and one target one EIP: an edit that would break that swaps or does nothing.
    private static IReadOnlyList<Wanted> Apply(IReadOnlyList<Wanted> program, Edit edit)
    {
        var one = program.Count == 0 ? null : program[edit.One % program.Count];
        var two = program.Count == 0 ? null : program[edit.Two % program.Count];
        var freeEips = Region.Eips.Where(eip => program.All(w => w.Eip != eip)).ToList();
        var freePlaces = Region.Places.Where(place => program.All(w => w.Place.Ip != place.Ip)).ToList();
        var freeNames = Names.Where(name => name != "e" && program.All(w => w.Name != name)).ToList();
        switch (edit.Kind)
        {
            case EditKind.Add when program.Count < MostAssociations && freeEips.Count > 0 && freeNames.Count > 0:
                return
                [
                    .. program,
                    new(freeNames[0], freeEips[edit.One % freeEips.Count], freePlaces[edit.Two % freePlaces.Count], Timeout: 30),
                ];
            case EditKind.Remove when one is not null:
                return [.. program.Where(w => w != one)];
            case EditKind.OtherPlace when one is not null && freePlaces.Count > 0:
                return Replace(one, one with { Place = freePlaces[edit.Two % freePlaces.Count] });
            case EditKind.OtherForm when one is not null && one.Place.Ip == Region.Places[0].Ip:
                return Replace(one, one with { Place = one.Place.Instance is null ? Region.Places[0] : Region.Places[^1] });
            case EditKind.OtherEip when one is not null && freeEips.Count > 0:
                return Replace(one, one with { Eip = freeEips[edit.Two % freeEips.Count] });
            case EditKind.Allow when one is not null:
                return Replace(one, one with { Allow = !one.Allow });
            case EditKind.Timeout when one is not null:
                return Replace(one, one with { Timeout = 5 + (edit.Two * 2) });
            case EditKind.Rename when one is not null && freeNames.Count > 0:
                return Replace(one, one with { Name = freeNames[edit.Two % freeNames.Count], Alias = null });
            case EditKind.RenameWithAlias when one is not null && freeNames.Count > 0:
                return Replace(one, one with { Name = freeNames[edit.Two % freeNames.Count], Alias = one.Name });
            case EditKind.CreateFirst when one is not null:
                return Replace(one, one with { CreateFirst = !one.CreateFirst });
            case EditKind.SwapPlaces when one is not null && two is not null && one != two:
                return [.. program.Select(w => w == one ? w with { Place = two.Place } : w == two ? w with { Place = one.Place } : w)];
            case EditKind.SwapEips when one is not null && two is not null && one != two:
                return [.. program.Select(w => w == one ? w with { Eip = two.Eip } : w == two ? w with { Eip = one.Eip } : w)];
            default:
                return program;
        }

        IReadOnlyList<Wanted> Replace(Wanted old, Wanted next) => [.. program.Select(w => w == old ? next : w)];
    }

    private enum EditKind
    {
        Add,
        Remove,
        OtherPlace,
        OtherForm,
        OtherEip,
        Allow,
        Timeout,
        Rename,
        RenameWithAlias,
        CreateFirst,
        SwapPlaces,
        SwapEips,
    }

    private sealed record Edit(EditKind Kind, int One, int Two);

    private sealed record Raw(RunKind Kind, Edit[] Edits, int Parallel, int Force, Interruption[] Interruptions, Step? Other);
}
