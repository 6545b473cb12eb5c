using EcmProvider.Ecm;
using EcmProvider.Ecm.Models;

namespace EcmProvider.Resources.Binding;

/// <summary>Where an EIP stands towards a wanted target.</summary>
public enum Standing
{
    /// <summary>The account has no such EIP, or it is being released.</summary>
    Gone,

    /// <summary>Bound to nothing.</summary>
    Unbound,

    /// <summary>Being created, bound or unbound.</summary>
    Unsettled,

    /// <summary>Bound to exactly the target.</summary>
    Bound,

    /// <summary>Bound to something else.</summary>
    Elsewhere,
}

/// <summary>An EIP as it was just seen, and where it stands towards the wanted target.</summary>
/// <param name="Standing">Where it stands.</param>
/// <param name="Address">The EIP; null when there is none.</param>
public sealed record Sighting(Standing Standing, Address? Address);

/// <summary>Reads bindings off the API: whose they are, and by which ids they can be known.</summary>
public sealed class BindingReader(ICloud cloud)
{
    /// <summary>Looks at the EIP of an association.</summary>
    /// <param name="id">The association; with a target.</param>
    /// <param name="known">The ENI and private IP that the instance form resolved to before, if so; saves a look-up.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    public async Task<Sighting> LookAsync(AssociationId id, AssociationState? known, CancellationToken cancellationToken)
    {
        var address = await cloud.FindAddressAsync(id.EcmRegion, id.AddressId, cancellationToken);
        var standing = address?.AddressStatus switch
        {
            null or AddressStatus.Offlining => Standing.Gone,
            AddressStatus.Unbind => Standing.Unbound,
            AddressStatus.Bind or AddressStatus.BindEni => await IsBoundToAsync(id, address, known, cancellationToken) switch
            {
                true => Standing.Bound,
                false => Standing.Elsewhere,
                null => Standing.Unsettled,
            },
            _ => Standing.Unsettled,
        };
        return new(standing, address);
    }

    /// <summary>
    /// The ids by which a bound EIP's association can be known: the instance form when it is on the primary private IP of an
    /// instance's primary ENI, first then; and the ENI form.
    /// </summary>
    public async Task<IReadOnlyList<AssociationId>> IdsOfAsync(string ecmRegion, Address address, CancellationToken cancellationToken)
    {
        var ids = new List<AssociationId>();
        if (!string.IsNullOrEmpty(address.InstanceId) && await IsPrimaryAsync(ecmRegion, address, cancellationToken) == true)
        {
            ids.Add(new(ecmRegion, address.AddressId, new Target.Instance(address.InstanceId)));
        }

        if (!string.IsNullOrEmpty(address.NetworkInterfaceId) && !string.IsNullOrEmpty(address.PrivateAddressIp))
        {
            ids.Add(new(ecmRegion, address.AddressId, new Target.PrivateIp(address.NetworkInterfaceId, address.PrivateAddressIp)));
        }

        return ids;
    }

    /// <summary>What an EIP is bound to, for messages, by the ids of its association.</summary>
    public static string NameOf(IReadOnlyList<AssociationId> ids) =>
        ids is [{ Target: { } target }, ..] ? target.ToString() : "something the API does not name";

    /// <summary>The ENI and the private IP that a target means; null what does not exist.</summary>
    public async Task<(NetworkInterface? Eni, PrivateIp? Ip)> FindTargetAsync(AssociationId id, CancellationToken cancellationToken)
    {
        switch (id.Target)
        {
            case Target.PrivateIp target:
                var eni = await cloud.FindNetworkInterfaceAsync(id.EcmRegion, target.NetworkInterfaceId, cancellationToken);
                return (eni, eni?.PrivateIps.FirstOrDefault(ip => ip.PrivateIpAddress == target.PrivateIpAddress));
            case Target.Instance target:
                var enis = await cloud.FindInstanceInterfacesAsync(id.EcmRegion, target.InstanceId, cancellationToken);
                var primary = enis.FirstOrDefault(one => one.Primary);
                return (primary, primary?.PrivateIps.FirstOrDefault(ip => ip.Primary));
            default:
                return (null, null);
        }
    }

    private async Task<bool?> IsBoundToAsync(
        AssociationId id, Address address, AssociationState? known, CancellationToken cancellationToken)
    {
        switch (id.Target)
        {
            case Target.PrivateIp target:
                return address.NetworkInterfaceId == target.NetworkInterfaceId && address.PrivateAddressIp == target.PrivateIpAddress;
            case Target.Instance target when address.InstanceId == target.InstanceId:
                return known is { NetworkInterfaceId: { } eni, PrivateIpAddress: { } ip }
                    && address.NetworkInterfaceId == eni
                    && address.PrivateAddressIp == ip
                        ? true
                        : await IsPrimaryAsync(id.EcmRegion, address, cancellationToken);
            default:
                return false;
        }
    }

    // An EIP on another ENI of the same instance is not the instance form's binding. Where the API names no ENI there is only one
    // thing it can be. An ENI that the API does not show (yet) proves neither: null.
    private async Task<bool?> IsPrimaryAsync(string ecmRegion, Address address, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(address.NetworkInterfaceId))
        {
            return true;
        }

        var eni = await cloud.FindNetworkInterfaceAsync(ecmRegion, address.NetworkInterfaceId, cancellationToken);
        return eni is null ? null : eni.Primary
            && (string.IsNullOrEmpty(address.PrivateAddressIp)
                || eni.PrivateIps.Any(ip => ip.Primary && ip.PrivateIpAddress == address.PrivateAddressIp));
    }
}
