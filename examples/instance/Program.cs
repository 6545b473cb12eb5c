using Pulumi;
using Pulumi.Ecm;

return await Deployment.RunAsync(() =>
{
    // pulumi config set addressId eip-…
    var config = new Pulumi.Config();

    var web = new EipAssociation("web", new EipAssociationArgs
    {
        AddressId = config.Get("addressId") ?? "eip-11112222",
        InstanceId = config.Get("instanceId") ?? "ein-33334444",
        // Take the EIP from whatever else holds it.
        AllowReassociation = config.GetBoolean("allowReassociation") ?? false,
    });

    return new Dictionary<string, object?>
    {
        ["publicIp"] = web.AddressIp,
        ["privateIp"] = web.PrivateIpAddress,
    };
});
