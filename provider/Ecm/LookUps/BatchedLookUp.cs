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
    public async Task<T> FindAsync(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Entry entry;
        lock (gate)
        {
            if (waiting.TryGetValue(key, out var shared))
            {
                entry = shared;
            }
            else
            {
                entry = new Entry(key);
                waiting.Add(key, entry);
                plan.Add(entry, Now);
            }

            entry.Callers++;
        }

        Proceed();
        try
        {
            return await entry.Result.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Leave(entry);
            throw;
        }
    }

    public void Dispose() => timer.Dispose();

    private void Leave(Entry entry)
    {
        Flight? abandoned = null;
        lock (gate)
        {
            if (--entry.Callers > 0)
            {
                return;
            }

            if (entry.Flight is null)
            {
                waiting.Remove(entry.Key);
                plan.Remove(entry);
            }
            else if (entry.Flight.Entries.All(other => other.Callers == 0))
            {
                abandoned = entry.Flight;
            }
        }

        abandoned?.Cancel();
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
        Action<Entry> settle;
        try
        {
            var found = await kind.FetchAsync([.. flight.Entries.Select(entry => entry.Key)], flight.Token);
            settle = entry => entry.Result.TrySetResult(found.TryGetValue(entry.Key, out var value) ? value : kind.Absent);
        }
        catch (EcmApiException e) when (flight.Entries.Count > 1 && ErrorCodes.MayBeOneBadId(e.Code))
        {
            Halve(flight);
            return;
        }
        catch (EcmApiException e) when (flight.Entries.Count == 1 && kind.IsAbsent(e))
        {
            settle = entry => entry.Result.TrySetResult(kind.Absent);
        }
        catch (OperationCanceledException)
        {
            settle = entry => entry.Result.TrySetCanceled();
        }
        catch (Exception e)
        {
            settle = entry => entry.Fail(e);
        }

        foreach (var entry in flight.Entries)
        {
            settle(entry);
        }

        lock (gate)
        {
            plan.Finish(flight.Batch);
        }

        flight.Dispose();
        Proceed();
    }

    private void Halve(Flight flight)
    {
        lock (gate)
        {
            plan.Halve(flight.Batch, [.. flight.Entries.Where(entry => entry.Callers > 0)]);
        }

        flight.Dispose();
        Proceed();
    }

    private sealed class Entry(string key)
    {
        public string Key => key;

        public int Callers { get; set; }

        public Flight? Flight { get; set; }

        public TaskCompletionSource<T> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Fail(Exception exception)
        {
            Result.TrySetException(exception);
            // Observed: the last caller may have left a moment ago.
            _ = Result.Task.Exception;
        }
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
