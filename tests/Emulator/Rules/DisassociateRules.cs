using EcmEmulator.Errors;
using EcmEmulator.Models;

namespace EcmEmulator.Rules;

/// <summary>What DisassociateAddress asks for.</summary>
internal sealed record DisassociateRequest(string Region, string AddressId, bool ReallocateNormalPublicIp = false);

/// <summary>Whether an EIP may be unbound, and from which private IP.</summary>
internal static class DisassociateRules
{
    /// <summary>How often a day an ordinary public IP may be given back, in all regions together.</summary>
    public const int ReallocationsPerDay = 10;

    public static void CheckForm(DisassociateRequest request) =>
        Ids.Check(request.AddressId, "AddressId", ErrorCode.InvaildAddressId);

    /// <summary>Finds the private IP that the EIP is bound to, or says why it cannot be unbound now.</summary>
    public static Binding Resolve(RegionState region, DisassociateRequest request, int reallocationsToday)
    {
        var eip = EipRules.Find(region, request.AddressId);
        EipRules.CheckNoTask(region, request.AddressId);
        if (eip.Phase != EipPhase.Ready || eip.BoundTo is not { } target)
        {
            throw new ApiErrorException(
                ErrorCode.StatusNotPermit,
                $"EIP `{request.AddressId}` is in the status {region.StatusOf(eip)}; it is not bound.");
        }

        var eni = region.FindEni(target.NetworkInterfaceId);
        if (eni?.InstanceId is not null)
        {
            InstanceRules.CheckIdle(region, eni.InstanceId);
        }

        if (request.ReallocateNormalPublicIp)
        {
            CheckReallocation(eni, target, reallocationsToday);
        }

        return target;
    }

    private static void CheckReallocation(Eni? eni, Binding target, int reallocationsToday)
    {
        var isPrimary = eni is { Primary: true, InstanceId: not null }
            && eni.FindPrimaryPrivateIp()?.PrivateIpAddress == target.PrivateIpAddress;
        if (!isPrimary)
        {
            throw new ApiErrorException(
                ErrorCode.OperationNotAllow,
                "ReallocateNormalPublicIp is only for the primary private IP of an instance's primary ENI.");
        }

        if (reallocationsToday >= ReallocationsPerDay)
        {
            throw new ApiErrorException(
                ErrorCode.QuotaLimitExceeded,
                $"An ordinary public IP was given back {ReallocationsPerDay} times today; that is the limit of a day.");
        }
    }
}
