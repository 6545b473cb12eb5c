using EcmEmulator.Control;
using EcmEmulator.Faults;
using EcmEmulator.Models;
using EcmEmulator.Requests;
using EcmEmulator.Signing;

namespace EcmEmulator;

/// <summary>All that an emulator is, without the server around it.</summary>
public sealed class Emulator
{
    private readonly EmulatorOptions options;
    private readonly ParkingLot parkingLot;
    private long clockSkewTicks;
    private int active;

    internal Emulator(EmulatorOptions options)
    {
        this.options = options;
        Clock = options.Clock;
        Cloud = new Cloud(Clock, options.TaskDuration);
        Keys = new KeyRing(options.SecretId, options.SecretKey, options.AccountId);
        Limiter = new RequestLimiter(Clock, options.RequestsPerSecond, options.LimitWindow);
        parkingLot = new ParkingLot(Clock);
        LoadStart();
    }

    public TimeProvider Clock { get; }

    /// <summary>What the cloud holds: to look at, to arrange, and to act in behind a client's back.</summary>
    public Cloud Cloud { get; }

    /// <summary>What goes wrong.</summary>
    public FaultBoard Faults { get; } = new();

    /// <summary>What was called.</summary>
    public CallLog Calls { get; } = new();

    /// <summary>The keys that are accepted.</summary>
    public KeyRing Keys { get; }

    /// <summary>The machine whose metadata service this is.</summary>
    public Machine Machine { get; } = new();

    /// <summary>The actions that are allowed.</summary>
    public Permissions Permissions { get; } = new();

    /// <summary>The requests a second.</summary>
    public RequestLimiter Limiter { get; }

    /// <summary>How far the server's time is off its clock: in the Date header, for signatures and for temporary keys.</summary>
    public TimeSpan ClockSkew
    {
        get => new(Interlocked.Read(ref clockSkewTicks));
        set => Interlocked.Exchange(ref clockSkewTicks, value.Ticks);
    }

    /// <summary>How many requests wait in here for the clock: nothing moves them but its time.</summary>
    public int ParkedRequests => parkingLot.Count;

    /// <summary>
    /// How many requests are in here, waiting or not; equal to <see cref="ParkedRequests"/> when nothing moves.
    /// </summary>
    public int ActiveRequests => Volatile.Read(ref active);

    internal DateTimeOffset Now => Clock.GetUtcNow() + ClockSkew;

    /// <summary>
    /// Back to the start: the cloud, no faults, no calls, all permissions, the first limit. Temporary keys stay.
    /// </summary>
    public void Reset()
    {
        Faults.Clear();
        Calls.Clear();
        Permissions.GrantAll();
        Limiter.PerSecond = options.RequestsPerSecond;
        Limiter.Window = options.LimitWindow;
        ClockSkew = TimeSpan.Zero;
        Cloud.Clear();
        Cloud.TaskDuration = options.TaskDuration;
        LoadStart();
    }

    internal async Task CountAsync(Func<Task> handle)
    {
        Interlocked.Increment(ref active);
        try
        {
            await handle();
        }
        finally
        {
            Interlocked.Decrement(ref active);
        }
    }

    internal Task ParkAsync(TimeSpan time, CancellationToken cancellationToken) => parkingLot.WaitAsync(time, cancellationToken);

    private void LoadStart()
    {
        if (options.StateJson is not null)
        {
            StateFile.Load(Cloud, options.StateJson);
        }
    }
}
