using Pulumi;
using Pulumi.Ecm;

return await Deployment.RunAsync(() =>
{
    // pulumi config set addressId eip-…
    var config = new Pulumi.Config();
    var addressId = config.Get("addressId") ?? "eip-22223333";

    var gateway = new EipAssociation("gateway", new EipAssociationArgs
    {
        AddressId = addressId,
        NetworkInterfaceId = config.Get("networkInterfaceId") ?? "eni-55556666",
        PrivateIpAddress = config.Get("privateIpAddress") ?? "10.0.0.7",
        // Take the EIP from whatever else holds it.
        AllowReassociation = config.GetBoolean("allowReassociation") ?? false,
    });

    // A look-up of something this stack does not own.
    var address = GetAddress.Invoke(new GetAddressInvokeArgs { AddressId = addressId });

    return new Dictionary<string, object?>
    {
        ["publicIp"] = gateway.AddressIp,
        ["instanceId"] = gateway.InstanceId,
        ["addressName"] = address.Apply(found => found.AddressName),
    };
});
