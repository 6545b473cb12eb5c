using System.Globalization;
using System.Text.Json.Nodes;
using EcmEmulator.Models;

namespace EcmEmulator.Answers;

/// <summary>An EIP as DescribeAddresses writes it.</summary>
internal static class AddressJson
{
    public static JsonObject Of(AddressView address) => new()
    {
        ["AddressId"] = address.AddressId,
        ["AddressName"] = address.Eip.AddressName,
        ["AddressStatus"] = address.Status,
        ["AddressIp"] = address.Eip.AddressIp,
        ["InstanceId"] = address.InstanceId,
        ["CreatedTime"] = Time(address.Eip.CreatedTime),
        ["NetworkInterfaceId"] = address.NetworkInterfaceId,
        ["PrivateAddressIp"] = address.PrivateIpAddress,
        ["IsArrears"] = address.Eip.IsArrears,
        ["IsBlocked"] = address.Eip.IsBlocked,
        ["IsEipDirectConnection"] = address.Eip.IsEipDirectConnection,
        ["AddressType"] = address.Eip.AddressType,
        ["CascadeRelease"] = address.Eip.CascadeRelease,
        ["InternetServiceProvider"] = address.Eip.InternetServiceProvider,
        ["Bandwidth"] = address.Eip.Bandwidth,
        ["PayMode"] = address.Eip.PayMode,
    };

    /// <summary>ISO 8601, in UTC.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
