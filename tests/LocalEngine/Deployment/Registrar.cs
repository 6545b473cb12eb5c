using Google.Protobuf.WellKnownTypes;
using LocalEngine.Protocol;
using LocalEngine.State;
using Pulumirpc;

namespace LocalEngine.Deployment;

/// <summary>
/// Takes registrations one after the other, as a real engine does, and runs their steps side by side. A plan is made (Check, Diff)
/// before a free worker is waited for, so that Diffs run ahead of the steps, but only by one.
/// </summary>
internal sealed class Registrar(RunContext run, Providers providers) : IDisposable
{
    private readonly SemaphoreSlim _generator = new(1);
    private readonly SemaphoreSlim _workers = new(run.Options.Parallel);
    private readonly Planner _planner = new(run, providers);
    private readonly HashSet<string> _seen = [];
    private readonly Dictionary<string, string> _aliased = [];
    private readonly Lock _gate = new();
    private int _inFlight;
    private TaskCompletionSource? _drained;

    /// <summary>The stack's own URN; empty until it has been registered.</summary>
    public string StackUrn { get; private set; } = "";

    /// <summary>Whether the program has asked for a resource in this run.</summary>
    public bool HasSeen(string urn)
    {
        lock (_gate)
        {
            return _seen.Contains(urn);
        }
    }

