using EcmProvider.Ecm;
using EcmProvider.Ecm.Models;

namespace EcmProvider.Resources.Binding;

/// <summary>What progress tells of a wait.</summary>
internal static class Waiting
{
    /// <summary>How far a task and its EIP are: <c>task "123" is RUNNING, the EIP's status BINDING</c>; null when nothing is known.</summary>
    /// <param name="task">The task; null when there is none.</param>
    /// <param name="address">The EIP as last seen; null when it does not show.</param>
    public static string? On(TaskInquiry? task, Address? address)
    {
        var status = address is null ? null : $"the EIP's status is {address.AddressStatus}";
        return task is null ? status
            : string.Join(", ", new[] { $"task {Text.Quote(task.TaskId)}{(task.Result is { } result ? $" is {Name(result)}" : string.Empty)}", status }.OfType<string>());
    }

    /// <summary>The wait for what came of a change whose answer got lost.</summary>
    public static string ForLost(OutcomeUnknownException lost) =>
        $"the answer of {lost.Action} got lost ({lost.Refusal?.Code ?? lost.Reason}); looking whether it was taken";

    // As the API writes it.
    private static string Name(TaskResult result) => result switch
    {
        TaskResult.Running => "RUNNING",
        TaskResult.Success => "SUCCESS",
        TaskResult.Failed => "FAILED",
        _ => "unknown to the API",
    };
}
