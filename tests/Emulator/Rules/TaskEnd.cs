using EcmEmulator.Models;

namespace EcmEmulator.Rules;

/// <summary>What a task does to the cloud when its time has come.</summary>
internal static class TaskEnd
{
    /// <summary>The cloud after the task; a failed one leaves the EIP as it was.</summary>
    public static CloudState Finish(CloudState state, CloudTask task, bool failed)
    {
        var region = state.Regions[task.Region];
        if (failed || (task.Kind == TaskKind.Bind && !CanStillBind(region, task)))
        {
            return state.WithFinished(task, TaskResult.Failed);
        }

        if (region.FindEip(task.AddressId) is { } eip)
        {
            region = task.Kind == TaskKind.Bind ? region.With(eip with { BoundTo = task.Target }) : Unbind(region, eip);
        }

        if (task.ReallocateNormalPublicIp && HasPrivateIp(region, task.Target) && region.FindHolder(task.Target) is null)
        {
            region = region.With(OrdinaryPublicIp(task, state.Tasks.Count));
        }

        return state.With(region).WithFinished(task, TaskResult.Success);
    }

    /// <summary>An ordinary public IP, and an EIP with cascade release, end with their binding.</summary>
    public static RegionState Unbind(RegionState region, Eip eip) =>
        eip.CascadeRelease || eip.AddressType == AddressType.WanIp
            ? region with { Eips = region.Eips.Remove(eip.AddressId) }
            : region.With(eip with { BoundTo = null });

    // The target may have gone while the task ran: somebody deleted the instance or the ENI.
    private static bool CanStillBind(RegionState region, CloudTask task) =>
        region.FindEip(task.AddressId) is { Phase: EipPhase.Ready } && HasPrivateIp(region, task.Target);

    private static bool HasPrivateIp(RegionState region, Binding target) =>
        region.FindEni(target.NetworkInterfaceId)?.FindPrivateIp(target.PrivateIpAddress) is not null;

    private static Eip OrdinaryPublicIp(CloudTask task, int number) => new()
    {
        AddressId = $"wan-{task.TaskId}",
        AddressIp = $"198.51.{100 + (number / 250 % 100)}.{1 + (number % 250)}",
        AddressType = AddressType.WanIp,
        BoundTo = task.Target,
    };
}
