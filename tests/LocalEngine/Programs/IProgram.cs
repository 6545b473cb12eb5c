namespace LocalEngine.Programs;

/// <summary>Something that registers a stack's resources with a monitor.</summary>
public interface IProgram
{
    /// <summary>Runs to the end.</summary>
    /// <param name="context">Where the monitor is and what the stack is.</param>
    /// <param name="kill">The program is to be ended by force.</param>
    /// <exception cref="ProgramFailedException">It ended, but not well; its own messages have been shown.</exception>
    Task RunAsync(ProgramContext context, CancellationToken kill);
}

/// <summary>A program as a delegate, for tests and tools in the same process.</summary>
public sealed class DelegateProgram(Func<ProgramContext, CancellationToken, Task> run) : IProgram
{
    /// <inheritdoc />
    public Task RunAsync(ProgramContext context, CancellationToken kill) => run(context, kill);
}

/// <summary>A program that ended with an error.</summary>
public sealed class ProgramFailedException(string message) : EngineException(message);

/// <summary>What a program is told.</summary>
/// <param name="Address">Where monitor and engine listen, <c>127.0.0.1:PORT</c>.</param>
/// <param name="Organization">The organisation's name.</param>
/// <param name="Project">The project's name.</param>
/// <param name="Stack">The stack's name.</param>
/// <param name="Config">The configuration, full keys to text, secrets in the clear.</param>
/// <param name="SecretConfigKeys">Which of those are secret.</param>
/// <param name="Preview">Whether nothing is to be changed.</param>
/// <param name="Parallel">How many operations run side by side.</param>
/// <param name="Output">Takes a line the program prints.</param>
public sealed record ProgramContext(
    string Address,
    string Organization,
    string Project,
    string Stack,
    IReadOnlyDictionary<string, string> Config,
    IReadOnlyCollection<string> SecretConfigKeys,
    bool Preview,
    int Parallel,
    Action<string> Output);
