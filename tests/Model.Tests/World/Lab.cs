using System.Diagnostics;
using System.Runtime;
using EcmEmulator;
using EcmEmulator.Faults;
using EcmEmulator.Models;
using EcmEmulator.Requests;
using EcmProvider.Protocol;
using EcmProvider.Tests.Support;
using Grpc.Net.Client;
using Pulumirpc;

namespace EcmProvider.ModelTests.World;

/// <summary>
/// A cloud, a provider and a clock, used for one history after the other: servers are started once, and the provider again only when
/// it was killed.
/// </summary>
public sealed class Lab : IAsyncDisposable
{
    // So that the next timer is always near: the clock then never takes a long jump, before which it waits much longer.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromMilliseconds(900);

    // Real time that each further heartbeat waits while the API is asked nothing: the provider is hardly ever that idle for long, but
    // can be starved of the processor, and must not see a timeout pass within a tenth of a second.
    private static readonly TimeSpan Doubt = TimeSpan.FromMilliseconds(2);

    private readonly ITimer heartbeat;
    private Mortality life;
    private ProviderHost? host;
    private GrpcChannel? channel;
    private TaskCompletionSource killed = new();
    private int quickCalls;
    private long compiled;
    private long callsAtBeat;
    private long beatAt;
    private int silentBeats;

    private Lab(VirtualClock clock, EmulatorHost emulator, FakeEngine log)
    {
        Clock = clock;
        Emulator = emulator;
        Log = log;
        life = new(clock);
        heartbeat = clock.CreateTimer(_ => Beat(), null, Heartbeat, Heartbeat);
        clock.StandStillWhile(() => Stopwatch.GetElapsedTime(Volatile.Read(ref beatAt)) < Doubt * Volatile.Read(ref silentBeats) ? 1 : 0);
        clock.StandStillWhile(() => Volatile.Read(ref quickCalls));
        clock.StandStillWhile(JustCompiled);
        clock.StandStillWhile(() => Math.Max(0, life.UnderWay - emulator.ParkedRequests));
    }

    public VirtualClock Clock { get; }

    public EmulatorHost Emulator { get; }

    /// <summary>What the provider logs.</summary>
    public FakeEngine Log { get; }

    public CloudRegion Cloud => Emulator.Cloud.Region(Region.Name);

    public ResourceProvider.ResourceProviderClient Provider { get; private set; } = null!;

    /// <summary>Ends when the provider's process is killed.</summary>
    public Task Killed => killed.Task;

    /// <summary>Sees every call of the API as it comes in, before the work.</summary>
    public Action<ApiCall>? OnCall { get; set; }

    public static async Task<Lab> StartAsync()
    {
        var clock = new VirtualClock();
        var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Clock = clock, TaskDuration = TimeSpan.FromSeconds(1) });
        return new(clock, emulator, await FakeEngine.StartAsync());
    }

    /// <summary>Calls the provider for something that it answers at once: no time passes meanwhile.</summary>
    public async Task AtOnceAsync(Func<Task> call)
    {
        Interlocked.Increment(ref quickCalls);
        try
        {
            await call();
        }
        finally
        {
            Interlocked.Decrement(ref quickCalls);
        }
    }

    /// <summary>A cloud as new, and a provider that lives.</summary>
    public async Task BeginHistoryAsync()
    {
        OnCall = null;
        Emulator.Emulator.Reset();
        Region.Fill(Emulator.Cloud.AddRegion(Region.Name));
        ClearFaults();
        Log.Lines.Clear();
        await EnsureAliveAsync();
    }

    /// <summary>All faults off, all tasks that hang finished.</summary>
    public void EndTroubles()
    {
        ClearFaults();
        Emulator.Emulator.ClockSkew = TimeSpan.Zero;
        Emulator.Cloud.ClearTaskPlans();
        Emulator.Cloud.FinishTasks();
    }

    /// <summary>Ends the provider's process: what it was asked is never answered, what the cloud was asked goes on.</summary>
    public void Kill()
    {
        life.Die();
        killed.TrySetResult();
    }

    /// <summary>Starts the provider's process again if it was killed.</summary>
    public async Task EnsureAliveAsync()
    {
        if (host is not null && !life.IsDead)
        {
            return;
        }

        await EndProviderAsync();
        life = new(Clock);
        killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var its = life;
        host = await ProviderHost.StartAsync(new ProviderEnvironment
        {
            Clock = Clock,
            Variable = static _ => null,
            ReadFile = static _ => null,
            Handler = its.NewHandler,
            Random = static () => new Random(7),
        });
        channel = GrpcChannel.ForAddress($"http://127.0.0.1:{host.Port}");
        Provider = new(channel);
    }

    public async ValueTask DisposeAsync()
    {
        await EndProviderAsync();
        await heartbeat.DisposeAsync();
        await Log.DisposeAsync();
        await Emulator.DisposeAsync();
    }

    // Whoever waits for a method to be compiled looks idle.
    private int JustCompiled()
    {
        var now = JitInfo.GetCompiledMethodCount();
        return Interlocked.Exchange(ref compiled, now) == now ? 0 : 1;
    }

    private void Beat()
    {
        var calls = Emulator.Calls.Total;
        Volatile.Write(ref silentBeats, calls == callsAtBeat ? silentBeats + 1 : 0);
        callsAtBeat = calls;
        Volatile.Write(ref beatAt, Stopwatch.GetTimestamp());
    }

    private async Task EndProviderAsync()
    {
        channel?.Dispose();
        if (host is not null)
        {
            // Its waits end by Cancel; the clock goes on for those that wait for an answer a moment longer.
            await Clock.RunAsync(host.DisposeAsync().AsTask());
        }

        life.Dispose();
    }

    // A fault that never strikes, but sees every call.
    private void ClearFaults()
    {
        Emulator.Faults.Clear();
        Emulator.Faults.Add(new Fault
        {
            Kind = FaultKind.Delay,
            Times = null,
            When = call =>
            {
                OnCall?.Invoke(call);
                return false;
            },
        });
    }
}
