using EcmProvider.Ecm.Models;
using EcmProvider.Protocol.Values;
using EcmProvider.Resources;

namespace EcmProvider.Functions;

/// <summary>
/// What the functions answer, as the schema names it: what the API does not show is left out, but for what the schema promises.
/// </summary>
internal static class Outputs
{
    /// <summary>A list and the region it was looked up in.</summary>
    public static PropertyMap Of(string region, string name, IEnumerable<PropertyMap> items) => Map(
        (PropertyNames.EcmRegion, PropertyValue.Of(region)),
        (name, ListOf(items)));

    /// <summary>An EIP.</summary>
    public static PropertyMap Of(Address address) => Map(
        (PropertyNames.AddressId, PropertyValue.Of(address.AddressId)),
        ("addressName", PropertyValue.Of(address.AddressName)),
        (PropertyNames.AddressIp, PropertyValue.Of(address.AddressIp ?? string.Empty)),
        (PropertyNames.AddressStatus, PropertyValue.Of(address.AddressStatus)),
        ("addressType", PropertyValue.Of(address.AddressType)),
        (PropertyNames.InstanceId, PropertyValue.Of(address.InstanceId)),
        (PropertyNames.NetworkInterfaceId, PropertyValue.Of(address.NetworkInterfaceId)),
        (PropertyNames.PrivateIpAddress, PropertyValue.Of(address.PrivateAddressIp)),
        (PropertyNames.InternetServiceProvider, PropertyValue.Of(address.InternetServiceProvider)),
        (PropertyNames.Bandwidth, address.Bandwidth is { } mbps ? PropertyValue.Of((double)mbps) : PropertyValue.Null.Instance),
        ("payMode", PropertyValue.Of(address.PayMode)),
        ("isArrears", PropertyValue.Of(address.IsArrears)),
        ("isBlocked", PropertyValue.Of(address.IsBlocked)),
        ("createdTime", PropertyValue.Of(address.CreatedTime)));

    /// <summary>An ENI.</summary>
    public static PropertyMap Of(NetworkInterface networkInterface) => Map(
        (PropertyNames.NetworkInterfaceId, PropertyValue.Of(networkInterface.NetworkInterfaceId)),
        ("networkInterfaceName", PropertyValue.Of(networkInterface.NetworkInterfaceName)),
        (PropertyNames.InstanceId, PropertyValue.Of(networkInterface.Attachment?.InstanceId)),
        ("primary", PropertyValue.Of(networkInterface.Primary)),
        ("state", PropertyValue.Of(networkInterface.State ?? string.Empty)),
        ("vpcId", PropertyValue.Of(networkInterface.VpcId)),
        ("subnetId", PropertyValue.Of(networkInterface.SubnetId)),
        ("zone", PropertyValue.Of(networkInterface.Zone)),
        ("macAddress", PropertyValue.Of(networkInterface.MacAddress)),
        ("privateIpAddresses", ListOf(networkInterface.PrivateIps.Select(Of))));

    private static PropertyMap Of(PrivateIp ip) => Map(
        (PropertyNames.PrivateIpAddress, PropertyValue.Of(ip.PrivateIpAddress)),
        ("primary", PropertyValue.Of(ip.Primary)),
        ("state", PropertyValue.Of(ip.State)),
        ("publicIpAddress", PropertyValue.Of(string.IsNullOrEmpty(ip.PublicIpAddress) ? null : ip.PublicIpAddress)),
        (PropertyNames.AddressId, PropertyValue.Of(string.IsNullOrEmpty(ip.AddressId) ? null : ip.AddressId)));

    private static PropertyValue.Array ListOf(IEnumerable<PropertyMap> items) =>
        new([.. items.Select(item => new PropertyValue.Object(item))]);

    private static PropertyMap Map(params (string Name, PropertyValue Value)[] properties) =>
        new(properties.Where(p => p.Value is not PropertyValue.Null).Select(p => KeyValuePair.Create(p.Name, p.Value)));
}