    /// <summary>Deals with a registration; null when it failed, and the failure has been told.</summary>
    /// <exception cref="MonitorTerminatedException">The run has been stopped.</exception>
    public async Task<Registered?> RegisterAsync(RegisterResourceRequest request)
    {
        Enter();
        try
        {
            var urn = Goal.UrnOf(request, run.Options);
            Plan plan;
            await _generator.WaitAsync();
            try
            {
                if (run.Stopping)
                {
                    throw new MonitorTerminatedException();
                }

                plan = await PlanAsync(request, urn);
                await _workers.WaitAsync();
                if (run.Stopping)
                {
                    _workers.Release();
                    throw new MonitorTerminatedException();
                }
            }
            catch (Exception e) when (e is not MonitorTerminatedException)
            {
                run.Log.Change(
                    new ResourceChange(urn, run.Snapshot.FindOld(urn) is null ? ChangeKind.Create : ChangeKind.Update, [], true), default);
                run.Fail(urn, e);
                return null;
            }
            finally
            {
                _generator.Release();
            }

            return await RunAsync(urn, plan);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Takes the outputs of a component or of the stack.</summary>
    public async Task OutputsAsync(string urn, Struct outputs)
    {
        var state = run.Snapshot.FindNew(urn)
            ?? throw new EngineException($"The program gave outputs for \"{urn}\", which it has not registered.");
        await run.Snapshot.ReplaceAsync(state, state with { Outputs = Values.WithoutOutputs(outputs) });
    }

    /// <summary>Reads an existing resource for the program.</summary>
    public async Task<Registered?> ReadAsync(ReadResourceRequest request)
    {
        Enter();
        try
        {
            if (run.Stopping)
            {
                throw new MonitorTerminatedException();
            }

            var options = run.Options;
            var urn = Urn.Create(options.Stack, options.Project, request.Parent, request.Type, request.Name);
            See(urn);
            ResourceState? state = null;
            var done = await run.StepAsync(urn, ChangeKind.Read, [], async () =>
            {
                var reference = request.Provider.Length > 0
                    ? request.Provider
                    : await providers.DefaultAsync(request.Type, request.Version, request.PluginDownloadURL);
                state = await ReadAsync(request, urn, reference);
            });
            return done ? new Registered(urn, state!.Id, state.Outputs) : null;
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Ends when every registration has been dealt with, also those whose caller is gone.</summary>
    public Task DrainAsync()
    {
        lock (_gate)
        {
            return _inFlight == 0 ? Task.CompletedTask : (_drained ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    public void Dispose()
    {
        _generator.Dispose();
        _workers.Dispose();
    }

    private async Task<Registered?> RunAsync(string urn, Plan plan)
    {
        try
        {
            ResourceState? state = null;
            var done = await run.StepAsync(urn, plan.Kind, plan.Changes, async () => state = await plan.RunAsync(), plan.Quiet);
            return done ? new Registered(urn, state!.Id, state.Outputs) : null;
        }
        finally
        {
            _workers.Release();
        }
    }

    private async Task<Plan> PlanAsync(RegisterResourceRequest request, string urn)
    {
        if (!See(urn))
        {
            throw new EngineException($"The program registers \"{urn}\" twice; give one of the two another name.");
        }

        var goal = Goal.From(request, run.Options, _aliased.GetValueOrDefault(request.Parent, ""));
        var found = Find(goal);
        if (!goal.Custom)
        {
            return Component(goal, found);
        }

        if (!Urn.IsProvider(goal.Type))
        {
            return await _planner.PlanAsync(goal, found);
        }

        return await ProviderAsync(goal);
    }

    private Plan Component(Goal goal, ResourceState? found)
    {
        if (goal.Type == Urn.StackType)
        {
            StackUrn = goal.Urn;
        }

        var state = ResourceSteps.Wanted(goal, "", goal.Inputs) with { Outputs = found?.Outputs ?? new Struct() };
        return new Plan(found is null ? ChangeKind.Create : ChangeKind.Same, [], async () =>
        {
            await run.Snapshot.PutAsync(state, found);
            return state with { Outputs = goal.Inputs };
        });
    }

    // A provider is brought up at once: the resources that follow are planned with it.
    private async Task<Plan> ProviderAsync(Goal goal)
    {
        var reference = await providers.RegisterAsync(goal);
        var state = run.Snapshot.All.First(r => $"{r.Urn}::{r.Id}" == reference);
        return new Plan(ChangeKind.Same, [], () => Task.FromResult(state)) { Quiet = true };
    }

    private async Task<ResourceState> ReadAsync(ReadResourceRequest request, string urn, string reference)
    {
        var provider = await providers.GetAsync(reference);
        var properties = Values.WithoutOutputs(request.Properties ?? new Struct());
        var old = run.Snapshot.FindOld(urn);
        var state = new ResourceState
        {
            Urn = urn,
            Custom = true,
            External = true,
            Id = request.Id,
            Parent = request.Parent,
            Provider = reference,
            Dependencies = [.. request.Dependencies],
            Inputs = properties,
            Outputs = properties,
        };
        if (provider.Configured && !Values.IsUnknown(request.Id))
        {
            var read = await provider.FindAsync(urn, request.Id, properties);
            if (read.Id.Length == 0)
            {
                throw new EngineException($"There is no {request.Type} with the id \"{request.Id}\"; check the id.");
            }

            state = state with { Id = read.Id, Outputs = Values.MarkSecret(read.Properties, request.AdditionalSecretOutputs) };
        }

        await run.Snapshot.PutAsync(state, old);
        return state;
    }

    private ResourceState? Find(Goal goal)
    {
        if (run.Snapshot.FindOld(goal.Urn) is { } exact)
        {
            return exact;
        }

        foreach (var alias in goal.Aliases)
        {
            if (run.Snapshot.FindOld(alias) is not null && !HasSeen(alias))
            {
                run.Snapshot.Rename(alias, goal.Urn);
                _aliased[goal.Urn] = alias;
                return run.Snapshot.FindOld(goal.Urn);
            }
        }

        return null;
    }

    private bool See(string urn)
    {
        lock (_gate)
        {
            return _seen.Add(urn);
        }
    }

    private void Enter()
    {
        lock (_gate)
        {
            _inFlight++;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_inFlight == 0)
            {
                _drained?.TrySetResult();
                _drained = null;
            }
        }
    }
}

/// <summary>A resource as the program gets it back; an empty id is unknown.</summary>
internal sealed record Registered(string Urn, string Id, Struct Outputs);
