using EcmEmulator;
using EcmEmulator.Models;
using EcmProvider.Protocol;
using EcmProvider.Protocol.Values;
using Google.Protobuf.WellKnownTypes;
using Grpc.Net.Client;
using Pulumirpc;

namespace EcmProvider.Tests.Support;

/// <summary>
/// The provider over real gRPC, against the emulator, on one virtual clock; and the calls an engine makes of it. A call that
/// begins with <c>Begin</c> leaves the clock alone; the others let time pass until they have ended.
/// </summary>
public sealed class TestProvider : IAsyncDisposable
{
    /// <summary>The region of everything in the tests.</summary>
    public const string Region = "ap-xian-ecm";

    private readonly GrpcChannel channel;

    private TestProvider(VirtualClock clock, EmulatorHost emulator, FakeEngine engine, ProviderHost host)
    {
        Clock = clock;
        Emulator = emulator;
        Engine = engine;
        Host = host;
        channel = GrpcChannel.ForAddress($"http://127.0.0.1:{host.Port}", new() { MaxReceiveMessageSize = null, MaxSendMessageSize = null });
        Client = new(channel);
    }

    public VirtualClock Clock { get; }

    public EmulatorHost Emulator { get; }

    public FakeEngine Engine { get; }

    public ProviderHost Host { get; }

    public ResourceProvider.ResourceProviderClient Client { get; }

    /// <summary>The cloud's region.</summary>
    public CloudRegion Cloud => Emulator.Cloud.Region(Region);

    /// <summary>A provider that has been shaken hands with and configured, and a cloud with two EIPs, two instances and an ENI.</summary>
    public static async Task<TestProvider> StartAsync(
        bool detectsDrift = true, params (string Name, PropertyValue Value)[] configuration)
    {
        var provider = await StartUnconfiguredAsync();
        await provider.HandshakeAsync(detectsDrift);
        await provider.ConfigureAsync(Some.Configuration(provider.Emulator.Endpoint, configuration));
        return provider;
    }

    /// <summary>A provider nobody has talked to.</summary>
    public static Task<TestProvider> StartUnconfiguredAsync(Func<string, string?>? environment = null) =>
        StartUnconfiguredAsync(new MachineFake(environment));

