using System.Collections.Immutable;
using Grpc.Core;
using Pulumirpc;

namespace Pulumi;

public sealed partial class Deployment
{
    // The engine takes it as: the program failed, and has told the user why.
    private const int FailedAndReported = 32;

    private const int Failed = 1;

    /// <summary>Runs a program that makes resources; the exit code for the process.</summary>
    public static Task<int> RunAsync(Action action) => RunAsync(() =>
    {
        action();
        return NoOutputs;
    });

    /// <summary>Runs a program that makes resources and returns the stack's outputs; the exit code for the process.</summary>
    public static Task<int> RunAsync(Func<IDictionary<string, object?>> func) => RunAsync(() => Task.FromResult(func()));

    /// <summary>Runs an asynchronous program that makes resources; the exit code for the process.</summary>
    public static Task<int> RunAsync(Func<Task> func) => RunAsync(async () =>
    {
        await func().ConfigureAwait(false);
        return NoOutputs;
    });

    /// <summary>Runs an asynchronous program that makes resources and returns the stack's outputs; the exit code for the process.</summary>
    public static Task<int> RunAsync(Func<Task<IDictionary<string, object?>>> func, StackOptions? options = null) =>
        RunAsync(EngineSettings.FromEnvironment, () => _ = new Stack(func, options));

    /// <summary>Runs a program that is the constructor of a class of its own; the exit code for the process.</summary>
    public static Task<int> RunAsync<TStack>() where TStack : Stack, new() =>
        RunAsync(EngineSettings.FromEnvironment, () => NewStack<TStack>().RegisterOwnOutputs());

    /// <summary>Runs a program whose stack comes from a service provider; the exit code for the process.</summary>
    public static Task<int> RunAsync<TStack>(IServiceProvider serviceProvider) where TStack : Stack =>
        RunAsync(EngineSettings.FromEnvironment, () =>
        {
            var stack = serviceProvider.GetService(typeof(TStack)) as TStack
                ?? throw new RunException($"The service provider has no {typeof(TStack).Name}. Register it there.");
            stack.RegisterOwnOutputs();
        });

    /// <summary>Runs a program for the engine that the settings name; several can run in one process.</summary>
    internal static async Task<int> RunAsync(Func<EngineSettings> settings, Action program)
    {
        EngineSettings told;
        EngineConnection opened;
        try
        {
            told = settings();
            opened = new(told);
        }
        catch (RunException exception)
        {
            // There is no engine to tell.
            await Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return Failed;
        }

        using var connection = opened;
        var deployment = new Deployment(told, connection);
        CurrentInFlow.Value = deployment;
        return await deployment.RunToEndAsync(program).ConfigureAwait(false);
    }

    private static IDictionary<string, object?> NoOutputs => ImmutableDictionary<string, object?>.Empty;

    // `new TStack()` would wrap what the constructor throws.
    private static TStack NewStack<TStack>() where TStack : Stack, new() => (TStack)Activator.CreateInstance(
        typeof(TStack), System.Reflection.BindingFlags.DoNotWrapExceptions, binder: null, args: null, culture: null)!;

    private async Task<int> RunToEndAsync(Action program)
    {
        ImmutableArray<Exception> failures;
        try
        {
            program();
            failures = await Tasks.WhenEndedAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            failures = [exception];
        }

        if (failures.Length > 0)
        {
            return await ReportAsync(failures).ConfigureAwait(false);
        }

        await Log.FlushAsync().ConfigureAwait(false);
        if (Log.HasErrors || Log.HasFailed)
        {
            return Failed;
        }

        try
        {
            await Connection.SignalAndWaitForShutdownAsync().ConfigureAwait(false);
            return 0;
        }
        catch (RpcException exception)
        {
            return await ReportAsync([new RunException($"Waiting for the engine to end the run failed: {exception.Status.Detail}", exception)])
                .ConfigureAwait(false);
        }
    }

    private async Task<int> ReportAsync(ImmutableArray<Exception> failures)
    {
        foreach (var failure in failures)
        {
            await (failure switch
            {
                // The engine has shown the cause itself.
                EngineStoppedException => Log.WriteAsync(LogSeverity.Debug, failure.Message),
                RunException => Log.WriteAsync(LogSeverity.Error, failure.Message),
                ResourceException { HideStack: true } known => Log.WriteAsync(LogSeverity.Error, failure.Message, known.Resource),
                ResourceException known => Log.WriteAsync(LogSeverity.Error, failure.ToString(), known.Resource),
                _ => Log.WriteAsync(LogSeverity.Error, $"The program failed with an exception that it does not handle:\n{failure}"),
            }).ConfigureAwait(false);
        }

        await Log.FlushAsync().ConfigureAwait(false);
        return Log.HasFailed ? Failed : FailedAndReported;
    }
}
