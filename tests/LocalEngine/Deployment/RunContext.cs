using LocalEngine.Display;
using LocalEngine.Plugins;
using LocalEngine.State;

namespace LocalEngine.Deployment;

/// <summary>What the parts of one run share.</summary>
internal sealed class RunContext(
    EngineOptions options, Snapshot snapshot, RunLog log, string address, CancellationToken stop)
{
    private int _failed;

    public EngineOptions Options => options;

    public Snapshot Snapshot => snapshot;

    public RunLog Log => log;

    /// <summary>Where the engine listens.</summary>
    public string Address => address;

    public bool Preview => options.Operation == Operation.Preview;

    public bool Failed => Volatile.Read(ref _failed) != 0;

    /// <summary>Whether no step may begin any more: the user said so, or a step failed.</summary>
    public bool Stopping => stop.IsCancellationRequested || (Failed && !options.ContinueOnError);

    public bool Cancelled => stop.IsCancellationRequested;

    /// <summary>Records a failure and what it says; what is one message to the provider is one to the user.</summary>
    public void Fail(string urn, Exception e)
    {
        Interlocked.Exchange(ref _failed, 1);
        if (e is ProviderFailure { Partial: { } partial })
        {
            foreach (var reason in partial.Reasons)
            {
                log.Say(Severity.Error, urn, reason);
            }

            return;
        }

        log.Say(Severity.Error, urn, e is EngineException ? e.Message : $"the engine failed (please report this): {e}");
    }

    /// <summary>Runs one step of a resource and tells of it, whether it went well or not.</summary>
    public async Task<bool> StepAsync(
        string urn, ChangeKind kind, IReadOnlyList<PropertyChange> properties, Func<Task> step, bool quiet = false)
    {
        var started = options.Clock.GetTimestamp();
        try
        {
            await step();
            if (!quiet)
            {
                log.Change(new ResourceChange(urn, kind, properties, Failed: false), options.Clock.GetElapsedTime(started));
            }

            return true;
        }
#pragma warning disable CA1031 // Whatever ends a step is shown under its resource; the run goes on to its end.
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.Change(new ResourceChange(urn, kind, properties, Failed: true), options.Clock.GetElapsedTime(started));
            Fail(urn, e);
            return false;
        }
    }
}
