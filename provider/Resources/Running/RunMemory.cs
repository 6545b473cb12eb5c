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
    private readonly HashSet<string> kept = [];
    private readonly Releases releases = new(clock);
    private readonly HashSet<string> unbound = [];
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
        kept.Clear();
        releases.ForgetEnded();
        unbound.Clear();
        made.Clear();
    });

    /// <summary>
    /// Check has seen a resource of the program: one that stands in the state already is kept, unless Diff says that it will be
    /// replaced; one that is checked like something new is made anew.
    /// </summary>
    /// <param name="urn">The resource.</param>
    /// <param name="isNew">Whether the engine gave no earlier inputs.</param>
    public void Checked(string urn, bool isNew) => Change(() =>
    {
        if (isNew)
        {
            kept.Remove(urn);
        }
        else
        {
            kept.Add(urn);
        }
    });

    /// <summary>Diff has looked at an association.</summary>
    /// <param name="keys">All ids by which the binding can be known.</param>
    /// <param name="urn">The resource.</param>
    /// <param name="willReplace">Whether it will be replaced.</param>
    public void DiffSaw(IReadOnlyList<string> keys, string urn, bool willReplace) => Change(() =>
    {
        foreach (var key in keys)
        {
            seen.Add((key, urn));
            if (willReplace)
            {
                replaced.Add((key, urn));
            }
        }
    });

    /// <summary>
    /// Create has made, or is making, or has adopted a binding. Not while that very binding is being released: it may be about to be
    /// unbound; and not when it was released after the look-up that showed it began.
    /// </summary>
    /// <param name="keys">All ids by which the binding can be known.</param>
    /// <param name="urn">The resource.</param>
    /// <param name="taskId">The task that made it; null when it was adopted, or its answer got lost.</param>
    /// <param name="lookedAt">When the look-up began, a timestamp of the clock.</param>
    /// <returns>Whether it is this resource's now.</returns>
    public bool TryMade(IReadOnlyList<string> keys, string urn, string? taskId, long lookedAt)
    {
        var isMade = false;
        Change(() =>
        {
            isMade = !keys.Any(key => releases.MayHaveEnded(key, lookedAt));
            if (isMade)
            {
                var seenBefore = keys.Any(key => seen.Contains((key, urn)));
                unbound.ExceptWith(keys);
                foreach (var key in keys)
                {
                    // What another resource has made stays that resource's.
                    if (!made.TryGetValue(key, out var binding) || binding.Urn == urn)
                    {
                        made[key] = new(urn, seenBefore, taskId);
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
            return releases.IsUnderWay(id) || replaced.Any(other => other.Id == id);
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

    /// <summary>The resource whose Diff said that its association with one of these ids stays; null when none is known.</summary>
    /// <param name="ids">The ids.</param>
    /// <param name="except">A resource that does not count; null: all count.</param>
    public string? KeptBy(IReadOnlyList<string> ids, string? except)
    {
        lock (gate)
        {
            return seen.FirstOrDefault(one => ids.Contains(one.Id) && one.Urn != except && !replaced.Contains(one)).Urn;
        }
    }

    /// <summary>Whether a Delete of the association is running.</summary>
    public bool DeleteHasBegun(string id)
    {
        lock (gate)
        {
            return releases.IsUnderWay(id);
        }
    }

    /// <summary>
    /// A Delete begins, until the answer is disposed; unless another resource of this run stands for the binding, or this very one
    /// that the program keeps or that had to be made anew: one was renamed without an alias, or replaced by force, or they share the
    /// binding in the state after a run that was cut off.
    /// </summary>
    /// <param name="keys">All ids by which the binding can be known; the resource's own first.</param>
    /// <param name="urn">The resource that is deleted.</param>
    /// <param name="taskId">The task that made what is deleted, as the state has it; null for none.</param>
    /// <param name="standsFor">The resource that stands for the binding now, when the answer is null.</param>
    public IDisposable? TryBeginDelete(IReadOnlyList<string> keys, string urn, string? taskId, out string? standsFor)
    {
        string? other = null;
        Change(() =>
        {
            if (!kept.Contains(urn))
            {
                seen.RemoveWhere(one => one.Urn == urn && keys.Contains(one.Id));
            }

            other = keys
                .Select(key => made.GetValueOrDefault(key))
                .FirstOrDefault(binding => binding is not null && (binding.Urn != urn || binding.SeenBefore || binding.TaskId != taskId))?.Urn
                ?? KeptBy(keys, kept.Contains(urn) ? null : urn);
            if (other is null)
            {
                releases.Begin(keys);
            }
        });
        standsFor = other;
        return other is not null ? null : new Ending(this, () =>
        {
            releases.End(keys);
            replaced.RemoveWhere(one => one.Urn == urn && keys.Contains(one.Id));
            if (keys.Any(key => made.GetValueOrDefault(key)?.Urn == urn))
            {
                Forget(urn);
            }
        });
    }

    /// <summary>
    /// A Create begins to unbind what is in its way; unless another Create of this run has made that binding. It ends when the answer
    /// is disposed.
    /// </summary>
    /// <param name="keys">All ids by which the binding can be known.</param>
    /// <param name="urn">The resource that is created.</param>
    /// <returns>Null when the binding is another resource's.</returns>
    public IDisposable? TryBeginRelease(IReadOnlyList<string> keys, string urn)
    {
        var isFree = false;
        Change(() =>
        {
            isFree = !keys.Any(key => made.TryGetValue(key, out var binding) && binding.Urn != urn);
            if (isFree)
            {
                releases.Begin(keys);
            }
        });
        return isFree ? new Ending(this, () => releases.End(keys)) : null;
    }

    /// <summary>A Create has unbound what was in its way, and has seen that it is.</summary>
    public void Unbound(IReadOnlyList<string> keys) => Change(() => unbound.UnionWith(keys));

    /// <summary>Whether a Create of this run has unbound the binding, and none has made it again.</summary>
    public bool WasUnbound(IReadOnlyList<string> keys)
    {
        lock (gate)
        {
            return unbound.Overlaps(keys);
        }
    }

    /// <summary>An operation that changes the cloud begins; it ends when the answer is disposed.</summary>
    public IDisposable Running() => new Ending(this, () => lastEnded = clock.GetTimestamp());

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

    private sealed record Binding(string Urn, bool SeenBefore, string? TaskId);

    private sealed class Ending(RunMemory memory, Action end) : IDisposable
    {
        private Action? end = end;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref end, null) is { } last)
            {
                memory.Change(last);
            }
        }
    }
}
