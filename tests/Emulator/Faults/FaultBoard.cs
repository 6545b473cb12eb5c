using EcmEmulator.Requests;

namespace EcmEmulator.Faults;

/// <summary>The faults that are switched on; may be used from any thread.</summary>
public sealed class FaultBoard
{
    private readonly Lock gate = new();
    private readonly List<ActiveFault> active = [];
    private volatile MissingAddressAnswer missingAddresses;

    /// <summary>How DescribeAddresses answers for an EIP that does not exist.</summary>
    public MissingAddressAnswer MissingAddresses
    {
        get => missingAddresses;
        set => missingAddresses = value;
    }

    /// <summary>The faults that can still strike, in the order in which they were added.</summary>
    public IReadOnlyList<ActiveFault> Active
    {
        get
        {
            lock (gate)
            {
                return [.. active];
            }
        }
    }

    /// <summary>
    /// Switches a fault on. A call is struck by at most one fault of each sort (a delay before the work, one after it, a lag,
    /// and one of all others), the one added first.
    /// </summary>
    public ActiveFault Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        var added = new ActiveFault(this, fault);
        lock (gate)
        {
            active.Add(added);
        }

        return added;
    }

    /// <summary>Switches all faults off, and lets missing EIPs be absent again.</summary>
    public void Clear()
    {
        lock (gate)
        {
            active.Clear();
        }

        missingAddresses = MissingAddressAnswer.Absent;
    }

    internal void Remove(ActiveFault fault)
    {
        lock (gate)
        {
            active.Remove(fault);
        }
    }

    /// <summary>The faults that strike a call, each used up by one.</summary>
    internal FaultSet Take(ApiCall call)
    {
        lock (gate)
        {
            if (active.Count == 0)
            {
                return FaultSet.None;
            }

            var set = new FaultSet
            {
                DelayBefore = Take(call, fault => fault is { Kind: FaultKind.Delay, AfterWork: false }),
                DelayAfter = Take(call, fault => fault is { Kind: FaultKind.Delay, AfterWork: true }),
                Lag = Take(call, fault => fault.Kind == FaultKind.Lag),
                Outcome = Take(call, fault => fault.Kind is not (FaultKind.Delay or FaultKind.Lag)),
            };
            active.RemoveAll(fault => fault.IsUsedUp);
            return set;
        }
    }

    private Fault? Take(ApiCall call, Predicate<Fault> isOfSort)
    {
        var striking = active.Find(fault => !fault.IsUsedUp && isOfSort(fault.Fault) && fault.Matches(call));
        striking?.Strike();
        return striking?.Fault;
    }
}

/// <summary>A fault that was switched on.</summary>
public sealed class ActiveFault
{
    private readonly FaultBoard board;
    private volatile int hits;

    internal ActiveFault(FaultBoard board, Fault fault)
    {
        this.board = board;
        Fault = fault;
    }

    public Fault Fault { get; }

    /// <summary>How many calls it has struck.</summary>
    public int Hits => hits;

    internal bool IsUsedUp => hits >= Fault.Times;

    /// <summary>Switches it off.</summary>
    public void Remove() => board.Remove(this);

    internal bool Matches(ApiCall call) =>
        (Fault.Action is null || Fault.Action == call.Action)
        && (Fault.AddressId is null || call.AddressIds.Contains(Fault.AddressId))
        && (Fault.When is null || Fault.When(call));

    // Called under the board's lock only.
    internal void Strike() => hits++;
}

/// <summary>The faults that strike one call.</summary>
internal sealed record FaultSet
{
    public static readonly FaultSet None = new();

    public Fault? DelayBefore { get; init; }

    public Fault? DelayAfter { get; init; }

    public Fault? Lag { get; init; }

    public Fault? Outcome { get; init; }

    /// <summary>What strikes in place of the work.</summary>
    public Fault? Instead => IsOnAnswer ? null : Outcome;

    /// <summary>What strikes the answer when the work is done.</summary>
    public Fault? OnAnswer => IsOnAnswer ? Outcome : null;

    private bool IsOnAnswer => Outcome is { AfterWork: true } or { Kind: FaultKind.Truncate or FaultKind.Huge };
}
