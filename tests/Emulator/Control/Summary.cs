using System.Text;
using EcmEmulator.Models;

namespace EcmEmulator.Control;

/// <summary>What the cloud holds, for people: a line for each EIP.</summary>
public static class Summary
{
    private static readonly string[] Head = ["EIP", "IP", "STATUS", "BOUND TO"];

    /// <summary>The text, with a line end after each line.</summary>
    public static string Of(Cloud cloud)
    {
        ArgumentNullException.ThrowIfNull(cloud);
        var text = new StringBuilder();
        foreach (var region in cloud.Regions)
        {
            text.Append(region.Name).Append('\n');
            List<string[]> rows = [Head, .. region.Addresses.Select(Row)];
            var widths = Enumerable.Range(0, Head.Length - 1).Select(column => rows.Max(row => row[column].Length)).ToList();
            foreach (var row in rows)
            {
                text.Append("  ").AppendJoin("  ", widths.Select((width, column) => row[column].PadRight(width)))
                    .Append("  ").Append(row[^1]).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string[] Row(AddressView address) =>
        [address.AddressId, address.Eip.AddressIp, address.Status, Target(address)];

    private static string Target(AddressView address) => address switch
    {
        { PrivateIpAddress: null } => "-",
        { InstanceId: null } => $"{address.NetworkInterfaceId} {address.PrivateIpAddress}",
        _ => $"{address.InstanceId} ({address.NetworkInterfaceId} {address.PrivateIpAddress})",
    };
}
