using EcmProvider.Ecm.Models;

namespace EcmProvider.Ecm.Wire;

/// <summary>
/// From what the API writes to our own types: an empty text where there is nothing becomes null, a missing flag false.
/// </summary>
internal static class Mapping
{
    /// <summary>The EIPs of a page; what has no id is left out.</summary>
    public static IEnumerable<Address> Items(AddressPage page) =>
        from part in page.AddressSet ?? []
        where !string.IsNullOrEmpty(part?.AddressId)
        select new Address
        {
            AddressId = part.AddressId!,
            AddressName = part.AddressName,
            AddressStatus = part.AddressStatus ?? "",
            AddressIp = NullIfEmpty(part.AddressIp),
            InstanceId = NullIfEmpty(part.InstanceId),
            CreatedTime = part.CreatedTime,
            NetworkInterfaceId = NullIfEmpty(part.NetworkInterfaceId),
            PrivateAddressIp = NullIfEmpty(part.PrivateAddressIp),
            IsArrears = part.IsArrears ?? false,
            IsBlocked = part.IsBlocked ?? false,
            AddressType = part.AddressType,
            InternetServiceProvider = NullIfEmpty(part.InternetServiceProvider),
            Bandwidth = (long?)part.Bandwidth,
            PayMode = NullIfEmpty(part.PayMode),
        };

    /// <summary>The ENIs of a page; what has no id is left out.</summary>
    public static IEnumerable<NetworkInterface> Items(NetworkInterfacePage page) =>
        from part in page.NetworkInterfaceSet ?? []
        where !string.IsNullOrEmpty(part?.NetworkInterfaceId)
        select new NetworkInterface
        {
            NetworkInterfaceId = part.NetworkInterfaceId!,
            NetworkInterfaceName = part.NetworkInterfaceName,
            SubnetId = part.SubnetId,
            VpcId = part.VpcId,
            Primary = part.Primary ?? false,
            MacAddress = part.MacAddress,
            State = part.State,
            PrivateIpAddressSet = part.PrivateIpAddressSet is null ? null : [.. PrivateIps(part.PrivateIpAddressSet)],
            Attachment = string.IsNullOrEmpty(part.Attachment?.InstanceId)
                ? null
                : new Attachment { InstanceId = part.Attachment.InstanceId },
            Zone = part.Zone,
        };

    /// <summary>
    /// What became of a task. A word that is not known counts as under way: whoever waits looks at the EIP anyway.
    /// </summary>
    public static TaskResult Result(string? word) => word?.ToUpperInvariant() switch
    {
        "SUCCESS" => TaskResult.Success,
        "FAILED" => TaskResult.Failed,
        _ => TaskResult.Running,
    };

    private static IEnumerable<PrivateIp> PrivateIps(IReadOnlyList<PrivateIpPart?> parts) =>
        from part in parts
        where !string.IsNullOrEmpty(part?.PrivateIpAddress)
        select new PrivateIp
        {
            PrivateIpAddress = part.PrivateIpAddress!,
            Primary = part.Primary ?? false,
            PublicIpAddress = NullIfEmpty(part.PublicIpAddress),
            AddressId = NullIfEmpty(part.AddressId),
            State = part.State,
        };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
