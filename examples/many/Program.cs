using System.Text.Json.Serialization;
using Pulumi;
using Pulumi.Ecm;

return await Deployment.RunAsync(() =>
{
    // The list stands in Pulumi.dev.yaml.
    var config = new Pulumi.Config();
    var wanted = config.RequireObject<List<Wanted>>("associations");

    // Named after its EIP, an association stays itself when the list is put into another order.
    var associations = wanted.ToDictionary(one => one.AddressId, one => new EipAssociation(one.AddressId, new EipAssociationArgs
    {
        AddressId = one.AddressId,
        InstanceId = one.InstanceId,
        // Take an EIP from whatever else holds it.
        AllowReassociation = config.GetBoolean("allowReassociation") ?? false,
    }));

    return new Dictionary<string, object?>
    {
        ["publicIps"] = Output.All(associations.Values.Select(one => one.AddressIp)),
    };
});

/// <summary>An entry of the list.</summary>
internal sealed record Wanted(
    [property: JsonPropertyName("addressId")] string AddressId,
    [property: JsonPropertyName("instanceId")] string InstanceId);
