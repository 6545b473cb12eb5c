using EcmEmulator.Models;
using static EcmProvider.Tests.Traces.Known;

namespace EcmProvider.Tests.Traces;

/// <content>Previews: they change nothing, and know what a look-up tells.</content>
internal static partial class Scenarios
{
    private static IEnumerable<Scenario> Previews() =>
    [
        new("preview-create")
        {
            Cloud = Unbound,
            Differences = [.. SeesBoth("Create web", "eni-33334444", "10.0.0.5"), Drift("Create web")],
            Holds = [HoldsNothing],
        },
        new("preview-json-config") { Cloud = Unbound, Differences = [Drift("Create web")], Holds = [HoldsNothing] },
        new("preview-explicit-provider-unknown-config")
        {
            Cloud = Seed,
            Differences = [.. SeesBoth("Create seed", "eni-99990000", "10.0.0.9"), Drift("Create seed")],
            Holds = [HoldsNothing, "eip-99990000 UNBIND"],
        },
        new("preview-unknowns-and-secrets")
        {
            Cloud = region => region.AddAddress("eip-11112222", "203.0.113.1").AddAddress("eip-33334444", "203.0.113.3")
                .AddNetworkInterface("eni-55556666", ["10.0.0.6", "10.0.0.7"]),
            Differences =
            [
                .. SeesEip("Create web", "203.0.113.1"),
                Drift("Create web"),
                .. SeesEip("Create second", "203.0.113.3"),
                Drift("Create second"),
            ],
            Holds = ["eip-11112222 UNBIND", "eip-33334444 UNBIND"],
        },
        new("preview-update") { Cloud = BoundToOther, Differences = [Drift("Update web")], Holds = [HoldsOther] },
        new("preview-replace")
        {
            Cloud = Bound,
            Differences = [.. SeesBoth("Create web", "eni-55556666", "10.0.0.6"), Drift("Create web")],
            Holds = [HoldsInstance],
        },
        new("preview-renamed")
        {
            Cloud = Bound,
            Differences = [.. SeesBoth("Create front", "eni-33334444", "10.0.0.5"), Drift("Create front")],
            Says = ["Info: EIP \"eip-11112222\" is bound to instance \"ein-33334444\" already and will be adopted"],
            Holds = [HoldsInstance],
        },
        new("preview-swapped")
        {
            // The engine calls side by side: the second Diff comes while the first Create's preview waits for it.
            Way = "side by side",
            Cloud = Two,
            Play = async replay =>
            {
                await replay.UntilAsync("Create two");
                replay.Begin("Create two");
                await replay.CallAsync("Diff one");
                await replay.RestAsync();
            },
            Differences = PreviewSwapped(),
            Holds = ["eip-11110000 BIND ein-11110000 10.0.0.1", "eip-22220000 BIND ein-22220000 10.0.0.2"],
        },
        new("preview-swapped")
        {
            // With --parallel 1: the Diff of the other comes too late for the preview.
            Way = "one after the other",
            Cloud = Two,
            Differences = PreviewSwapped(),
            Says =
            [
                "Warning: instance \"ein-11110000\" has another EIP, \"eip-11110000\": "
                    + "binding will fail unless that EIP is unbound by then, by this update or by hand.",
            ],
            Holds = ["eip-11110000 BIND ein-11110000 10.0.0.1", "eip-22220000 BIND ein-22220000 10.0.0.2"],
        },
    ];

    private static IReadOnlyList<Difference> PreviewSwapped() =>
    [
        .. SeesBoth("Create two", "eni-11110000", "10.0.0.1", "203.0.113.2"),
        Drift("Create two"),
        .. SeesBoth("Create one", "eni-22220000", "10.0.0.2", "203.0.113.1"),
        Drift("Create one"),
    ];

    // What recordings with an explicit provider bind with the default one.
    private static void Seed(CloudRegion region)
    {
        Unbound(region);
        region.AddAddress("eip-99990000").AddInstance("ein-99990000", "10.0.0.9");
    }
}
