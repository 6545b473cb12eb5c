using Pulumi;
using Pulumi.Ecm;
using Pulumi.Ecm.Inputs;

return await Deployment.RunAsync(() =>
{
    // pulumi config set roleArn qcs::cam::uin/…:roleName/…
    var config = new Pulumi.Config();

    // The key that assumes the role comes from where the default provider would take its key.
    var edge = new Provider("edge", new ProviderArgs
    {
        EcmRegion = "ap-xian-ecm",
        AssumeRole = new AssumeRoleArgs
        {
            RoleArn = config.Get("roleArn") ?? "qcs::cam::uin/100000000001:roleName/edge",
            SessionName = "pulumi",
            SessionDuration = 3600,
        },
    });

    var web = new EipAssociation("web", new EipAssociationArgs
    {
        AddressId = config.Get("addressId") ?? "eip-11112222",
        InstanceId = config.Get("instanceId") ?? "ein-33334444",
        // Take the EIP from whatever else holds it.
        AllowReassociation = config.GetBoolean("allowReassociation") ?? false,
    }, new CustomResourceOptions { Provider = edge });

    return new Dictionary<string, object?>
    {
        ["publicIp"] = web.AddressIp,
        ["privateIp"] = web.PrivateIpAddress,
    };
});
