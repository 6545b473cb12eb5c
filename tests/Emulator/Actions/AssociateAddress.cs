using System.Text.Json.Nodes;
using EcmEmulator.Requests;
using EcmEmulator.Rules;

namespace EcmEmulator.Actions;

/// <summary>Binds an EIP to an instance or to a private IP of an ENI, by a task.</summary>
internal sealed class AssociateAddress() : ApiAction(
    ApiService.Ecm,
    "AssociateAddress",
    ParameterSpec.EcmRegion,
    ParameterSpec.AddressId,
    new("InstanceId", ParameterType.Text),
    new("NetworkInterfaceId", ParameterType.Text),
    new("PrivateIpAddress", ParameterType.Text))
{
    protected override JsonObject Answer(ActionContext context, Parameters parameters) => new()
    {
        ["TaskId"] = context.Cloud.Associate(new AssociateRequest(
            parameters.Text("EcmRegion"),
            parameters.Text("AddressId"),
            parameters.OptionalText("InstanceId"),
            parameters.OptionalText("NetworkInterfaceId"),
            parameters.OptionalText("PrivateIpAddress"))),
    };
}
