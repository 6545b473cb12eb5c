namespace LocalEngine.State;

/// <summary>The resources of a stack during a run: those already dealt with, then the old ones not yet reached.</summary>
internal sealed class Snapshot(
    IReadOnlyList<ResourceState> resources, Action<IReadOnlyList<ResourceState>, IReadOnlyList<PendingOperation>>? write) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly List<ResourceState> _olds = [.. resources];
    private readonly List<ResourceState> _news = [];
    private readonly List<PendingOperation> _pending = [];
    private int _changes;
    private int _written;

    /// <summary>Everything in the state, in an order in which what is needed stands first.</summary>
    public IReadOnlyList<ResourceState> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _news, .. _olds];
            }
        }
    }

    /// <summary>What this run has not reached yet, and what is waiting to be deleted.</summary>
    public IReadOnlyList<ResourceState> Olds
    {
        get
        {
            lock (_gate)
            {
                return [.. _olds];
            }
        }
    }

    public ResourceState? FindOld(string urn) => Olds.FirstOrDefault(r => r.Urn == urn && !r.Delete);

    public ResourceState? FindNew(string urn)
    {
        lock (_gate)
        {
            return _news.Find(r => r.Urn == urn);
        }
    }

    /// <summary>Puts a new state in place of an old one, if there was one, and writes it down.</summary>
    /// <param name="state">What the resource is now.</param>
    /// <param name="old">What it was; null for a new one.</param>
    /// <param name="done">The operation that ends with this.</param>
    /// <param name="oldAwaitsDeletion">The old one still exists and is to be deleted later.</param>
    public Task PutAsync(
        ResourceState state, ResourceState? old = null, PendingOperation? done = null, bool oldAwaitsDeletion = false) => ChangeAsync(
        () =>
        {
            if (oldAwaitsDeletion && _olds.FindIndex(Same(old!)) is var at and >= 0)
            {
                _olds[at] = _olds[at] with { Delete = true };
            }
            else
            {
                Drop(old);
            }

            _news.RemoveAll(r => r.Urn == state.Urn);
            _news.Add(state);
        },
        done);

    /// <summary>Changes an old state where it stands.</summary>
    public Task ReplaceAsync(ResourceState old, ResourceState state, PendingOperation? done = null) => ChangeAsync(
        () =>
        {
            var list = _olds.Exists(Same(old)) ? _olds : _news;
            if (list.FindIndex(Same(old)) is var at and >= 0)
            {
                list[at] = state;
            }
        },
        done);

    public Task RemoveAsync(ResourceState state, PendingOperation? done = null) => ChangeAsync(() => Drop(state), done);

    /// <summary>Notes that an operation begins; whatever ends it takes the note out again.</summary>
    public async Task<PendingOperation> BeginAsync(string urn, string kind)
    {
        var operation = new PendingOperation(urn, kind);
        await ChangeAsync(() => _pending.Add(operation));
        return operation;
    }

    public Task EndAsync(PendingOperation operation) => ChangeAsync(() => { }, operation);

    /// <summary>A resource found under an alias: it, and what names it, take the new URN.</summary>
    public void Rename(string from, string to)
    {
        lock (_gate)
        {
            for (var i = 0; i < _olds.Count; i++)
            {
                var r = _olds[i];
                _olds[i] = r with
                {
                    Urn = Renamed(r.Urn),
                    Parent = Renamed(r.Parent),
                    Provider = r.Provider.StartsWith(from + "::", StringComparison.Ordinal) ? to + r.Provider[from.Length..] : r.Provider,
                    Dependencies = [.. r.Dependencies.Select(Renamed)],
                    PropertyDependencies = r.PropertyDependencies.ToDictionary(
                        p => p.Key, p => (IReadOnlyList<string>)[.. p.Value.Select(Renamed)]),
                };
            }
        }

        string Renamed(string urn) => urn == from ? to : urn;
    }

    public void Dispose() => _writing.Dispose();

    private async Task ChangeAsync(Action change, PendingOperation? done = null)
    {
        int mine;
        lock (_gate)
        {
            change();
            _pending.RemoveAll(p => ReferenceEquals(p, done));
            mine = ++_changes;
        }

        if (write is null)
        {
            return;
        }

        // Who waits here while another writes finds, mostly, that its change went along.
        await _writing.WaitAsync();
        try
        {
            List<ResourceState> all;
            List<PendingOperation> pending;
            int reached;
            lock (_gate)
            {
                if (_written >= mine)
                {
                    return;
                }

                reached = _changes;
                (all, pending) = ([.. _news, .. _olds], [.. _pending]);
            }

            write(all, pending);
            _written = reached;
        }
        finally
        {
            _writing.Release();
        }
    }

    // By value, since a rename of something else may have rewritten the record meanwhile.
    private static Predicate<ResourceState> Same(ResourceState state) =>
        r => r.Urn == state.Urn && r.Id == state.Id && r.Delete == state.Delete;

    private void Drop(ResourceState? state)
    {
        if (state is not null)
        {
            _olds.RemoveAll(Same(state));
            _news.RemoveAll(Same(state));
        }
    }
}
