namespace EcmProvider.Ecm.LookUps;

/// <summary>
/// Decides which items are looked up together, and when. Items wait for company: until none has come for a moment, and for a bounded
/// time. While one batch is under way the next items wait and go together; a full batch goes at once. A batch that was refused for
/// one bad item is halved, and the halves go at once. Times are counted from any fixed moment; no clock and no I/O in here.
/// </summary>
internal sealed class BatchPlan<TItem>(int maxItems)
    where TItem : class
{
    /// <summary>Items go once no further one has come for this long.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(5);

    /// <summary>Items wait for company no longer than this.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(150);

    /// <summary>A batch that takes longer than this (it is being retried) no longer holds up the next.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly List<(TItem Item, TimeSpan Since)> waiting = [];
    private readonly Queue<Batch> halves = new();
    private readonly HashSet<Group> underWay = [];
    private TimeSpan newest;

    /// <summary>An item wants to be looked up.</summary>
    public void Add(TItem item, TimeSpan now)
    {
        waiting.Add((item, now));
        newest = now;
    }

    /// <summary>An item that waits is not wanted any more.</summary>
    public void Remove(TItem item) => waiting.RemoveAll(entry => ReferenceEquals(entry.Item, item));

    /// <summary>What to do now: send a batch and ask again, wait and ask again, or nothing until something happens.</summary>
    public Step Next(TimeSpan now)
    {
        if (halves.TryDequeue(out var half))
        {
            return new Step(half, null);
        }

        if (waiting.Count == 0)
        {
            return default;
        }

        if (waiting.Count < maxItems && HoldUntil() is var end && end > now)
        {
            return new Step(null, end - now);
        }

        var group = new Group(now);
        underWay.Add(group);
        var batch = new Batch([.. waiting.Take(maxItems).Select(entry => entry.Item)], group);
        waiting.RemoveRange(0, batch.Items.Count);
        return new Step(batch, null);
    }

    /// <summary>A batch has its answer, or its error.</summary>
    public void Finish(Batch batch)
    {
        if (--batch.Group.Open == 0)
        {
            underWay.Remove(batch.Group);
        }
    }

    /// <summary>
    /// A batch was refused for what may be one bad item: <paramref name="items"/>, those still wanted, go in two halves.
    /// </summary>
    public void Halve(Batch batch, IReadOnlyList<TItem> items)
    {
        var middle = (items.Count + 1) / 2;
        foreach (var half in new[] { items.Take(middle).ToArray(), items.Skip(middle).ToArray() })
        {
            if (half.Length > 0)
            {
                batch.Group.Open++;
                halves.Enqueue(new Batch(half, batch.Group));
            }
        }

        Finish(batch);
    }

    private TimeSpan HoldUntil()
    {
        var company = Earlier(newest + Quiet, waiting[0].Since + LongestWait);
        return underWay.Count == 0 ? company : Later(company, underWay.Max(group => group.Since) + Patience);
    }

    private static TimeSpan Earlier(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;

    /// <summary>Either a batch to send or a time to wait; neither: nothing to do.</summary>
    public readonly record struct Step(Batch? Batch, TimeSpan? Wait);

    /// <summary>What goes in one request.</summary>
    public sealed record Batch(IReadOnlyList<TItem> Items, Group Group);

    /// <summary>A batch and the halves it fell into.</summary>
    public sealed class Group(TimeSpan since)
    {
        /// <summary>When it was sent.</summary>
        public TimeSpan Since => since;

        /// <summary>How many of its requests have no answer yet.</summary>
        public int Open { get; set; } = 1;
    }
}
