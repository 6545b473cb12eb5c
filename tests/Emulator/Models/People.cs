using EcmEmulator.Errors;
using EcmEmulator.Rules;

namespace EcmEmulator.Models;

/// <summary>
/// What people do behind a client's back. The API's rules bind them too (<see cref="ApiErrorException"/>), but it is done at
/// once, without a task, whatever the plans for tasks say; look-ups that lag see it later.
/// </summary>
public sealed class People
{
    private readonly Cloud cloud;
    private readonly string regionName;

    internal People(Cloud cloud, string regionName)
    {
        this.cloud = cloud;
        this.regionName = regionName;
    }

    /// <summary>Binds an EIP to an instance.</summary>
    public void Bind(string addressId, string instanceId) => Bind(new AssociateRequest(regionName, addressId, instanceId));

    /// <summary>Binds an EIP to a private IP of an ENI.</summary>
    public void Bind(string addressId, string networkInterfaceId, string privateIpAddress) =>
        Bind(new AssociateRequest(regionName, addressId, null, networkInterfaceId, privateIpAddress));

    /// <summary>Unbinds an EIP.</summary>
    public void Unbind(string addressId) => Act(region => Unbound(region, addressId));

    /// <summary>Unbinds an EIP and binds it to another instance; both or neither.</summary>
    public void Move(string addressId, string instanceId) => Move(new AssociateRequest(regionName, addressId, instanceId));

    /// <summary>Unbinds an EIP and binds it to a private IP of an ENI; both or neither.</summary>
    public void Move(string addressId, string networkInterfaceId, string privateIpAddress) =>
        Move(new AssociateRequest(regionName, addressId, null, networkInterfaceId, privateIpAddress));

    /// <summary>Gives an EIP back, unbinding it first when it is bound: it is gone.</summary>
    public void Release(string addressId) => Act(region =>
    {
        EipRules.Find(region, addressId);
        EipRules.CheckNoTask(region, addressId);
        return region with { Eips = region.Eips.Remove(addressId) };
    });

    /// <summary>
    /// Deletes an instance with its primary ENI, which unbinds the EIPs there; its other ENIs are detached, with their EIPs.
    /// Tasks that were binding to what is gone will end as FAILED.
    /// </summary>
    public void DeleteInstance(string instanceId) => Act(region =>
    {
        if (region.FindInstance(instanceId) is null)
        {
            throw new ApiErrorException(ErrorCode.InstanceIdNotFound, $"Instance `{instanceId}` does not exist.");
        }

        region = region with { Instances = region.Instances.Remove(instanceId) };
        return region.Enis.Values.Where(eni => eni.InstanceId == instanceId).Aggregate(
            region,
            (now, eni) => eni.Primary ? WithoutEni(now, eni.NetworkInterfaceId) : now.With(eni with { InstanceId = null }));
    });

    /// <summary>Deletes an ENI, which unbinds the EIPs on it.</summary>
    public void DeleteNetworkInterface(string networkInterfaceId) =>
        Act(region => WithoutEni(region, FindEni(region, networkInterfaceId).NetworkInterfaceId));

    /// <summary>Attaches an ENI to an instance, as a secondary one: its EIPs show BIND.</summary>
    public void Attach(string networkInterfaceId, string instanceId) =>
        Act(region => region.FindInstance(instanceId) is null
            ? throw new ApiErrorException(ErrorCode.InstanceIdNotFound, $"Instance `{instanceId}` does not exist.")
            : region.With(FindEni(region, networkInterfaceId) with { InstanceId = instanceId }));

    /// <summary>Detaches an ENI from its instance: its EIPs show BIND_ENI.</summary>
    public void Detach(string networkInterfaceId) =>
        Act(region => region.With(FindEni(region, networkInterfaceId) with { InstanceId = null, Primary = false }));

    private static Eni FindEni(RegionState region, string networkInterfaceId) =>
        region.FindEni(networkInterfaceId)
        ?? throw new ApiErrorException(
            ErrorCode.InvalidNetworkInterfaceIdNotFound, $"ENI `{networkInterfaceId}` does not exist.");

    private static RegionState WithoutEni(RegionState region, string networkInterfaceId)
    {
        region = region with { Enis = region.Enis.Remove(networkInterfaceId) };
        return region.Eips.Values.Where(eip => eip.BoundTo?.NetworkInterfaceId == networkInterfaceId)
            .Aggregate(region, TaskEnd.Unbind);
    }

    private static RegionState Bound(RegionState region, AssociateRequest request)
    {
        AssociateRules.CheckForm(request);
        var target = AssociateRules.Resolve(region, request);
        return region.With(EipRules.Find(region, request.AddressId) with { BoundTo = target });
    }

    private static RegionState Unbound(RegionState region, string addressId)
    {
        DisassociateRules.Resolve(region, new DisassociateRequest(region.Name, addressId), reallocationsToday: 0);
        return TaskEnd.Unbind(region, EipRules.Find(region, addressId));
    }

    private void Bind(AssociateRequest request) => Act(region => Bound(region, request));

    private void Move(AssociateRequest request) => Act(region => Bound(Unbound(region, request.AddressId), request));

    private void Act(Func<RegionState, RegionState> act) =>
        cloud.Act(state => state.With(act(RegionRules.Find(state, regionName))));
}
