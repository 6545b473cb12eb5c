using EcmEmulator.Errors;
using EcmEmulator.Models;

namespace EcmEmulator.Rules;

/// <summary>What an instance must be for its EIPs to be bound or unbound.</summary>
internal static class InstanceRules
{
    public static void CheckTakesEips(RegionState region, string instanceId)
    {
        CheckIdle(region, instanceId);
        var instance = region.FindInstance(instanceId);
        if (instance is null)
        {
            return;
        }

        if (!instance.SupportsEip)
        {
            throw new ApiErrorException(ErrorCode.InstanceIdNotSupported, $"Instance `{instanceId}` does not support EIPs.");
        }

        if (instance.State == InstanceState.Pending)
        {
            throw new ApiErrorException(ErrorCode.InstanceNotRunning, $"Instance `{instanceId}` is not running yet.");
        }

        if (instance.State is InstanceState.LaunchFailed or InstanceState.Terminating)
        {
            throw new ApiErrorException(
                ErrorCode.InvalidInstanceState, $"Instance `{instanceId}` is in the state {instance.State}.");
        }
    }

    public static void CheckIdle(RegionState region, string instanceId)
    {
        if (region.FindInstance(instanceId) is { OperationInProgress: true })
        {
            throw new ApiErrorException(
                ErrorCode.InstanceOperationInProgress,
                $"Another operation of instance `{instanceId}` is under way. Try again later.");
        }
    }
}
