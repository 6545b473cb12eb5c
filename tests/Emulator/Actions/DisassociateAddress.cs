using System.Text.Json.Nodes;
using EcmEmulator.Requests;
using EcmEmulator.Rules;

namespace EcmEmulator.Actions;

/// <summary>Unbinds an EIP, by a task.</summary>
internal sealed class DisassociateAddress() : ApiAction(
    ApiService.Ecm,
    "DisassociateAddress",
    ParameterSpec.EcmRegion,
    ParameterSpec.AddressId,
    new("ReallocateNormalPublicIp", ParameterType.Flag))
{
    protected override JsonObject Answer(ActionContext context, Parameters parameters) => new()
    {
        ["TaskId"] = context.Cloud.Disassociate(new DisassociateRequest(
            parameters.Text("EcmRegion"), parameters.Text("AddressId"), parameters.Flag("ReallocateNormalPublicIp"))),
    };
}
