namespace LocalEngine.Deployment;

/// <summary>Runs an action on items side by side, each as soon as those it waits for are done.</summary>
internal static class InOrder
{
    /// <summary>Runs until all are done, or nothing more can begin.</summary>
    /// <param name="items">The items; among those that can begin, the first does.</param>
    /// <param name="waitsFor">The items that one waits for; none of them need be among <paramref name="items"/>.</param>
    /// <param name="parallel">How many run at once.</param>
    /// <param name="mayStart">Asked before each start; false ends the run when what is under way has ended.</param>
    /// <param name="action">Answers whether it went well; who waits for an item that did not is never run.</param>
    public static async Task RunAsync<T>(
        IReadOnlyList<T> items, Func<T, IEnumerable<T>> waitsFor, int parallel, Func<bool> mayStart, Func<T, Task<bool>> action)
        where T : class
    {
        var all = new HashSet<T>(items, ReferenceEqualityComparer.Instance);
        var waiting = new LinkedList<T>(items);
        var open = new Dictionary<T, HashSet<T>>(ReferenceEqualityComparer.Instance);
        foreach (var item in items)
        {
            var others = waitsFor(item).Where(other => all.Contains(other) && !ReferenceEquals(other, item));
            open[item] = new HashSet<T>(others, ReferenceEqualityComparer.Instance);
        }

        var failed = false;
        var running = new List<(Task<bool> Task, T Item)>();
        while (true)
        {
            while (running.Count < parallel && mayStart() && Next() is { } next)
            {
                waiting.Remove(next);
                running.Add((action(next.Value), next.Value));
            }

            if (running.Count == 0)
            {
                return;
            }

            await Task.WhenAny(running.Select(r => r.Task));
            var done = running.Find(r => r.Task.IsCompleted);
            running.Remove(done);
            if (!await done.Task)
            {
                failed = true;
                continue;
            }

            foreach (var item in waiting)
            {
                open[item].Remove(done.Item);
            }
        }

        LinkedListNode<T>? Next()
        {
            for (var node = waiting.First; node is not null; node = node.Next)
            {
                if (open[node.Value].Count == 0)
                {
                    return node;
                }
            }

            // Two generations of a stack can wait for each other in a circle: then the last begins.
            return running.Count == 0 && !failed ? waiting.Last : null;
        }
    }
}
