using System.Text.Json.Nodes;
using LocalEngine.Deployment;
using LocalEngine.Display;
using LocalEngine.Monitor;
using LocalEngine.Programs;
using LocalEngine.Protocol;
using LocalEngine.State;

namespace LocalEngine;

/// <summary>A small Pulumi engine: runs a program against real providers, and remembers what they made.</summary>
public static class Engine
{
    /// <summary>Does one operation from beginning to end.</summary>
    /// <param name="options">What to do, and with what.</param>
    /// <param name="program">The program; null for operations that run none (refresh, destroy, import).</param>
    /// <param name="stop">The first Ctrl-C: providers are told, nothing new begins, and what is in flight is waited for.</param>
    /// <exception cref="EngineException">The run could not begin: the state cannot be read, or another run holds it.</exception>
    public static async Task<RunResult> RunAsync(EngineOptions options, IProgram? program, CancellationToken stop = default)
    {
        var preview = options.Operation == Operation.Preview;
        var started = options.Clock.GetTimestamp();
        using var file = StateFile.Open(options.StateFile, options.Passphrase, writable: !preview);
        var (resources, pending) = file.Read();
        using var snapshot = new Snapshot(resources, preview ? null : file.Write);

        var log = new RunLog(options.Output, options.Interactive, preview);
        foreach (var operation in pending)
        {
            log.Say(
                Severity.Warning, operation.Urn,
                $"an earlier run was cut off while {operation.Kind} this resource; look whether it is in the cloud as the state says.");
        }

        var monitor = new MonitorService();
        await using var server = await EngineServer.StartAsync(monitor, new EngineService(log));
        var run = new RunContext(options, snapshot, log, server.Address, stop);
        await using (var providers = new Providers(run))
        {
            using var cancelling = stop.Register(() => _ = providers.CancelAsync());
            using var killing = options.Kill.Register(providers.Kill);
            await new Operations(run, providers, monitor).RunAsync(program);
        }

        if (run.Cancelled)
        {
            log.Say(Severity.Error, "", "the run was cancelled; what had begun is in the state");
        }

        var succeeded = !run.Failed && !run.Cancelled;
        var outputs = Outputs(snapshot, monitor);
        log.Finish(outputs, succeeded, options.Clock.GetElapsedTime(started));
        return new RunResult(succeeded, log.Changes, log.Diagnostics, outputs, [.. snapshot.All.Select(Resource)]);
    }

    /// <summary>What the state holds, without running anything.</summary>
    /// <param name="options">Only the state's place and passphrase matter.</param>
    /// <param name="showSecrets">Whether secret outputs are shown in the clear.</param>
    public static (IReadOnlyDictionary<string, JsonNode?> Outputs, IReadOnlyList<StackResource> Resources) Show(
        EngineOptions options, bool showSecrets = false)
    {
        using var file = StateFile.Open(options.StateFile, options.Passphrase, writable: false);
        var (resources, _) = file.Read();
        var stack = resources.Find(r => r.Type == Urn.StackType)?.Outputs ?? new();
        var shown = Shown.Node(showSecrets ? Values.WithoutSecrets(stack) : stack);
        return (shown.ToDictionary(o => o.Key, o => o.Value), [.. resources.Select(Resource)]);
    }

    private static Dictionary<string, JsonNode?> Outputs(Snapshot snapshot, MonitorService monitor)
    {
        var outputs = monitor.StackOutputs ?? snapshot.All.FirstOrDefault(r => r.Type == Urn.StackType)?.Outputs ?? new();
        return Shown.Node(outputs).ToDictionary(o => o.Key, o => o.Value);
    }

    private static StackResource Resource(ResourceState r) =>
        new(r.Urn, r.Id, Shown.Node(r.Inputs), Shown.Node(r.Outputs), r.InitErrors, r.Delete);
}
