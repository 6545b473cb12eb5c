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
    private readonly HashSet<(string Id, string Urn)> replaced = [];
    private readonly Dictionary<string, int> deleting = [];
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
            replaced.Add((id, urn));
        }
    });

    /// <summary>
    /// Create has made, or is making, or has adopted a binding. Not while a Delete of that very binding runs: it may be about to
    /// unbind it.
    /// </summary>
    /// <param name="keys">All ids by which the binding can be known.</param>
    /// <param name="urn">The resource.</param>
    /// <returns>Whether it is this resource's now.</returns>
    public bool TryMade(IReadOnlyList<string> keys, string urn)
    {
        var isMade = false;
        Change(() =>
        {
            isMade = !keys.Any(deleting.ContainsKey);
            if (isMade)
            {
                var seenBefore = keys.Any(key => seen.Contains((key, urn)));
                foreach (var key in keys)
                {
                    // What another resource has made stays that resource's.
                    if (!made.TryGetValue(key, out var binding) || binding.Urn == urn)
                    {
                        made[key] = new(urn, seenBefore);
                    }
                }
            }
        });
        return isMade;
    }

    /// <summary>A binding that Create was making came to nothing.</summary>
    public void Unmade(string urn) => Change(() => Forget(urn));

    /// <summary>The resource whose Create in this run made the binding; null when none did.</summary>
    public string? MadeBy(string key)
    {
        lock (gate)
        {
            return made.GetValueOrDefault(key)?.Urn;
        }
    }

    /// <summary>Whether this run is going to release the binding: Diff said that it will be replaced, or its Delete is running.</summary>
    public bool WillRelease(string id)
    {
        lock (gate)
        {
            return deleting.ContainsKey(id) || replaced.Any(other => other.Id == id);
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

    /// <summary>The other resource whose Diff said that its association with one of these ids stays; null when none is known.</summary>
    public string? KeptBy(IReadOnlyList<string> ids, string urn)
    {
        lock (gate)
        {
            return seen.FirstOrDefault(one => ids.Contains(one.Id) && one.Urn != urn && !replaced.Contains(one)).Urn;
        }
    }

    /// <summary>Whether a Delete of the association is running.</summary>
    public bool DeleteHasBegun(string id)
    {
        lock (gate)
        {
            return deleting.ContainsKey(id);
        }
    }

    /// <summary>
    /// A Delete begins; unless another resource of this run stands for the binding: one that was renamed without an alias, or
    /// replaced by force, or that shares the binding in the state after a run that was cut off.
    /// </summary>
    /// <param name="keys">All ids by which the binding can be known; the resource's own first.</param>
    /// <param name="urn">The resource that is deleted.</param>
    /// <param name="standsFor">The resource that stands for the binding now, when the answer is false.</param>
    public bool TryBeginDelete(IReadOnlyList<string> keys, string urn, out string? standsFor)
    {
        string? other = null;
        Change(() =>
        {
            seen.Remove((keys[0], urn));
            other = keys
                .Select(key => made.GetValueOrDefault(key))
                .FirstOrDefault(binding => binding is not null && (binding.Urn != urn || binding.SeenBefore))?.Urn
                ?? KeptBy(keys, urn);
            if (other is null)
            {
                foreach (var key in keys)
                {
                    deleting[key] = deleting.GetValueOrDefault(key) + 1;
                }
            }
        });
        standsFor = other;
        return other is null;
    }

    /// <summary>A Delete has ended, well or not: its id is no longer going to be released by this run.</summary>
    public void DeleteEnded(IReadOnlyList<string> keys, string urn) => Change(() =>
    {
        foreach (var key in keys)
        {
            if (--deleting[key] == 0)
            {
                deleting.Remove(key);
            }
        }

        replaced.Remove((keys[0], urn));
        if (keys.Any(key => made.GetValueOrDefault(key)?.Urn == urn))
        {
            Forget(urn);
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

    private void Forget(string urn)
    {
        foreach (var key in made.Where(binding => binding.Value.Urn == urn).Select(binding => binding.Key).ToList())
        {
            made.Remove(key);
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
