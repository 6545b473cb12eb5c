using Pulumi;
using Pulumi.Ecm;

return await Deployment.RunAsync(() =>
{
    // pulumi config set networkInterfaceId eni-…
    var config = new Pulumi.Config();
    var addressId = config.Get("addressId") ?? "eip-22223333";
    var networkInterfaceId = config.Get("networkInterfaceId") ?? "eni-99990000";

    var enis = GetNetworkInterfaces.Invoke(new GetNetworkInterfacesInvokeArgs { NetworkInterfaceIds = { networkInterfaceId } });

    // The private IP that has this EIP already comes before any that is free: another one would move the EIP with every update.
    var privateIp = enis.Apply(found =>
    {
        var ips = found.NetworkInterfaces.SelectMany(eni => eni.PrivateIpAddresses).ToList();
        var chosen = ips.FirstOrDefault(ip => ip.AddressId == addressId)
            ?? ips.FirstOrDefault(ip => string.IsNullOrEmpty(ip.AddressId) && string.IsNullOrEmpty(ip.PublicIpAddress));
        return chosen?.PrivateIpAddress
            ?? throw new RunException($"ENI \"{networkInterfaceId}\" has no free private IP: give another one as networkInterfaceId.");
    });

    var gateway = new EipAssociation("gateway", new EipAssociationArgs
    {
        AddressId = addressId,
        NetworkInterfaceId = networkInterfaceId,
        PrivateIpAddress = privateIp,
        // Take the EIP from whatever else holds it.
        AllowReassociation = config.GetBoolean("allowReassociation") ?? false,
    });

    return new Dictionary<string, object?>
    {
        ["publicIp"] = gateway.AddressIp,
        ["privateIp"] = gateway.PrivateIpAddress,
    };
});
