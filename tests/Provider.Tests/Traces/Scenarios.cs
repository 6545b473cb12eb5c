using static EcmProvider.Tests.Traces.Known;

namespace EcmProvider.Tests.Traces;

/// <summary>All scenarios.</summary>
internal static partial class Scenarios
{
    /// <summary>One or more for each recording.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        .. Checks(), .. Previews(), .. Creates(), .. Changes(), .. Unfinished(),
        .. Reads(), .. DriftDetection(), .. Functions(), .. Deletes(),
    ];

    /// <summary>The scenario of a name.</summary>
    public static Scenario Of(string name) => All.Single(scenario => scenario.Name == name);

    private static IEnumerable<Scenario> Checks() =>
    [
        new("check-failures") { Cloud = Unbound, Holds = [HoldsNothing] },
    ];

    private static IEnumerable<Scenario> Deletes() =>
    [
        new("destroy")
        {
            Cloud = BoundToOther,
            Changes = [Disassociate],
            Holds = [HoldsNothing, "wan-1001 BIND ein-55556666 10.0.0.6"],
        },

        // The engine asked nothing: what was recorded is that nothing happens.
        new("destroy-two")
        {
            Cloud = Two,
            Holds = ["eip-11110000 BIND ein-11110000 10.0.0.1", "eip-22220000 BIND ein-22220000 10.0.0.2"],
        },
    ];

    private static IEnumerable<Scenario> Reads() =>
    [
        new("import-missing")
        {
            Cloud = Unbound,
            Says = ["Warning: There is nothing to import: the account has no EIP \"eip-99990000\" in the ECM region"],
            Holds = [HoldsNothing],
        },
        new("import-short") { Cloud = Bound, Differences = [Drift("Read web")], Holds = [HoldsInstance] },
        new("up-after-import") { Cloud = Bound, Holds = [HoldsInstance] },
        new("refresh-same") { Cloud = BoundToOther, Differences = [Drift("Read web")], Holds = [HoldsOther] },
        new("up-refresh-same") { Cloud = BoundToOther, Differences = [Drift("Read web")], Holds = [HoldsOther] },
        new("refresh-gone") { Cloud = Unbound, Holds = [HoldsNothing] },
        new("refresh-moved")
        {
            Cloud = Bound,
            Says =
            [
                "Warning: EIP \"eip-11112222\" is no longer bound to instance \"ein-55556666\" but to instance \"ein-33334444\"",
            ],
            Holds = [HoldsInstance],
        },
    ];

    private static IEnumerable<Scenario> DriftDetection() =>
    [
        new("rbu-create") { Cloud = Unbound, Changes = [Associate], Holds = [HoldsInstance] },
        new("rbu-preview-same") { Cloud = Bound, Holds = [HoldsInstance] },
        new("rbu-preview-gone")
        {
            Cloud = Unbound,
            Differences = [.. SeesBoth("Create web", "eni-33334444", "10.0.0.5"), Drift("Create web")],
            Holds = [HoldsNothing],
        },
        new("rbu-up-gone") { Cloud = Unbound, Changes = [Associate], Holds = [HoldsInstance] },
        new("rbu-destroy") { Cloud = Bound, Changes = [Disassociate], Holds = [HoldsNothing] },
    ];

    private static IEnumerable<Scenario> Functions() =>
    [
        new("invoke") { Cloud = Unbound, Differences = [.. AnswersTheWholeEip("Invoke")], Holds = [HoldsNothing] },
        new("invoke-failure")
        {
            Cloud = Unbound,
            Differences =
            [
                new(
                    "Invoke",
                    Shape.Error,
                    "InvalidArgument",
                    "The failures list is not shown to YAML users, so ours answers with an error (the recording's own words)."),
            ],
            Holds = [HoldsNothing],
        },
        new("node-preview")
        {
            Cloud = Unbound,
            Switches = emulator => emulator.Emulator.Keys.Add("AKIDEXAMPLE", "sKNODE"),
            Differences = [.. AnswersTheWholeEip("Invoke"), Drift("Create web")],
            Changes = [AssumeRole],
            Holds = [HoldsNothing],
        },
    ];
}
