using System.Text.Json.Nodes;
using EcmEmulator.Errors;
using EcmEmulator.Requests;
using EcmEmulator.Rules;

namespace EcmEmulator.Actions;

/// <summary>Tells what became of a task; it gives no reason for FAILED.</summary>
internal sealed class DescribeTaskResult() : ApiAction(
    ApiService.Ecm,
    "DescribeTaskResult",
    ParameterSpec.EcmRegion,
    new("TaskId", ParameterType.Text, Required: true))
{
    protected override JsonObject Answer(ActionContext context, Parameters parameters)
    {
        var (regionName, taskId) = (parameters.Text("EcmRegion"), parameters.Text("TaskId"));
        var task = context.Cloud.Read(state =>
        {
            RegionRules.Find(state, regionName);
            return state.Tasks.GetValueOrDefault(taskId);
        });
        if (task is null || task.Region != regionName)
        {
            throw new ApiErrorException(ErrorCode.TaskNotFound, $"Task `{taskId}` does not exist.");
        }

        return new JsonObject { ["TaskId"] = taskId, ["Result"] = task.Result.ToString().ToUpperInvariant() };
    }
}
