namespace EcmEmulator.Models;

/// <summary>An asynchronous task: what it will do to one EIP, and when.</summary>
public sealed record CloudTask
{
    public required string TaskId { get; init; }

    public required string Region { get; init; }

    public required string AddressId { get; init; }

    public required TaskKind Kind { get; init; }

    /// <summary>The private IP it binds to, or unbinds from; no other task may touch it meanwhile.</summary>
    public required Binding Target { get; init; }

    /// <summary>When it will be done; null when somebody has to finish it by hand.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>It will end as FAILED and leave the EIP as it was.</summary>
    public bool WillFail { get; init; }

    /// <summary>Give the target an ordinary public IP once the EIP is unbound.</summary>
    public bool ReallocateNormalPublicIp { get; init; }

    public TaskResult Result { get; init; } = TaskResult.Running;
}

/// <summary>What a task does.</summary>
public enum TaskKind
{
    Bind,
    Unbind,
}

/// <summary>What became of a task, as DescribeTaskResult spells it in capitals.</summary>
public enum TaskResult
{
    Running,
    Success,
    Failed,
}

/// <summary>How tasks will go that are about to start.</summary>
public sealed record TaskPlan
{
    /// <summary>How long the task runs; null: as long as <see cref="Cloud.TaskDuration"/> says.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The task runs until <see cref="Cloud.FinishTask"/>, whatever the duration.</summary>
    public bool ByHand { get; init; }

    /// <summary>The task ends as FAILED.</summary>
    public bool Fails { get; init; }

    /// <summary>Only tasks of this EIP; null: of any.</summary>
    public string? AddressId { get; init; }

    /// <summary>For how many tasks; null: for all.</summary>
    public int? Times { get; init; } = 1;
}
