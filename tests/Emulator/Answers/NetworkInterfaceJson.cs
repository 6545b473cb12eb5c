using System.Text.Json.Nodes;
using EcmEmulator.Models;

namespace EcmEmulator.Answers;

/// <summary>An ENI as DescribeNetworkInterfaces writes it.</summary>
internal static class NetworkInterfaceJson
{
    public static JsonObject Of(RegionState region, Eni eni, string accountId) => new()
    {
        ["NetworkInterfaceId"] = eni.NetworkInterfaceId,
        ["NetworkInterfaceName"] = eni.NetworkInterfaceName,
        ["NetworkInterfaceDescription"] = eni.NetworkInterfaceDescription,
        ["SubnetId"] = eni.SubnetId,
        ["VpcId"] = eni.VpcId,
        ["GroupSet"] = new JsonArray([.. eni.GroupSet.Select(group => (JsonNode)group)]),
        ["Primary"] = eni.Primary,
        ["MacAddress"] = eni.MacAddress,
        ["State"] = eni.State,
        ["PrivateIpAddressSet"] = eni.PrivateIps.Count == 0
            ? null
            : new JsonArray([.. eni.PrivateIps.Select(ip => Of(region, eni, ip))]),
        ["Attachment"] = eni.InstanceId is null ? null : new JsonObject
        {
            ["InstanceId"] = eni.InstanceId,
            ["DeviceIndex"] = eni.Primary ? 0 : 1,
            ["InstanceAccountId"] = accountId,
            ["AttachTime"] = AddressJson.Time(eni.CreatedTime),
        },
        ["Zone"] = eni.Zone,
        ["CreatedTime"] = AddressJson.Time(eni.CreatedTime),
        ["Ipv6AddressSet"] = null,
        ["TagSet"] = new JsonArray([.. eni.Tags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]),
        ["EniType"] = 0,
        ["EcmRegion"] = region.Name,
        ["Business"] = null,
    };

    // Only what is bound is shown here: a task under way shows at its EIP.
    private static JsonObject Of(RegionState region, Eni eni, PrivateIp ip)
    {
        var holder = region.FindHolder(new Binding(eni.NetworkInterfaceId, ip.PrivateIpAddress));
        return new JsonObject
        {
            ["PrivateIpAddress"] = ip.PrivateIpAddress,
            ["Primary"] = ip.Primary,
            ["PublicIpAddress"] = holder?.AddressIp ?? "",
            ["AddressId"] = holder?.AddressId ?? "",
            ["Description"] = ip.Description,
            ["IsWanIpBlocked"] = holder?.IsBlocked ?? false,
            ["State"] = ip.State,
        };
    }
}
