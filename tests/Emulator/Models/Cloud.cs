using EcmEmulator.Errors;
using EcmEmulator.Rules;

namespace EcmEmulator.Models;

/// <summary>
/// The cloud behind the API. Nothing in it moves by timers: whoever looks first settles the tasks that are due by the clock, so
/// it is right on a virtual clock too. All members may be used from any thread.
/// </summary>
public sealed class Cloud
{
    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly History history = new();
    private readonly TaskPlans plans = new();
    private CloudState state = CloudState.Empty;
    private TimeSpan taskDuration;
    private int lastTask = 1000;

    /// <summary>A cloud without regions.</summary>
    public Cloud(TimeProvider clock, TimeSpan taskDuration)
    {
        this.clock = clock;
        this.taskDuration = taskDuration;
        history.StartWith(state);
    }

    /// <summary>How long a task runs that no plan is for.</summary>
    public TimeSpan TaskDuration
    {
        get
        {
            lock (gate)
            {
                return taskDuration;
            }
        }

        set
        {
            lock (gate)
            {
                taskDuration = value;
            }
        }
    }

    /// <summary>The regions, by name.</summary>
    public IReadOnlyList<CloudRegion> Regions => [.. Read(now => now.Regions.Keys).Select(name => new CloudRegion(this, name))];

    /// <summary>All tasks that ever were, by id.</summary>
    public IReadOnlyList<CloudTask> Tasks =>
        Read(now => now.Tasks.Values.OrderBy(task => task.TaskId, StringComparer.Ordinal).ToList());

    /// <summary>A region that is there.</summary>
    /// <exception cref="KeyNotFoundException">There is no such region.</exception>
    public CloudRegion Region(string name) =>
        Read(now => now.FindRegion(name)) is null
            ? throw new KeyNotFoundException($"There is no region '{name}'. Add it first.")
            : new CloudRegion(this, name);

    /// <summary>Adds a region without anything in it; one that is there already stays as it is.</summary>
    public CloudRegion AddRegion(string name)
    {
        Arrange(now => now.FindRegion(name) is null ? now.With(new RegionState(name)) : now);
        return new CloudRegion(this, name);
    }

    /// <summary>Removes all regions, tasks and plans.</summary>
    public void Clear()
    {
        lock (gate)
        {
            plans.Clear();
            state = CloudState.Empty;
            history.StartWith(state);
        }
    }

    /// <summary>Says how tasks will go that start from now on.</summary>
    public void PlanTasks(TaskPlan plan)
    {
        lock (gate)
        {
            plans.Add(plan);
        }
    }

    /// <summary>The next tasks end as FAILED.</summary>
    public void FailNextTasks(int times = 1) => PlanTasks(new TaskPlan { Fails = true, Times = times });

    /// <summary>The next tasks run until <see cref="FinishTask"/>.</summary>
    public void HoldNextTasks(int times = 1) => PlanTasks(new TaskPlan { ByHand = true, Times = times });

    /// <summary>Forgets all plans; tasks that started under one go on as planned.</summary>
    public void ClearTaskPlans()
    {
        lock (gate)
        {
            plans.Clear();
        }
    }

    /// <summary>Ends a task now; failed or not, as told, or as planned when nothing is told.</summary>
    /// <exception cref="InvalidOperationException">There is no such task, or it has ended.</exception>
    public void FinishTask(string taskId, bool? failed = null) =>
        Act(now => now.Tasks.GetValueOrDefault(taskId) is { Result: TaskResult.Running } task
            ? TaskEnd.Finish(now, task, failed ?? task.WillFail)
            : throw new InvalidOperationException($"There is no task '{taskId}' under way."));

    /// <summary>Ends all tasks that are under way, as planned.</summary>
    public void FinishTasks() => Act(now =>
        now.Regions.Values.SelectMany(region => region.Running.Values)
            .Aggregate(now, (current, task) => TaskEnd.Finish(current, task, task.WillFail)));

    /// <summary>The state now, or as it was a while ago.</summary>
    internal T Read<T>(Func<CloudState, T> read, TimeSpan ago = default)
    {
        lock (gate)
        {
            var now = Settle();
            return read(ago == default ? state : history.At(now - ago));
        }
    }

    /// <summary>Something happens in the cloud; look-ups that lag see it later.</summary>
    internal void Act(Func<CloudState, CloudState> change)
    {
        lock (gate)
        {
            var now = Settle();
            Record(now, change(state));
        }
    }

    /// <summary>A test puts something in place: as if it had always been so, also for look-ups that lag.</summary>
    internal void Arrange(Func<CloudState, CloudState> change)
    {
        lock (gate)
        {
            Settle();
            state = change(state);
            history.StartWith(state);
        }
    }

    /// <summary>AssociateAddress, from the checks to the start of its task.</summary>
    /// <exception cref="ApiErrorException">The rules refuse.</exception>
    internal string Associate(AssociateRequest request)
    {
        AssociateRules.CheckForm(request);
        lock (gate)
        {
            var now = Settle();
            var region = RegionRules.Find(state, request.Region);
            var target = AssociateRules.Resolve(region, request);
            return Start(now, new CloudTask
            {
                TaskId = NextTaskId(),
                Region = region.Name,
                AddressId = request.AddressId,
                Kind = TaskKind.Bind,
                Target = target,
            });
        }
    }

    /// <summary>DisassociateAddress, from the checks to the start of its task.</summary>
    /// <exception cref="ApiErrorException">The rules refuse.</exception>
    internal string Disassociate(DisassociateRequest request)
    {
        DisassociateRules.CheckForm(request);
        lock (gate)
        {
            var now = Settle();
            var region = RegionRules.Find(state, request.Region);
            var today = DateOnly.FromDateTime(now.UtcDateTime);
            var used = state.Reallocations.GetValueOrDefault(today);
            var target = DisassociateRules.Resolve(region, request, used);
            if (request.ReallocateNormalPublicIp)
            {
                state = state with { Reallocations = state.Reallocations.SetItem(today, used + 1) };
            }

            return Start(now, new CloudTask
            {
                TaskId = NextTaskId(),
                Region = region.Name,
                AddressId = request.AddressId,
                Kind = TaskKind.Unbind,
                Target = target,
                ReallocateNormalPublicIp = request.ReallocateNormalPublicIp,
            });
        }
    }

    private string Start(DateTimeOffset now, CloudTask task)
    {
        var plan = plans.Take(task.AddressId);
        task = task with
        {
            WillFail = plan?.Fails ?? false,
            DueAt = plan is { ByHand: true } ? null : now + (plan?.Duration ?? taskDuration),
        };
        Record(now, state.WithStarted(task));
        Settle();
        return task.TaskId;
    }

    private string NextTaskId() => $"{++lastTask}";

    // Each task ends at its own time, not at the time of the look: a look-up that lags must find it there.
    private DateTimeOffset Settle()
    {
        var now = clock.GetUtcNow();
        while (state.NextDue() is { } task && task.DueAt <= now)
        {
            Record(task.DueAt.Value, TaskEnd.Finish(state, task, task.WillFail));
        }

        return now;
    }

    private void Record(DateTimeOffset since, CloudState next)
    {
        state = next;
        history.Add(since, next);
    }
}
