using System.Text.RegularExpressions;
using EcmEmulator.Errors;
using EcmEmulator.Models;

namespace EcmEmulator.Rules;

/// <summary>What AssociateAddress asks for; an empty target field means that it was not given.</summary>
internal sealed record AssociateRequest(
    string Region,
    string AddressId,
    string? InstanceId = null,
    string? NetworkInterfaceId = null,
    string? PrivateIpAddress = null);

/// <summary>Whether an EIP may be bound, and to which private IP: form first, then the EIP, then the target.</summary>
internal static partial class AssociateRules
{
    /// <summary>Checks what can be checked without looking at the cloud.</summary>
    public static void CheckForm(AssociateRequest request)
    {
        Ids.Check(request.AddressId, "AddressId", ErrorCode.InvaildAddressId);
        var (instance, eni, ip) = (request.InstanceId, request.NetworkInterfaceId, request.PrivateIpAddress);
        if (instance is null && eni is null && ip is null)
        {
            throw new ApiErrorException(
                ErrorCode.MissingAssociateEntity, "Specify InstanceId, or NetworkInterfaceId with PrivateIpAddress.");
        }

        if (instance is not null && eni is not null)
        {
            throw new ApiErrorException(
                ErrorCode.InvalidParameterConflict, "An EIP is bound to an instance or to a private IP of an ENI, not both.");
        }

        if (instance is not null && ip is not null)
        {
            throw new ApiErrorException(ErrorCode.Coexist, "InstanceId and PrivateIpAddress cannot be specified together.");
        }

        if (instance is not null)
        {
            Ids.Check(instance, "InstanceId", ErrorCode.InvalidInstanceId);
            return;
        }

        CheckEniForm(eni, ip);
    }

    /// <summary>Finds the private IP that the request means, or says why it cannot be bound now.</summary>
    public static Binding Resolve(RegionState region, AssociateRequest request)
    {
        CheckEip(region, request.AddressId);
        var target = request.InstanceId is { } instanceId
            ? ResolveInstance(region, instanceId)
            : ResolvePrivateIp(region, new Binding(request.NetworkInterfaceId!, request.PrivateIpAddress!));

        if (region.FindTaskOn(target) is not null)
        {
            throw new ApiErrorException(
                ErrorCode.OperationConflict, $"Another task is under way on private IP `{target.PrivateIpAddress}`.");
        }

        if (region.FindHolder(target) is { } holder)
        {
            throw request.InstanceId is not null
                ? new ApiErrorException(
                    ErrorCode.AlreadyBindEip, $"Instance `{request.InstanceId}` already has the public IP `{holder.AddressId}`.")
                : new ApiErrorException(
                    ErrorCode.InvalidPrivateIpAddressAlreadyBindEip,
                    $"Private IP `{target.PrivateIpAddress}` already has the public IP `{holder.AddressId}`.");
        }

        var bound = region.Eips.Values.Count(eip => eip.AddressType == AddressType.Eip && region.ShownBindingOf(eip) is not null);
        if (bound >= region.BoundAddressQuota)
        {
            throw new ApiErrorException(
                ErrorCode.AddressQuotaLimitExceeded, $"The quota of {region.BoundAddressQuota} bound EIPs is used up.");
        }

        return target;
    }

    private static void CheckEniForm(string? eni, string? ip)
    {
        if (eni is null)
        {
            throw new ApiErrorException(
                ErrorCode.MissingNetworkInterfaceParameter, "PrivateIpAddress needs NetworkInterfaceId beside it.");
        }

        Ids.Check(eni, "NetworkInterfaceId", ErrorCode.InvaildEniId);
        if (ip is null)
        {
            throw new ApiErrorException(
                ErrorCode.MissingPrivateIpAddress, "NetworkInterfaceId needs PrivateIpAddress beside it.");
        }

        if (!IPv4().IsMatch(ip))
        {
            throw CutShort().IsMatch(ip)
                ? new ApiErrorException(ErrorCode.Malformed, $"`{ip}` is an incomplete IP address.")
                : new ApiErrorException(ErrorCode.InvalidDataFormat, $"PrivateIpAddress `{ip}` is not an IPv4 address.");
        }
    }

    private static void CheckEip(RegionState region, string addressId)
    {
        var eip = EipRules.Find(region, addressId);
        if (eip.AddressType is not (AddressType.Eip or AddressType.WanIp))
        {
            throw new ApiErrorException(ErrorCode.UnsupportedOperation, $"An address of type {eip.AddressType} cannot be bound.");
        }

        EipRules.CheckNoTask(region, addressId);
        var status = region.StatusOf(eip);
        if (status != AddressStatus.Unbind)
        {
            throw new ApiErrorException(
                ErrorCode.StatusNotPermit, $"EIP `{addressId}` is in the status {status}; only an UNBIND one can be bound.");
        }

        if (eip.IsArrears)
        {
            throw new ApiErrorException(ErrorCode.OperationNotAllow, $"EIP `{addressId}` is isolated for an overdue payment.");
        }
    }

    private static Binding ResolveInstance(RegionState region, string instanceId)
    {
        if (region.FindInstance(instanceId) is null)
        {
            throw new ApiErrorException(ErrorCode.InstanceIdNotFound, $"Instance `{instanceId}` does not exist.");
        }

        InstanceRules.CheckTakesEips(region, instanceId);
        var eni = region.FindPrimaryEni(instanceId);
        var ip = eni?.FindPrimaryPrivateIp()
            ?? throw new ApiErrorException(ErrorCode.ResourceNotFound, $"Instance `{instanceId}` has no primary private IP.");
        return ResolvePrivateIp(region, new Binding(eni!.NetworkInterfaceId, ip.PrivateIpAddress));
    }

    private static Binding ResolvePrivateIp(RegionState region, Binding target)
    {
        var eni = region.FindEni(target.NetworkInterfaceId)
            ?? throw new ApiErrorException(
                ErrorCode.InvalidNetworkInterfaceIdNotFound, $"ENI `{target.NetworkInterfaceId}` does not exist.");
        if (eni.State == EniState.Deleting)
        {
            throw new ApiErrorException(ErrorCode.ResourceNotFound, $"ENI `{eni.NetworkInterfaceId}` is being deleted.");
        }

        if (eni.State != EniState.Available)
        {
            throw new ApiErrorException(ErrorCode.ResourceInUse, $"ENI `{eni.NetworkInterfaceId}` is in the state {eni.State}.");
        }

        var ip = eni.FindPrivateIp(target.PrivateIpAddress)
            ?? throw new ApiErrorException(
                ErrorCode.InvalidNetworkInterfaceIdNotFound,
                $"Private IP `{target.PrivateIpAddress}` is not on ENI `{eni.NetworkInterfaceId}`.");
        if (ip.State != EniState.Available)
        {
            throw new ApiErrorException(
                ErrorCode.PrivateIpAddressUnavailable, $"Private IP `{ip.PrivateIpAddress}` is in the state {ip.State}.");
        }

        if (eni.InstanceId is not null)
        {
            InstanceRules.CheckTakesEips(region, eni.InstanceId);
        }

        return target;
    }

    [GeneratedRegex(@"^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}\z")]
    private static partial Regex IPv4();

    [GeneratedRegex(@"^\d{1,3}(\.\d{1,3}){0,2}\.?\z")]
    private static partial Regex CutShort();
}
