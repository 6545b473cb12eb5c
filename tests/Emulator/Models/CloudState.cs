using System.Collections.Immutable;

namespace EcmEmulator.Models;

/// <summary>All regions and all tasks that ever were, at one moment.</summary>
internal sealed record CloudState
{
    public static readonly CloudState Empty = new();

    public ImmutableSortedDictionary<string, RegionState> Regions { get; init; } =
        ImmutableSortedDictionary.Create<string, RegionState>(StringComparer.Ordinal);

    public ImmutableDictionary<string, CloudTask> Tasks { get; init; } = ImmutableDictionary<string, CloudTask>.Empty;

    /// <summary>How often an ordinary public IP was given back, by day: the account may do that ten times a day.</summary>
    public ImmutableDictionary<DateOnly, int> Reallocations { get; init; } = ImmutableDictionary<DateOnly, int>.Empty;

    public RegionState? FindRegion(string name) => Regions.GetValueOrDefault(name);

    public CloudState With(RegionState region) => this with { Regions = Regions.SetItem(region.Name, region) };

    /// <summary>Records a task that starts.</summary>
    public CloudState WithStarted(CloudTask task)
    {
        var region = Regions[task.Region];
        return With(region with { Running = region.Running.SetItem(task.AddressId, task) })
            with
        { Tasks = Tasks.SetItem(task.TaskId, task) };
    }

    /// <summary>Records what became of a task and takes it from those under way.</summary>
    public CloudState WithFinished(CloudTask task, TaskResult result)
    {
        var region = Regions[task.Region];
        return With(region with { Running = region.Running.Remove(task.AddressId) })
            with
        { Tasks = Tasks.SetItem(task.TaskId, task with { Result = result }) };
    }

    /// <summary>The task that is due first; null when none under way ends by itself.</summary>
    public CloudTask? NextDue() =>
        Regions.Values.SelectMany(region => region.Running.Values)
            .Where(task => task.DueAt is not null)
            .MinBy(task => (task.DueAt, task.TaskId));
}
