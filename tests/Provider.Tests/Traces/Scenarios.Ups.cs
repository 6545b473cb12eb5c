using static EcmProvider.Tests.Traces.Known;

namespace EcmProvider.Tests.Traces;

/// <content>Updates.</content>
internal static partial class Scenarios
{
    private static IEnumerable<Scenario> Creates() =>
    [
        new("up-create") { Cloud = Unbound, Differences = [Drift("Create web")], Changes = [Associate], Holds = [HoldsInstance] },
        new("up-create-rejected")
        {
            Cloud = region =>
            {
                Unbound(region);
                region.AddAddress("eip-77778888").People.Bind("eip-77778888", Instance);
            },
            Holds = [HoldsNothing, "eip-77778888 BIND ein-33334444 10.0.0.5"],
        },
        new("up-after-gone")
        {
            Cloud = Unbound,
            Differences = [Drift("Create web")],
            Changes = [Associate],
            Holds = [HoldsOther],
        },
        new("up-after-moved")
        {
            Cloud = Bound,
            Differences =
            [
                new("Create web", Shape.Error, "FailedPrecondition", "Bound elsewhere: fail, or with allowReassociation disassociate."),
            ],
            Holds = [HoldsInstance],
        },
        new("up-explicit-provider")
        {
            Cloud = Seed,

            // The explicit provider has the same key id with another key.
            Play = async replay =>
            {
                await replay.UntilAsync("Configure cloud");
                replay.Emulator.Emulator.Keys.Add("AKIDEXAMPLE", "sKEXPLICIT");
                await replay.RestAsync();
            },
            Differences = [Drift("Create seed"), Drift("Create web")],
            Changes = [Associate, AssumeRole, Associate],
            Holds = [HoldsInstance, "eip-99990000 BIND ein-99990000 10.0.0.9"],
        },
    ];

    private static IEnumerable<Scenario> Changes() =>
    [
        new("up-same") { Cloud = Bound, Holds = [HoldsInstance] },
        new("up-update") { Cloud = BoundToOther, Differences = [Drift("Update web")], Holds = [HoldsOther] },
        new("up-replace")
        {
            Cloud = Bound,
            Differences = [Drift("Create web")],
            Changes = [Disassociate, Associate],
            Holds = [HoldsOther],
        },
        new("up-replace-create-first")
        {
            Cloud = Bound,
            Differences = [Drift("Create web")],
            Says =
            [
                "Info: EIP \"eip-11112222\" is moved from instance \"ein-33334444\", which this association replaces.",
            ],
            Changes = [Disassociate, Associate],
            Holds = [HoldsOther],
        },
        new("up-renamed")
        {
            Cloud = Bound,
            Differences =
            [
                Drift("Create front"),
                new("Create front", "properties.taskId", Shape.Absent, "Bound to exactly this target: adopted, without a task."),
            ],
            Says =
            [
                "Info: EIP \"eip-11112222\" is bound to instance \"ein-33334444\" already: adopted.",
                "Info: EIP \"eip-11112222\" stays bound to instance \"ein-33334444\": the resource "
                    + "\"urn:pulumi:dev::edge::ecm:index:EipAssociation::front\" stands for that association now.",
            ],
            Holds = [HoldsInstance],
        },
        new("up-swapped")
        {
            Way = "side by side",
            Cloud = Two,
            Play = async replay =>
            {
                await replay.UntilAsync("Delete two");
                replay.Begin("Delete two");
                replay.Begin("Delete one");
                await replay.CallAsync("Delete two");
                replay.Begin("Create two");
                await replay.CallAsync("Delete one");
                replay.Begin("Create one");
                await replay.RestAsync();
            },
            Differences = [Drift("Create one"), Drift("Create two")],
            Changes = [Disassociate, Disassociate, Associate, Associate],
            Holds = ["eip-11110000 BIND ein-22220000 10.0.0.2", "eip-22220000 BIND ein-11110000 10.0.0.1"],
        },
        new("up-swapped")
        {
            // With --parallel 1 the second Delete stands behind the Create that waits for it.
            Way = "one after the other",
            Cloud = Two,
            Play = async replay =>
            {
                await replay.UntilAsync("Delete two");
                await replay.CallAsync("Delete two");
                await replay.CallAsync("Create two");
                await replay.RestAsync();
            },
            Differences = [Drift("Create one"), Drift("Create two")],
            Says =
            [
                "Info: EIP \"eip-11110000\" is unbound from instance \"ein-11110000\" here: "
                    + "this update replaces that association, and its own delete has not begun.",
            ],
            Changes = [Disassociate, Disassociate, Associate, Associate],
            Holds = ["eip-11110000 BIND ein-22220000 10.0.0.2", "eip-22220000 BIND ein-11110000 10.0.0.1"],
        },
    ];

    private static IEnumerable<Scenario> Unfinished() =>
    [
        new("up-create-timeout")
        {
            Cloud = Unbound,
            Switches = emulator => emulator.Cloud.HoldNextTasks(),
            Unfinished = new Dictionary<string, string> { ["Create web"] = WhileBinding() },
            Differences = [TimeOver("Create web")],
            Changes = [Associate],
            Holds = ["eip-11112222 BINDING ein-33334444 10.0.0.5"],
        },
        new("preview-after-timeout")
        {
            After = "up-create-timeout",
            Cloud = Unbound,
            Differences =
            [
                new("Update web", "properties.addressStatus", Shape.Unknown, "An unfinished association is planned like a new one."),
                new("Update web", "properties.taskId", Shape.Unknown, "An unfinished association is planned like a new one."),
                Drift("Update web"),
            ],
            Says = ["Info: This association was not known to be whole when it was recorded"],
            Changes = [Associate],
            Holds = ["eip-11112222 BINDING ein-33334444 10.0.0.5"],
        },
        new("up-after-timeout-still-running")
        {
            After = "up-create-timeout",
            Cloud = Unbound,
            Unfinished = new Dictionary<string, string> { ["Update web"] = WhileBinding() },
            Differences = [TimeOver("Update web")],
            Changes = [Associate],
            Holds = ["eip-11112222 BINDING ein-33334444 10.0.0.5"],
        },
        new("up-after-timeout-done")
        {
            After = "up-after-timeout-still-running",
            Cloud = Unbound,
            Switches = emulator => emulator.Cloud.FinishTasks(),
            Differences = [Drift("Update web")],
            Changes = [Associate],
            Holds = [HoldsInstance],
        },
        new("up-cancelled")
        {
            Cloud = Unbound,
            Switches = emulator => emulator.Cloud.HoldNextTasks(),
            Play = async replay =>
            {
                await replay.UntilAsync("Cancel");
                replay.Begin("Create web");
                await replay.PassAsync(TimeSpan.FromSeconds(5));
                await replay.RestAsync();
            },
            Unfinished = new Dictionary<string, string> { ["Create web"] = WhileBinding() },
            Differences = [new("Create web", Shape.Error, "Cancelled", "gRPC codes by family: Cancel Cancelled.")],
            Changes = [Associate],
            Holds = ["eip-11112222 BINDING ein-33334444 10.0.0.5"],
        },
    ];

    private static Difference TimeOver(string call) =>
        new(call, Shape.Error, "DeadlineExceeded", "gRPC codes by family: time over DeadlineExceeded.");
}
