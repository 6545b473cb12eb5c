using System.Text.Json.Nodes;
using EcmEmulator.Requests;

namespace EcmEmulator.Actions;

/// <summary>STS: tells whose key signed the request.</summary>
internal sealed class GetCallerIdentity() : ApiAction(ApiService.Sts, "GetCallerIdentity")
{
    protected override JsonObject Answer(ActionContext context, Parameters parameters)
    {
        var caller = context.Key!.Caller;
        return new JsonObject
        {
            ["AccountId"] = caller.AccountId,
            ["Arn"] = caller.Arn,
            ["Type"] = caller.Type,
            ["UserId"] = caller.UserId,
            ["PrincipalId"] = caller.PrincipalId,
        };
    }
}
