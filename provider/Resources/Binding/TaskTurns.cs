namespace EcmProvider.Resources.Binding;

/// <summary>
/// Who may ask DescribeTaskResult in a tick: at most two operations, those first whose EIP shows UNBIND, then in the order they
/// came. The look-ups tell nearly always that a task is done; asking for each task would cost the API's limit. No clock, no I/O, no locks.
/// </summary>
internal sealed class TaskTurns
{
    /// <summary>The most questions a tick.</summary>
    public const int PerTick = 2;

    private readonly Dictionary<string, (bool Urgent, long Order)> waiting = [];
    private long order;
    private long tick;
    private int left;

    /// <summary>Asks for a turn; whoever gets none keeps its place in the line for the next tick.</summary>
    /// <param name="now">The number of the tick.</param>
    /// <param name="key">Who asks.</param>
    /// <param name="urgent">Whether the EIP shows UNBIND: only the task can tell whether there is anything to wait for.</param>
    public bool TryTake(long now, string key, bool urgent)
    {
        if (now != tick)
        {
            tick = now;
            left = PerTick;
        }

        var place = (Urgent: urgent, Order: waiting.TryGetValue(key, out var before) ? before.Order : order++);
        waiting[key] = place;
        var ahead = waiting.Values.Count(other =>
            other.Urgent != place.Urgent ? other.Urgent : other.Order < place.Order);
        if (ahead >= left)
        {
            return false;
        }

        left--;
        waiting.Remove(key);
        return true;
    }

    /// <summary>Leaves the line.</summary>
    public void Leave(string key) => waiting.Remove(key);
}
