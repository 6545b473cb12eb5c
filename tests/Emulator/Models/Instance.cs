namespace EcmEmulator.Models;

/// <summary>An instance; its ENIs stand apart and name it.</summary>
public sealed record Instance
{
    /// <summary>The id, such as <c>ein-33334444</c>; any prefix will do.</summary>
    public required string InstanceId { get; init; }

    /// <summary>One of <see cref="InstanceState"/>.</summary>
    public string State { get; init; } = InstanceState.Running;

    /// <summary>Another operation of the instance is under way: no EIP can be bound to it or taken from it.</summary>
    public bool OperationInProgress { get; init; }

    /// <summary>False: a kind of instance that takes no EIPs.</summary>
    public bool SupportsEip { get; init; } = true;
}

/// <summary>The values of an instance's state.</summary>
public static class InstanceState
{
    public const string Pending = "PENDING";
    public const string LaunchFailed = "LAUNCH_FAILED";
    public const string Running = "RUNNING";
    public const string Stopped = "STOPPED";
    public const string Terminating = "TERMINATING";
}