    /// <summary>A provider nobody has talked to, on a machine with files and variables.</summary>
    public static async Task<TestProvider> StartUnconfiguredAsync(MachineFake machine)
    {
        var clock = new VirtualClock();
        var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Clock = clock, TaskDuration = TimeSpan.FromSeconds(2) });
        Some.FillRegion(emulator.Cloud.AddRegion(Region));
        var requests = new CountingHandler.Count();
        clock.StandStillWhile(() => requests.Now - emulator.ParkedRequests);
        var host = await ProviderHost.StartAsync(machine.Environment(emulator) with
        {
            Clock = clock,
            Handler = () => new CountingHandler(requests, clock),
            Random = static () => new Random(7),
        });
        return new(clock, emulator, await FakeEngine.StartAsync(), host);
    }

    public async Task HandshakeAsync(bool detectsDrift = true) => await Client.HandshakeAsync(new()
    {
        EngineAddress = Engine.Address,
        ConfigureWithUrn = true,
        SupportsRefreshBeforeUpdate = detectsDrift,
    });

    public async Task ConfigureAsync(PropertyMap configuration) => await Client.ConfigureAsync(new()
    {
        Args = PropertyMarshaler.Marshal(configuration),
        AcceptSecrets = true,
        AcceptResources = true,
    });

    public async Task<CheckResponse> CheckAsync(PropertyMap news, string name = "web", PropertyMap? olds = null) => await Client.CheckAsync(new()
    {
        Urn = Some.Urn(name),
        Type = Some.Type,
        Name = name,
        News = PropertyMarshaler.Marshal(news),
        Olds = PropertyMarshaler.Marshal(olds ?? PropertyMap.Empty),
    });

    public async Task<DiffResponse> DiffAsync(string id, PropertyMap state, PropertyMap oldInputs, PropertyMap news, string name = "web") =>
        await Client.DiffAsync(new()
        {
            Id = id,
            Urn = Some.Urn(name),
            Type = Some.Type,
            Name = name,
            Olds = PropertyMarshaler.Marshal(state),
            News = PropertyMarshaler.Marshal(news),
            OldInputs = PropertyMarshaler.Marshal(oldInputs),
        });

    public Task<Outcome> BeginCreate(PropertyMap inputs, string name = "web", double timeout = 0, bool preview = false) => Outcome.OfAsync(async () =>
    {
        var response = await Client.CreateAsync(new()
        {
            Urn = Some.Urn(name),
            Type = Some.Type,
            Name = name,
            Properties = PropertyMarshaler.Marshal(inputs),
            Timeout = timeout,
            Preview = preview,
        });
        return new(response.Id, PropertyMarshaler.Unmarshal(response.Properties), PropertyMap.Empty, response.RefreshBeforeUpdate, null, null);
    });

    public Task<Outcome> CreateAsync(PropertyMap inputs, string name = "web", double timeout = 0, bool preview = false) =>
        Clock.RunAsync(BeginCreate(inputs, name, timeout, preview));

    /// <summary>An association that an earlier run has made: this run knows nothing of it.</summary>
    public async Task<Outcome> CreateInEarlierRunAsync(PropertyMap? inputs = null, string name = "web")
    {
        var created = await CreateAsync(inputs ?? Some.Inputs(), name);
        await HandshakeAsync();
        return created;
    }

    public Task<Outcome> BeginRead(string id, PropertyMap? state = null, PropertyMap? inputs = null, string name = "web") => Outcome.OfAsync(async () =>
    {
        var response = await Client.ReadAsync(new()
        {
            Id = id,
            Urn = Some.Urn(name),
            Type = Some.Type,
            Name = name,
            Properties = state is null ? null : PropertyMarshaler.Marshal(state),
            Inputs = inputs is null ? null : PropertyMarshaler.Marshal(inputs),
        });
        return new(
            response.Id,
            PropertyMarshaler.Unmarshal(response.Properties),
            PropertyMarshaler.Unmarshal(response.Inputs),
            response.RefreshBeforeUpdate,
            null,
            null);
    });

    public Task<Outcome> ReadAsync(string id, PropertyMap? state = null, PropertyMap? inputs = null, string name = "web") =>
        Clock.RunAsync(BeginRead(id, state, inputs, name));

    public Task<Outcome> BeginUpdate(
        string id, PropertyMap state, PropertyMap oldInputs, PropertyMap news, string name = "web", double timeout = 0, bool preview = false) =>
        Outcome.OfAsync(async () =>
        {
            var response = await Client.UpdateAsync(new()
            {
                Id = id,
                Urn = Some.Urn(name),
                Type = Some.Type,
                Name = name,
                Olds = PropertyMarshaler.Marshal(state),
                News = PropertyMarshaler.Marshal(news),
                OldInputs = PropertyMarshaler.Marshal(oldInputs),
                Timeout = timeout,
                Preview = preview,
            });
            return new(id, PropertyMarshaler.Unmarshal(response.Properties), PropertyMap.Empty, response.RefreshBeforeUpdate, null, null);
        });

    public Task<Outcome> UpdateAsync(
        string id, PropertyMap state, PropertyMap oldInputs, PropertyMap news, string name = "web", double timeout = 0, bool preview = false) =>
        Clock.RunAsync(BeginUpdate(id, state, oldInputs, news, name, timeout, preview));

    public Task<Outcome> BeginDelete(string id, PropertyMap state, PropertyMap inputs, string name = "web", double timeout = 0) => Outcome.OfAsync(async () =>
    {
        await Client.DeleteAsync(new()
        {
            Id = id,
            Urn = Some.Urn(name),
            Type = Some.Type,
            Name = name,
            Properties = PropertyMarshaler.Marshal(state),
            OldInputs = PropertyMarshaler.Marshal(inputs),
            Timeout = timeout,
        });
        return new(string.Empty, PropertyMap.Empty, PropertyMap.Empty, false, null, null);
    });

    public Task<Outcome> DeleteAsync(string id, PropertyMap state, PropertyMap inputs, string name = "web", double timeout = 0) =>
        Clock.RunAsync(BeginDelete(id, state, inputs, name, timeout));

    public async Task CancelAsync() => await Client.CancelAsync(new Empty());

    public async ValueTask DisposeAsync()
    {
        channel.Dispose();
        await Host.DisposeAsync();
        await Engine.DisposeAsync();
        await Emulator.DisposeAsync();
    }
}
