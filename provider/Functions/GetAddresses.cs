using EcmProvider.Ecm;
using EcmProvider.Ecm.Models;
using EcmProvider.Protocol.Values;

namespace EcmProvider.Functions;

/// <summary>Lists EIPs.</summary>
internal sealed class GetAddresses() : ListFunction("EIPs", "addressIds", "addresses", Rules)
{
    private static readonly FilterRules Rules = new(
    [
        "address-id", "address-name", "address-ip", "address-status", "instance-id", "private-ip-address", "network-interface-id",
        "is-arrears", "address-type",
    ]);

    public override string Name => "getAddresses";

    protected override async Task<IEnumerable<PropertyMap>> ListAsync(
        ICloud cloud, string region, IReadOnlyList<string>? ids, IReadOnlyList<Filter>? filters, CancellationToken cancellationToken) =>
        (await cloud.ListAddressesAsync(region, ids, filters, cancellationToken)).Select(Outputs.Of);
}
