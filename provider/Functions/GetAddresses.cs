using EcmProvider.Protocol.Values;
using EcmProvider.Resources;

namespace EcmProvider.Functions;

/// <summary>Lists EIPs, all pages of them.</summary>
internal sealed class GetAddresses : EcmFunction
{
    private static readonly FilterRules Rules = new(
    [
        "address-id", "address-name", "address-ip", "address-status", "instance-id", "private-ip-address", "network-interface-id",
        "is-arrears", "address-type",
    ]);

    public override string Name => "getAddresses";

    public override IReadOnlyList<string> Arguments { get; } = [PropertyNames.EcmRegion, "addressIds", "filters"];

    public override LookUp Plan(ArgumentReader arguments)
    {
        var region = arguments.Region();
        var ids = arguments.Ids("addressIds");
        var filters = arguments.Filters("filters", Rules);
        arguments.Exclude("addressIds", "filters");
        return new(
            $"EIPs of the ECM region {Text.Quote(region)}",
            async (cloud, cancel) => Outputs.Of(
                region, "addresses", (await cloud.ListAddressesAsync(region, ids, filters, cancel)).Select(Outputs.Of)));
    }
}
