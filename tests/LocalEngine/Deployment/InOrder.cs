namespace LocalEngine.Deployment;

/// <summary>Runs an action on items side by side, each as soon as those it waits for are done.</summary>
internal static class InOrder
{
    /// <summary>Runs until all are done, or nothing more can begin.</summary>
    /// <param name="items">The items.</param>
    /// <param name="waitsFor">Whether the first has to wait for the second.</param>
    /// <param name="parallel">How many run at once.</param>
    /// <param name="mayStart">Asked before each start; false ends the run when what is under way has ended.</param>
    /// <param name="action">Answers whether it went well; who waits for an item that did not is never run.</param>
    public static async Task RunAsync<T>(
        IReadOnlyList<T> items, Func<T, T, bool> waitsFor, int parallel, Func<bool> mayStart, Func<T, Task<bool>> action)
        where T : class
    {
        var waiting = new List<T>(items);
        var open = new HashSet<T>(items, ReferenceEqualityComparer.Instance);
        var running = new List<(Task<bool> Task, T Item)>();
        while (true)
        {
            while (running.Count < parallel && mayStart() && Next() is { } next)
            {
                waiting.Remove(next);
                running.Add((action(next), next));
            }

            if (running.Count == 0)
            {
                return;
            }

            await Task.WhenAny(running.Select(r => r.Task));
            var done = running.Find(r => r.Task.IsCompleted);
            running.Remove(done);
            if (await done.Task)
            {
                open.Remove(done.Item);
            }
        }

        T? Next() =>
            waiting.Find(w => !open.Any(o => !ReferenceEquals(o, w) && waitsFor(w, o)))
            // Two generations of a stack can wait for each other in a circle: then the last begins.
            ?? (running.Count == 0 && open.Count == waiting.Count ? waiting.LastOrDefault() : null);
    }
}
