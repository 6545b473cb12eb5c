using EcmProvider.Ecm;
using EcmProvider.Ecm.Models;
using EcmProvider.Protocol.Values;

namespace EcmProvider.Functions;

/// <summary>Lists ENIs with their private IPs.</summary>
internal sealed class GetNetworkInterfaces() : ListFunction("ENIs", "networkInterfaceIds", "networkInterfaces", Rules)
{
    private static readonly FilterRules Rules = new(
    [
        "vpc-id", "subnet-id", "network-interface-id", "attachment.instance-id", "groups.security-group-id",
        "network-interface-name", "network-interface-description", "address-ip", "tag-key",
    ],
    openPrefix: "tag:");

    public override string Name => "getNetworkInterfaces";

    protected override async Task<IEnumerable<PropertyMap>> ListAsync(
        ICloud cloud, string region, IReadOnlyList<string>? ids, IReadOnlyList<Filter>? filters, CancellationToken cancellationToken) =>
        (await cloud.ListNetworkInterfacesAsync(region, ids, filters, cancellationToken)).Select(Outputs.Of);
}
