using Pulumi;
using Pulumi.Ecm;

return await Deployment.RunAsync(() =>
{
    var config = new Pulumi.Config();
    var instances = new Dictionary<string, string>
    {
        ["primary"] = config.Get("primaryId") ?? "ein-33334444",
        ["standby"] = config.Get("standbyId") ?? "ein-55556666",
    };

    // To fail over: pulumi config set active standby && pulumi up
    var active = config.Get("active") ?? "primary";
    if (!instances.TryGetValue(active, out var instanceId))
    {
        throw new RunException($"active is \"{active}\"; set it to one of: {string.Join(", ", instances.Keys)}.");
    }

    var service = new EipAssociation("service", new EipAssociationArgs
    {
        AddressId = config.Get("addressId") ?? "eip-11112222",
        InstanceId = instanceId,
        // Take the EIP from whatever else holds it.
        AllowReassociation = config.GetBoolean("allowReassociation") ?? false,
    });

    return new Dictionary<string, object?>
    {
        ["active"] = active,
        ["publicIp"] = service.AddressIp,
        ["instanceId"] = service.InstanceId,
    };
});
