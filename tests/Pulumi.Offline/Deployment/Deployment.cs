namespace Pulumi;

/// <summary>One run of a program for an engine.</summary>
public sealed partial class Deployment
{
    private static readonly AsyncLocal<Deployment?> CurrentInFlow = new();

    private Stack? _stack;

    private Deployment(EngineSettings settings, EngineConnection connection)
    {
        Settings = settings;
        Connection = connection;
        Log = new(connection.Engine);
        Handle = new(this);
    }

    /// <summary>The run that the calling code belongs to.</summary>
    public static DeploymentInstance Instance => Required.Handle;

    /// <summary>The run that the calling code belongs to; none outside a run.</summary>
    internal static Deployment? Current => CurrentInFlow.Value;

    /// <summary>The run that the calling code belongs to; an error outside a run.</summary>
    internal static Deployment Required => Current ?? throw new InvalidOperationException(
        "Resources, functions and configuration belong to a run: use them inside the function given to Deployment.RunAsync.");

    internal EngineSettings Settings { get; }

    internal EngineConnection Connection { get; }

    internal EngineLog Log { get; }

    internal TaskTracker Tasks { get; } = new();

    /// <summary>The root of the resources.</summary>
    internal Stack Stack
    {
        get => _stack ?? throw new InvalidOperationException(
            "Resources belong to a stack: make them inside the function given to Deployment.RunAsync, or in the constructor of a Stack.");
        set => _stack = _stack is null ? value : throw new RunException("A program has one stack, but a second one was constructed.");
    }

    private DeploymentInstance Handle { get; }
}
