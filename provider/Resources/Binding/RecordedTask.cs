using EcmProvider.Ecm;
using EcmProvider.Ecm.Models;
using EcmProvider.Resources.Running;

namespace EcmProvider.Resources.Binding;

/// <summary>
/// Looks at an association until it has settled. An EIP that shows UNBIND is not yet known to be unbound while the task that the
/// state records is running, and for the API's lag after it has succeeded: a look-up too early must not lose an association.
/// </summary>
public sealed class RecordedTask(ICloud cloud, BindingReader reader, Polls polls)
{
    /// <summary>Looks until the association has settled, or the time is over.</summary>
    /// <param name="operation">The operation it is done for.</param>
    /// <param name="id">The association; with a target.</param>
    /// <param name="state">What the state holds of it.</param>
    /// <param name="patience">How long to wait.</param>
    /// <returns>The last sighting; still unsettled when the time is over.</returns>
    public async Task<Sighting> SettleAsync(Operation operation, AssociationId id, AssociationState state, TimeSpan patience)
    {
        using var task = state.TaskId is { } taskId
            ? new TaskInquiry(cloud, polls, id.EcmRegion, taskId, isNew: false, operation.Clock)
            : null;
        var began = operation.Clock.GetTimestamp();
        while (true)
        {
            var seen = await reader.LookAsync(id, state, operation.Token);
            var settled = seen.Standing switch
            {
                Standing.Unsettled => await StillUnsettledAsync(task, operation),
                Standing.Unbound => await HasEndedAsync(task, state, operation, began),
                Standing.Elsewhere when !state.IsWhole => await HasEndedAsync(task, state, operation, began),
                _ => true,
            };
            if (settled)
            {
                return seen;
            }

            if (operation.Clock.GetElapsedTime(began) >= patience)
            {
                return seen with { Standing = Standing.Unsettled };
            }

            operation.Progress(
                $"waiting until EIP {Text.Quote(id.AddressId)} has settled", Waiting.On(task, seen.Address), patience: patience);
            await polls.NextAsync(operation, task);
        }
    }

    // Whoever stands in line for a question goes on asking, or others would wait behind it.
    private static async Task<bool> StillUnsettledAsync(TaskInquiry? task, Operation operation)
    {
        if (task is not null)
        {
            await task.AskAsync(urgent: false, operation.Token);
        }

        return false;
    }

    // A whole association was seen bound, so its task has succeeded: nothing to ask, but a look-up may still lag behind it. An unfinished
    // one without a task was asked for and the answer got lost: it may still come. One that is imported has no past.
    private static async Task<bool> HasEndedAsync(TaskInquiry? task, AssociationState state, Operation operation, long began) =>
        task is null || state.IsWhole
            ? state.Properties.Count == 0 || operation.Clock.GetElapsedTime(began) >= Pace.Lag
            : await task.AskAsync(urgent: true, operation.Token) switch
            {
                TaskResult.Failed or TaskResult.Unknown => true,
                TaskResult.Success => operation.Clock.GetElapsedTime(task.EndedAt) >= Pace.Lag,
                _ => false,
            };
}
