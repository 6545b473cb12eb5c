using EcmProvider.Protocol.Values;
using EcmProvider.Resources;

namespace EcmProvider.Functions;

/// <summary>Lists ENIs with their private IPs, all pages of them.</summary>
internal sealed class GetNetworkInterfaces : EcmFunction
{
    private static readonly FilterRules Rules = new(
    [
        "vpc-id", "subnet-id", "network-interface-id", "attachment.instance-id", "groups.security-group-id",
        "network-interface-name", "network-interface-description", "address-ip", "tag-key",
    ],
    openPrefix: "tag:");

    public override string Name => "getNetworkInterfaces";

    public override IReadOnlyList<string> Arguments { get; } = [PropertyNames.EcmRegion, "networkInterfaceIds", "filters"];

    public override LookUp Plan(ArgumentReader arguments)
    {
        var region = arguments.Region();
        var ids = arguments.Ids("networkInterfaceIds");
        var filters = arguments.Filters("filters", Rules);
        arguments.Exclude("networkInterfaceIds", "filters");
        return new(
            $"ENIs of the ECM region {Text.Quote(region)}",
            async (cloud, cancel) => Outputs.Of(
                region, "networkInterfaces", (await cloud.ListNetworkInterfacesAsync(region, ids, filters, cancel)).Select(Outputs.Of)));
    }
}
