using System.Text.Json.Nodes;
using EcmEmulator.Requests;

namespace EcmEmulator.Actions;

/// <summary>STS: gives out a temporary key of a role.</summary>
internal sealed class AssumeRole() : ApiAction(
    ApiService.Sts,
    "AssumeRole",
    new("RoleArn", ParameterType.Text, Required: true),
    new("RoleSessionName", ParameterType.Text, Required: true),
    new("DurationSeconds", ParameterType.Integer),
    new("Policy", ParameterType.Text),
    new("ExternalId", ParameterType.Text),
    new("Tags", ParameterType.Tags),
    new("SourceIdentity", ParameterType.Text),
    new("SerialNumber", ParameterType.Text),
    new("TokenCode", ParameterType.Text))
{
    protected override JsonObject Answer(ActionContext context, Parameters parameters) =>
        RoleSession.Begin(context, parameters);
}

/// <summary>
/// STS: gives out a temporary key of a role for a web identity; unsigned, and any token will do but an empty one.
/// </summary>
internal sealed class AssumeRoleWithWebIdentity() : ApiAction(
    ApiService.Sts,
    "AssumeRoleWithWebIdentity",
    new("ProviderId", ParameterType.Text, Required: true),
    new("WebIdentityToken", ParameterType.Text, Required: true),
    new("RoleArn", ParameterType.Text, Required: true),
    new("RoleSessionName", ParameterType.Text, Required: true),
    new("DurationSeconds", ParameterType.Integer))
{
    public override bool IsSigned => false;

    protected override JsonObject Answer(ActionContext context, Parameters parameters)
    {
        RoleSession.RequireNotEmpty(parameters, "ProviderId");
        RoleSession.RequireNotEmpty(parameters, "WebIdentityToken");
        return RoleSession.Begin(context, parameters);
    }
}
