using EcmEmulator;
using EcmEmulator.Models;
using EcmProvider.Protocol;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Pulumirpc;

namespace EcmProvider.Tests.Hostile;

/// <summary>The provider over one gRPC connection, with an emulator and an engine's log, all on a clock in a hurry.</summary>
internal sealed class HurriedProvider : IAsyncDisposable
{
    private readonly GrpcChannel channel;

    private HurriedProvider(EmulatorHost emulator, FakeEngine engine, ProviderHost host, Interceptor? interceptor)
    {
        Emulator = emulator;
        Engine = engine;
        channel = GrpcChannel.ForAddress($"http://127.0.0.1:{host.Port}", new()
        {
            HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = false, UseProxy = false },
            DisposeHttpClient = true,
            MaxReceiveMessageSize = null,
            MaxSendMessageSize = null,
        });
        Host = host;
        Invoker = interceptor is null ? channel.CreateCallInvoker() : channel.Intercept(interceptor);
        Client = new(Invoker);
    }

    public EmulatorHost Emulator { get; }

    public FakeEngine Engine { get; }

    public ProviderHost Host { get; }

    public CallInvoker Invoker { get; }

    public ResourceProvider.ResourceProviderClient Client { get; }

    public CloudRegion Cloud => Emulator.Cloud.Region(TestProvider.Region);

    /// <summary>A provider nobody has talked to; the API is the emulator unless <paramref name="handler"/> answers in its place.</summary>
    public static async Task<HurriedProvider> StartAsync(
        double times, Func<HttpMessageHandler>? handler = null, EmulatorOptions? options = null, Interceptor? interceptor = null,
        MachineFake? machine = null)
    {
        var clock = new HurriedClock(times);
        var emulator = await EmulatorHost.StartAsync((options ?? new()) with { Clock = clock });
        emulator.Cloud.AddRegion(TestProvider.Region);
        var host = await ProviderHost.StartAsync((machine ?? new()).Environment(emulator) with
        {
            Clock = clock,
            Handler = handler ?? (static () => new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }),
            Random = static () => new Random(7),
        });
        return new(emulator, await FakeEngine.StartAsync(), host, interceptor);
    }

    public async Task HandshakeAsync() =>
        await Client.HandshakeAsync(new() { EngineAddress = Engine.Address, SupportsRefreshBeforeUpdate = true });

    public async Task ConfigureAsync(PropertyMap? configuration = null) => await Client.ConfigureAsync(new()
    {
        Args = PropertyMarshaler.Marshal(configuration ?? Some.Configuration(Emulator.Endpoint)),
        AcceptSecrets = true,
    });

    public async ValueTask DisposeAsync()
    {
        channel.Dispose();
        await Host.DisposeAsync();
        await Engine.DisposeAsync();
        await Emulator.DisposeAsync();
    }
}
