namespace EcmProvider.Resources.Running;

/// <summary>
/// What this run has said and done so far: the ids that Diff saw and will be replaced, the bindings that Create made or adopted,
/// and the deletes under way. The engine creates before it deletes, and one EIP can be touched twice in a run; this is how the
/// two halves know of each other.
/// </summary>
public sealed class RunMemory(TimeProvider clock)
{
    private readonly TimeProvider clock = clock;
    private readonly Lock gate = new();
    private readonly HashSet<(string Id, string Urn)> seen = [];
    private readonly Dictionary<string, Replacement> replaced = [];
    private readonly Dictionary<string, Binding> made = [];
    private long run;
    private long lastEnded;
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The number of the run.</summary>
    public long Run
    {
        get
        {
            lock (gate)
            {
                return run;
            }
        }
    }

    private enum Replacement
    {
        Announced,
        Deleting,
    }

    /// <summary>Completes when anything here changes.</summary>
    public Task Changed
    {
        get
        {
            lock (gate)
            {
                return changed.Task;
            }
        }
    }

    /// <summary>Begins a new run.</summary>
    public void Reset() => Change(() =>
    {
        run++;
        seen.Clear();
        replaced.Clear();
        made.Clear();
    });

    /// <summary>Diff has looked at an association.</summary>
    public void DiffSaw(string id, string urn, bool willReplace) => Change(() =>
    {
        seen.Add((id, urn));
        if (willReplace)
        {
            replaced.TryAdd(id, Replacement.Announced);
        }
    });

    /// <summary>Create has made, or is making, or has adopted a binding.</summary>
    public void Made(string id, string urn) => Change(() => made[id] = new(urn, seen.Contains((id, urn))));

    /// <summary>A binding that Create was making came to nothing.</summary>
    public void Unmade(string id, string urn) => Change(() =>
    {
        if (made.TryGetValue(id, out var binding) && binding.Urn == urn)
        {
            made.Remove(id);
        }
    });

    /// <summary>The resource whose Create in this run made the binding; null when none did.</summary>
    public string? MadeBy(string id)
    {
        lock (gate)
        {
            return made.GetValueOrDefault(id)?.Urn;
        }
    }

    /// <summary>
    /// Whether a Delete must leave the binding in place, because another resource of this run stands for it now: renamed without an
    /// alias, or replaced by force. Answers the URN that stands for it.
    /// </summary>
    public string? StandsFor(string id, string deletedUrn)
    {
        lock (gate)
        {
            return made.GetValueOrDefault(id) is { } binding && (binding.Urn != deletedUrn || binding.SeenBefore) ? binding.Urn : null;
        }
    }

    /// <summary>Whether this run is going to replace the association.</summary>
    public bool WillReplace(string id)
    {
        lock (gate)
        {
            return replaced.ContainsKey(id);
        }
    }

    /// <summary>Whether Diff has looked at the association of this very resource in this run.</summary>
    public bool DiffHasSeen(string id, string urn)
    {
        lock (gate)
        {
            return seen.Contains((id, urn));
        }
    }

    /// <summary>Whether the Delete of an association that is being replaced has begun.</summary>
    public bool DeleteHasBegun(string id)
    {
        lock (gate)
        {
            return replaced.GetValueOrDefault(id) == Replacement.Deleting;
        }
    }

    /// <summary>A Delete begins.</summary>
    public void DeleteBegins(string id) => Change(() =>
    {
        if (replaced.ContainsKey(id))
        {
            replaced[id] = Replacement.Deleting;
        }
    });

    /// <summary>A Delete has ended, well or not: its id is no longer going to be released by this run.</summary>
    public void DeleteEnded(string id, string urn) => Change(() =>
    {
        replaced.Remove(id);
        if (made.GetValueOrDefault(id)?.Urn == urn)
        {
            made.Remove(id);
        }
    });

    /// <summary>An operation that changes the cloud begins; it ends when the answer is disposed.</summary>
    public IDisposable Running() => new Ending(this);

    /// <summary>
    /// When the other operations of this process last gave reason to hope: now, while one has just ended; the given time when none
    /// has ended since.
    /// </summary>
    public long LastEndedSince(long timestamp)
    {
        lock (gate)
        {
            return Math.Max(timestamp, lastEnded);
        }
    }

    private void Change(Action change)
    {
        TaskCompletionSource signal;
        lock (gate)
        {
            change();
            signal = changed;
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        signal.SetResult();
    }

    private sealed record Binding(string Urn, bool SeenBefore);

    private sealed class Ending(RunMemory memory) : IDisposable
    {
        public void Dispose() => memory.Change(() =>
        {
            memory.lastEnded = memory.clock.GetTimestamp();
        });
    }
}
