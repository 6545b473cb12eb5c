using EcmProvider.ModelTests.Histories;
using EcmProvider.ModelTests.World;
using EcmProvider.Protocol.Values;

namespace EcmProvider.ModelTests.EngineSide;

/// <summary>
/// The engine's side, as recorded from a real one: what is read first, what is compared, what is replaced, what is deleted last, and
/// what stands in the state after each answer.
/// </summary>
public sealed class EngineModel(Lab lab, Witness witness, bool detectsDrift, bool assumesRole)
{
    private readonly Lock gate = new();
    private readonly HashSet<string> cutOff = [];
    private Dictionary<string, Recorded> state = [];
    private List<Recorded> pending = [];

    /// <summary>The state, by name.</summary>
    public IReadOnlyDictionary<string, Recorded> State
    {
        get
        {
            lock (gate)
            {
                return new Dictionary<string, Recorded>(state);
            }
        }
    }

    /// <summary>What was replaced create-first and is yet to be deleted.</summary>
    public IReadOnlyList<Recorded> Pending
    {
        get
        {
            lock (gate)
            {
                return [.. pending];
            }
        }
    }

    /// <summary>All that the state holds.</summary>
    public IReadOnlyList<Recorded> All => [.. State.Values, .. Pending];

    /// <summary>Ids of creates that were never answered: what they made may be in the cloud until they are repeated.</summary>
    public IReadOnlyList<string> CutOff
    {
        get
        {
            lock (gate)
            {
                return [.. cutOff];
            }
        }
    }

    /// <summary>Runs a step; the answer says what came of each resource.</summary>
    public async Task<RunReport> RunAsync(RunStep step)
    {
        await lab.EnsureAliveAsync();
        using var run = new EngineRun(lab, witness, this, step);
        await lab.Provider.HandshakeAsync(new()
        {
            EngineAddress = lab.Log.Address,
            ConfigureWithUrn = true,
            SupportsRefreshBeforeUpdate = true,
        });
        await lab.Provider.ConfigureAsync(new()
        {
            Args = PropertyMarshaler.Marshal(Configuration()),
            AcceptSecrets = true,
            AcceptResources = true,
        });
        witness.RunBegins(this, run, step);
        var (stateBefore, pendingBefore) = (State.ToDictionary(), Pending.ToList());
        var timers = step.Interruptions.Where(i => i.Call == 0).Select(i => lab.Clock.CreateTimer(
            _ => run.Interrupt(i), null, TimeSpan.FromMilliseconds(i.After), Timeout.InfiniteTimeSpan)).ToList();
        await lab.Clock.RunAsync(run.RunAsync());
        timers.ForEach(timer => timer.Dispose());
        if (step.Kind == RunKind.Preview)
        {
            // What a preview reads and plans is not recorded.
            lock (gate)
            {
                (state, pending) = (stateBefore, pendingBefore);
            }
        }

        witness.RunEnded(this, run, step);
        if (!run.WasKilled)
        {
            // As at the end of every run.
            await lab.Provider.CancelAsync(new());
        }

        return run.Report;
    }

    /// <summary>Records a resource.</summary>
    /// <param name="recorded">The resource.</param>
    /// <param name="replaced">What it replaces and what is yet to be deleted; null for nothing.</param>
    public void Record(Recorded recorded, Recorded? replaced = null)
    {
        lock (gate)
        {
            state[recorded.Name] = recorded;
            cutOff.Remove(recorded.Id);
            if (replaced is not null)
            {
                pending.Add(replaced);
            }
        }
    }

    /// <summary>A create was never answered.</summary>
    public void NeverAnswered(string id)
    {
        lock (gate)
        {
            cutOff.Add(id);
        }
    }

    /// <summary>Forgets a resource, or one that was yet to be deleted: what replaced it can be its equal.</summary>
    public void Forget(Recorded recorded)
    {
        lock (gate)
        {
            if (pending.RemoveAll(other => ReferenceEquals(other, recorded)) == 0)
            {
                state.Remove(recorded.Name);
            }
        }
    }

    /// <summary>Gives all that is recorded another timeout, in seconds.</summary>
    public void SetTimeouts(int seconds)
    {
        lock (gate)
        {
            state = state.ToDictionary(entry => entry.Key, entry => entry.Value with { Timeout = seconds });
            pending = [.. pending.Select(recorded => recorded with { Timeout = seconds })];
        }
    }

    /// <summary>Resources that the program has renamed, and said so; a name that is given anew is no alias.</summary>
    public void FollowAliases(IReadOnlyList<Wanted> program)
    {
        lock (gate)
        {
            foreach (var wanted in program.Where(w => !state.ContainsKey(w.Name) && program.All(other => other.Name != w.Alias)))
            {
                if (wanted.Alias is not null && state.Remove(wanted.Alias, out var old))
                {
                    state[wanted.Name] = old with { Name = wanted.Name };
                }
            }
        }
    }

    private PropertyMap Configuration() => new(
    [
        .. assumesRole ? Role() : [],
        new("ecmRegion", PropertyValue.Of(Region.Name)),
        new("endpoint", PropertyValue.Of(lab.Emulator.Endpoint.ToString())),
        new("secretId", new PropertyValue.Secret(PropertyValue.Of(EcmEmulator.EmulatorOptions.DefaultSecretId))),
        new("secretKey", new PropertyValue.Secret(PropertyValue.Of(EcmEmulator.EmulatorOptions.DefaultSecretKey))),
        new("detectDrift", PropertyValue.Of(detectsDrift)),
    ]);

    // Its token is renewed when the API says that it has expired.
    private IEnumerable<KeyValuePair<string, PropertyValue>> Role() =>
    [
        new("stsEndpoint", PropertyValue.Of(lab.Emulator.Endpoint.ToString())),
        new("assumeRole", new PropertyValue.Object(new([new("roleArn", PropertyValue.Of("qcs::cam::uin/100000000001:roleName/ci"))]))),
    ];
}

/// <summary>What came of a run.</summary>
public sealed class RunReport
{
    private readonly Lock gate = new();
    private readonly List<string> changes = [];
    private readonly Dictionary<string, string> failures = [];

    /// <summary>The steps that were taken, such as <c>create a</c>.</summary>
    public IReadOnlyList<string> Changes
    {
        get
        {
            lock (gate)
            {
                return [.. changes];
            }
        }
    }

    /// <summary>The errors that were shown, by resource; the run's own under an empty name.</summary>
    public IReadOnlyDictionary<string, string> Failures
    {
        get
        {
            lock (gate)
            {
                return new Dictionary<string, string>(failures);
            }
        }
    }

    public void Change(string change)
    {
        lock (gate)
        {
            changes.Add(change);
        }
    }

    public void Fail(string name, string why)
    {
        lock (gate)
        {
            failures[name] = why;
        }
    }
}
