using EcmEmulator.Errors;
using EcmEmulator.Models;

namespace EcmEmulator.Rules;

/// <summary>What binding and unbinding ask of an EIP alike.</summary>
internal static class EipRules
{
    public static Eip Find(RegionState region, string addressId) =>
        region.FindEip(addressId)
        ?? throw new ApiErrorException(ErrorCode.AddressIdNotFound, $"EIP `{addressId}` does not exist.");

    public static void CheckNoTask(RegionState region, string addressId)
    {
        if (region.Running.ContainsKey(addressId))
        {
            throw new ApiErrorException(
                ErrorCode.MutexOperationTaskRunning, $"Another task of EIP `{addressId}` is under way. Try again later.");
        }
    }
}
