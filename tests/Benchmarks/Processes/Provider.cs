using EcmProvider.Protocol.Values;
using Grpc.Net.Client;
using Pulumirpc;

namespace Benchmarks.Processes;

/// <summary>A provider's process, configured for the emulator, called as an engine calls it: all over one connection.</summary>
internal sealed class Provider : IDisposable
{
    private readonly StartedProcess process;
    private readonly GrpcChannel channel;

    private Provider(StartedProcess process)
    {
        this.process = process;
        channel = GrpcChannel.ForAddress($"http://127.0.0.1:{process.FirstLine}");
        Client = new(channel);
    }

    public ResourceProvider.ResourceProviderClient Client { get; }

    public (double Now, double Most) Memory => process.Memory();

    public static async Task<Provider> StartAsync(Uri endpoint, string? binary = null)
    {
        var provider = new Provider(StartedProcess.Start(binary ?? Programs.Provider));
        await provider.Client.HandshakeAsync(new() { EngineAddress = string.Empty, SupportsRefreshBeforeUpdate = true });
        await provider.Client.ConfigureAsync(new()
        {
            AcceptSecrets = true,
            AcceptResources = true,
            Args = PropertyMarshaler.Marshal(new PropertyMap(
            [
                new("ecmRegion", PropertyValue.Of(Region.Name)),
                new("endpoint", PropertyValue.Of(endpoint.ToString())),
                new("secretId", PropertyValue.Of(Emulator.SecretId)),
                new("secretKey", PropertyValue.Of(Emulator.SecretKey)),
            ])),
        });
        return provider;
    }

    /// <summary>Creates an association; an error ends the measurement.</summary>
    public async Task CreateAsync(int i, bool preview = false)
    {
        var response = await Client.CreateAsync(new()
        {
            Urn = Region.Urn(i),
            Name = $"web{i}",
            Type = Type,
            Preview = preview,
            Properties = PropertyMarshaler.Marshal(Region.Inputs(i)),
        });
        if (!preview && response.Id != Region.Id(i))
        {
            throw new InvalidOperationException($"Create answered the id \"{response.Id}\".");
        }
    }

    /// <summary>Reads an association that is recorded as bound; that it is gone ends the measurement.</summary>
    public async Task ReadAsync(int i)
    {
        var response = await Client.ReadAsync(new()
        {
            Id = Region.Id(i),
            Urn = Region.Urn(i),
            Type = Type,
            Inputs = PropertyMarshaler.Marshal(Region.Inputs(i)),
            Properties = PropertyMarshaler.Marshal(Region.State(i)),
        });
        if (response.Id != Region.Id(i))
        {
            throw new InvalidOperationException($"Read answered the id \"{response.Id}\".");
        }
    }


    public void Dispose()
    {
        channel.Dispose();
        process.Dispose();
    }

    /// <summary>The type of all resources here.</summary>
    public const string Type = "ecm:index:EipAssociation";
}
