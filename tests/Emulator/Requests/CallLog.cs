namespace EcmEmulator.Requests;

/// <summary>
/// The calls that came in, refused ones too: counts of all, and the last ten thousand. May be used from any thread.
/// </summary>
public sealed class CallLog
{
    private const int Kept = 10_000;

    private readonly Lock gate = new();
    private readonly Queue<LoggedCall> calls = new();
    private readonly SortedDictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>The calls in the order in which they came in.</summary>
    public IReadOnlyList<LoggedCall> All
    {
        get
        {
            lock (gate)
            {
                return [.. calls];
            }
        }
    }

    /// <summary>How many calls of each action came in.</summary>
    public IReadOnlyDictionary<string, int> Counts
    {
        get
        {
            lock (gate)
            {
                return new Dictionary<string, int>(counts);
            }
        }
    }

    /// <summary>How many calls of all actions came in.</summary>
    public int Total => Counts.Values.Sum();

    /// <summary>How many calls of an action came in.</summary>
    public int Count(string action) => Counts.GetValueOrDefault(action);

    /// <summary>The calls of an action.</summary>
    public IReadOnlyList<LoggedCall> Of(string action) => [.. All.Where(logged => logged.Call.Action == action)];

    /// <summary>Forgets all calls.</summary>
    public void Clear()
    {
        lock (gate)
        {
            calls.Clear();
            counts.Clear();
        }
    }

    internal LoggedCall Add(ApiCall call)
    {
        var logged = new LoggedCall(call);
        lock (gate)
        {
            counts[call.Action] = counts.GetValueOrDefault(call.Action) + 1;
            calls.Enqueue(logged);
            if (calls.Count > Kept)
            {
                calls.Dequeue();
            }
        }

        return logged;
    }
}

/// <summary>A call and how it was answered.</summary>
public sealed class LoggedCall
{
    private volatile string outcome = "";

    internal LoggedCall(ApiCall call) => Call = call;

    public ApiCall Call { get; }

    /// <summary>
    /// <c>OK</c>, an error code, <c>HTTP 502</c>, <c>lost before the work</c> or <c>lost after the work</c>; empty while it is
    /// under way.
    /// </summary>
    public string Outcome
    {
        get => outcome;
        internal set => outcome = value;
    }
}
