using EcmProvider.Ecm;
using EcmProvider.Ecm.Models;
using EcmProvider.Protocol.Values;
using EcmProvider.Resources;
using EcmProvider.Resources.Failures;

namespace EcmProvider.Functions;

/// <summary>Looks one EIP up, by its id or its public IP.</summary>
internal sealed class GetAddress : EcmFunction
{
    public override string Name => "getAddress";

    public override IReadOnlyList<string> Arguments { get; } = [PropertyNames.EcmRegion, PropertyNames.AddressId, PropertyNames.AddressIp];

    public override LookUp Plan(ArgumentReader arguments)
    {
        var region = arguments.Region();
        var addressId = arguments.Id(PropertyNames.AddressId);
        var addressIp = arguments.Ipv4(PropertyNames.AddressIp);
        arguments.Exclude(PropertyNames.AddressId, PropertyNames.AddressIp);
        if (!arguments.IsGiven(PropertyNames.AddressId) && !arguments.IsGiven(PropertyNames.AddressIp))
        {
            arguments.Fail(PropertyNames.AddressId, "or addressIp is required: the EIP to look up, such as \"eip-11112222\"");
        }

        var place = $"in the ECM region {Text.Quote(region)}";
        return addressIp is null
            ? new($"EIP {Text.Quote(addressId ?? string.Empty)} {place}", (cloud, cancel) => ByIdAsync(cloud, region, addressId!, place, cancel))
            : new($"the EIP with the IP {Text.Quote(addressIp)} {place}", (cloud, cancel) => ByIpAsync(cloud, region, addressIp, place, cancel));
    }

    private static async Task<PropertyMap> ByIdAsync(ICloud cloud, string region, string addressId, string place, CancellationToken cancel) =>
        OutputsOf(region, await cloud.FindAddressAsync(region, addressId, cancel) ?? throw new ProviderException(
            FailureKind.NotFound,
            $"EIP {Text.Quote(addressId)} does not exist {place}.",
            "Check addressId and ecmRegion; the account sees only its own EIPs."));

    private static async Task<PropertyMap> ByIpAsync(ICloud cloud, string region, string addressIp, string place, CancellationToken cancel)
    {
        // Compared once more, so that a filter that takes what is only similar cannot answer another EIP.
        var all = await cloud.ListAddressesAsync(region, null, [new Filter("address-ip", [addressIp])], cancel);
        var found = all.Where(address => address.AddressIp == addressIp).ToList();
        return found switch
        {
            [var address] => OutputsOf(region, address),
            [] => throw new ProviderException(
                FailureKind.NotFound,
                $"No EIP has the IP {Text.Quote(addressIp)} {place}.",
                "Check addressIp and ecmRegion; the account sees only its own EIPs."),
            _ => throw new ProviderException(
                FailureKind.FailedPrecondition,
                $"Several EIPs have the IP {Text.Quote(addressIp)} {place}: {string.Join(", ", found.Select(address => Text.Quote(address.AddressId)))}.",
                "Give the addressId of the one that is meant."),
        };
    }

    private static PropertyMap OutputsOf(string region, Address address) =>
        Outputs.Of(address).With(PropertyNames.EcmRegion, PropertyValue.Of(region));
}
