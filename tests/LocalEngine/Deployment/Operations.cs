using LocalEngine.Monitor;
using LocalEngine.Programs;

namespace LocalEngine.Deployment;

/// <summary>The course of each operation, from its first step to its last.</summary>
internal sealed class Operations(RunContext run, Providers providers, MonitorService monitor)
{
    private readonly Refresher _refresher = new(run, providers);
    private readonly Deleter _deleter = new(run, providers);

    public async Task RunAsync(IProgram? program)
    {
        switch (run.Options.Operation)
        {
            case Operation.Refresh:
                await _refresher.RefreshAsync(all: true, showSame: true);
                break;
            case Operation.Destroy:
                await _refresher.RefreshAsync(run.Options.RefreshFirst, showSame: false);
                if (!run.Stopping)
                {
                    await _deleter.DeleteAllAsync();
                }

                break;
            case Operation.Import:
                await new Importer(run, providers).ImportAsync(
                    run.Options.Import ?? throw new ArgumentException("An import needs EngineOptions.Import."));
                break;
            default:
                await _refresher.RefreshAsync(run.Options.RefreshFirst, showSame: false);
                if (!run.Stopping)
                {
                    await UpdateAsync(program ?? throw new ArgumentNullException(nameof(program)));
                }

                break;
        }
    }

    private async Task UpdateAsync(IProgram program)
    {
        using var registrar = new Registrar(run, providers);
        monitor.Begin(run, registrar, providers);
        var options = run.Options;
        var context = new ProgramContext(
            run.Address, options.Organization, options.Project, options.Stack, options.Config, options.SecretConfigKeys,
            run.Preview, options.Parallel, run.Log.Plain);
        var running = Task.Run(() => program.RunAsync(context, options.Kill));

        // A program that says it is done waits until the deletions are; another one just ends.
        await Task.WhenAny(running, monitor.ProgramDone);
        if (running.IsCompleted)
        {
            await EndedAsync(running);
        }

        await registrar.DrainAsync();
        if (!run.Failed && !run.Cancelled)
        {
            await _deleter.DeleteLeftoversAsync(registrar.HasSeen);
        }

        monitor.RunDone();
        await EndedAsync(running);
    }

    // A program that fails because a step failed has nothing to add: that step has told why.
    private async Task EndedAsync(Task running)
    {
        try
        {
            await running;
        }
#pragma warning disable CA1031 // A program may be anything, and may fail by anything.
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (!run.Failed && !run.Cancelled)
            {
                run.Fail("", e is EngineException ? e : new EngineException($"the program failed: {e.Message}", e));
            }
        }
    }
}
