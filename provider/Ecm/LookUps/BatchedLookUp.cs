namespace EcmProvider.Ecm.LookUps;

/// <summary>What a <see cref="BatchedLookUp{T}"/> looks up, and how.</summary>
/// <param name="MaxKeys">How many keys one request may hold.</param>
/// <param name="FetchAsync">Looks keys up; a key that does not exist is missing from the answer.</param>
/// <param name="IsAbsent">Whether a refusal of a single key means that it does not exist.</param>
/// <param name="Absent">The result for a key that does not exist.</param>
internal sealed record LookUpKind<T>(
    int MaxKeys,
    Func<IReadOnlyList<string>, CancellationToken, Task<IReadOnlyDictionary<string, T>>> FetchAsync,
    Func<EcmApiException, bool> IsAbsent,
    T Absent);

/// <summary>
/// Gathers look-ups of single keys into few requests, as the <see cref="BatchPlan{TItem}"/> says. Callers that ask for the same key
/// before it is sent share it; one that asks later gets a fresh look. A caller that is cancelled leaves without disturbing the
/// others; a request that nobody waits for any more is cancelled.
/// </summary>
internal sealed class BatchedLookUp<T> : IDisposable
{
    private readonly Lock gate = new();
    private readonly LookUpKind<T> kind;
    private readonly BatchPlan<Entry> plan;
    private readonly Dictionary<string, Entry> waiting = new(StringComparer.Ordinal);
    private readonly TimeProvider clock;
    private readonly long start;
    private readonly ITimer timer;

    public BatchedLookUp(LookUpKind<T> kind, TimeProvider clock)
    {
        this.kind = kind;
        this.clock = clock;
        plan = new BatchPlan<Entry>(kind.MaxKeys);
        start = clock.GetTimestamp();
        timer = clock.CreateTimer(_ => Proceed(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private TimeSpan Now => clock.GetElapsedTime(start);

    /// <summary>Looks one key up, together with others.</summary>
    public async Task<T> FindAsync(string key, CancellationToken cancellationToken) =>
        (await FindAllAsync([key], cancellationToken))[0];

    /// <summary>Looks keys up in as few requests as hold them, and answers in their order.</summary>
    public async Task<T[]> FindAllAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        (Entry Entry, TaskCompletionSource<T> Caller)[] asked;
        lock (gate)
        {
            // All at once, so that no request goes while some are still to come.
            asked = [.. keys.Select(Ask)];
        }

        Proceed();
        return await Task.WhenAll(asked.Select(one => AnswerAsync(one.Entry, one.Caller, cancellationToken)));
    }

    public void Dispose() => timer.Dispose();

    private (Entry Entry, TaskCompletionSource<T> Caller) Ask(string key)
    {
        if (!waiting.TryGetValue(key, out var entry))
        {
            entry = new Entry(key);
            waiting.Add(key, entry);
            plan.Add(entry, Now);
        }

        var caller = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        entry.Callers.Add(caller);
        return (entry, caller);
    }

    private async Task<T> AnswerAsync(Entry entry, TaskCompletionSource<T> caller, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.Register(() => Leave(entry, caller, cancellationToken));
        return await caller.Task;
    }

    private void Leave(Entry entry, TaskCompletionSource<T> caller, CancellationToken cancellationToken)
    {
        Flight? abandoned = null;
        lock (gate)
        {
            if (!entry.Callers.Remove(caller))
            {
                return;
            }

            if (!entry.IsWanted && entry.Flight is null)
            {
                waiting.Remove(entry.Key);
                plan.Remove(entry);
            }
            else if (entry.Flight is { } flight && !flight.Entries.Any(other => other.IsWanted))
            {
                abandoned = flight;
            }
        }

        abandoned?.Cancel();
        caller.SetCanceled(cancellationToken);
    }

    // Sends what is due and sets the timer for what is not.
    private void Proceed()
    {
        List<Flight> due = [];
        lock (gate)
        {
            var step = plan.Next(Now);
            for (; step.Batch is { } batch; step = plan.Next(Now))
            {
                var flight = new Flight(batch);
                foreach (var entry in batch.Items)
                {
                    entry.Flight = flight;
                    waiting.Remove(entry.Key);
                }

                due.Add(flight);
            }

            if (step.Wait is { } wait)
            {
                // Timers count whole milliseconds and cut the rest off.
                timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
            }
        }

        foreach (var flight in due)
        {
            _ = FlyAsync(flight);
        }
    }

    private async Task FlyAsync(Flight flight)
    {
        Action<Entry, TaskCompletionSource<T>> settle;
        try
        {
            var found = await kind.FetchAsync([.. flight.Entries.Select(entry => entry.Key)], flight.Token);
            settle = (entry, caller) => caller.SetResult(found.TryGetValue(entry.Key, out var value) ? value : kind.Absent);
        }
        catch (EcmApiException e) when (flight.Entries.Count > 1 && ErrorCodes.MayBeOneBadId(e.Code))
        {
            Halve(flight);
            return;
        }
        catch (EcmApiException e) when (flight.Entries.Count == 1 && kind.IsAbsent(e))
        {
            settle = (_, caller) => caller.SetResult(kind.Absent);
        }
        catch (Exception e)
        {
            settle = (_, caller) => caller.SetException(e);
        }

        foreach (var entry in flight.Entries)
        {
            foreach (var caller in Release(entry))
            {
                settle(entry, caller);
            }
        }

        lock (gate)
        {
            plan.Finish(flight.Batch);
        }

        flight.Dispose();
        Proceed();
    }

    // Whoever is taken off the list here gets the result; whoever left before has got a cancellation.
    private TaskCompletionSource<T>[] Release(Entry entry)
    {
        lock (gate)
        {
            var callers = entry.Callers.ToArray();
            entry.Callers.Clear();
            return callers;
        }
    }

    private void Halve(Flight flight)
    {
        lock (gate)
        {
            plan.Halve(flight.Batch, [.. flight.Entries.Where(entry => entry.IsWanted)]);
        }

        flight.Dispose();
        Proceed();
    }

    // One key of one request, with everybody who asked for it before it was sent.
    private sealed class Entry(string key)
    {
        public string Key => key;

        public List<TaskCompletionSource<T>> Callers { get; } = [];

        public bool IsWanted => Callers.Count > 0;

        public Flight? Flight { get; set; }
    }

    private sealed class Flight(BatchPlan<Entry>.Batch batch) : IDisposable
    {
        private readonly CancellationTokenSource abort = new();

        public BatchPlan<Entry>.Batch Batch => batch;

        public IReadOnlyList<Entry> Entries => batch.Items;

        public CancellationToken Token => abort.Token;

        public void Cancel()
        {
            try
            {
                abort.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It has just landed.
            }
        }

        public void Dispose() => abort.Dispose();
    }
}
