using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using LocalEngine.Deployment;
using LocalEngine.Protocol;
using LocalEngine.State;
using Pulumirpc;

namespace LocalEngine.Plugins;

/// <summary>One provider that runs for this deployment: how to ask it, in the shape a real engine asks.</summary>
internal sealed partial class ProviderInstance : IAsyncDisposable
{
    private readonly IRunningProvider _running;
    private readonly GrpcChannel _channel;
    private readonly ResourceProvider.ResourceProviderClient _client;
    private readonly string _engineAddress;
    private readonly string _token = Guid.NewGuid().ToString();
    private bool _acceptSecrets;
    private volatile bool _killed;

    private ProviderInstance(IRunningProvider running, string engineAddress)
    {
        _running = running;
        _engineAddress = engineAddress;
        _channel = Channels.To(running.Address);
        _client = new ResourceProvider.ResourceProviderClient(_channel);
    }

    /// <summary>False while a value of its configuration is unknown, in a preview: it cannot be asked about resources.</summary>
    public bool Configured { get; private set; }

    public bool SupportsPreview { get; private set; }

    /// <summary>Starts the provider and shakes hands.</summary>
    public static async Task<ProviderInstance> StartAsync(
        IProviderLauncher launcher, string package, string engineAddress, string root, string program, Action<string> stderr,
        CancellationToken cancellation)
    {
        var running = await launcher.StartAsync(package, engineAddress, stderr, cancellation);
        var instance = new ProviderInstance(running, engineAddress);
        try
        {
            await instance.GreetAsync(root, program);
            return instance;
        }
        catch
        {
            await instance.DisposeAsync();
            throw;
        }
    }

    public async Task<Checked> CheckAsync(string urn, Struct olds, Struct news, byte[] seed)
    {
        var answer = await Asked(_client.CheckAsync(new CheckRequest
        {
            Urn = urn,
            Name = Urn.Name(urn),
            Type = Urn.Type(urn),
            Olds = Sent(olds),
            News = Sent(news),
            RandomSeed = Google.Protobuf.ByteString.CopyFrom(seed),
        }));
        return new Checked(Received(answer.Inputs, news), [.. answer.Failures]);
    }

    public async Task<Difference> DiffAsync(ResourceState old, Struct oldInputs, Struct news, IReadOnlyList<string> ignore) =>
        new(await Asked(_client.DiffAsync(new DiffRequest
        {
            Id = old.Id,
            Urn = old.Urn,
            Name = old.Name,
            Type = old.Type,
            Olds = Sent(old.Outputs),
            OldInputs = Sent(oldInputs),
            News = Sent(news),
            IgnoreChanges = { ignore },
        })));

    public async Task<Outcome> CreateAsync(string urn, Struct inputs, double timeout, bool preview)
    {
        var answer = await Asked(_client.CreateAsync(new CreateRequest
        {
            Urn = urn,
            Name = Urn.Name(urn),
            Type = Urn.Type(urn),
            Properties = Sent(inputs),
            Timeout = timeout,
            Preview = preview,
            ResourceStatusAddress = _engineAddress,
            ResourceStatusToken = _token,
        }));
        return new Outcome(answer.Id, Received(answer.Properties, inputs), null, answer.RefreshBeforeUpdate);
    }

    public async Task<Outcome> UpdateAsync(
        ResourceState old, Struct inputs, double timeout, IReadOnlyList<string> ignore, bool preview)
    {
        var answer = await Asked(_client.UpdateAsync(new UpdateRequest
        {
            Id = old.Id,
            Urn = old.Urn,
            Name = old.Name,
            Type = old.Type,
            Olds = Sent(old.Outputs),
            OldInputs = Sent(old.Inputs),
            News = Sent(inputs),
            Timeout = timeout,
            IgnoreChanges = { ignore },
            Preview = preview,
            ResourceStatusAddress = _engineAddress,
            ResourceStatusToken = _token,
        }));
        return new Outcome(old.Id, Received(answer.Properties, inputs), null, answer.RefreshBeforeUpdate);
    }

    public async Task DeleteAsync(ResourceState old) => await Asked(_client.DeleteAsync(new DeleteRequest
    {
        Id = old.Id,
        Urn = old.Urn,
        Name = old.Name,
        Type = old.Type,
        Properties = Sent(old.Outputs),
        OldInputs = Sent(old.Inputs),
        Timeout = old.Timeouts.Delete,
        ResourceStatusAddress = _engineAddress,
        ResourceStatusToken = _token,
    }));

    /// <summary>Reads a resource that the state holds; an empty id in the answer means that it is gone.</summary>
    public async Task<Outcome> ReadAsync(ResourceState old)
    {
        var answer = await Asked(_client.ReadAsync(new ReadRequest
        {
            Id = old.Id,
            Urn = old.Urn,
            Name = old.Name,
            Type = old.Type,
            Properties = Sent(old.Outputs),
            Inputs = Sent(old.Inputs),
            Timeout = old.Timeouts.Read,
            ResourceStatusAddress = _engineAddress,
            ResourceStatusToken = _token,
        }));
        return ReadOutcome(answer, old.Inputs);
    }

    /// <summary>Reads a resource of which nothing is known but the id (an import), or a few properties (a look-up by the program).</summary>
    public async Task<Outcome> FindAsync(string urn, string id, Struct? properties)
    {
        var request = new ReadRequest { Id = id, Urn = urn, Name = Urn.Name(urn), Type = Urn.Type(urn) };
        if (properties is not null)
        {
            request.Properties = Sent(properties);
        }

        return ReadOutcome(await Asked(_client.ReadAsync(request)), properties ?? new Struct());
    }

    public async Task<InvokeResponse> InvokeAsync(string token, Struct args, bool preview) =>
        await Asked(_client.InvokeAsync(new InvokeRequest { Tok = token, Args = Sent(args), Preview = preview }));

    public Task CancelAsync() => OptionalAsync(() => _client.CancelAsync(new Empty()));

    /// <summary>Ends it by force; what is in flight fails.</summary>
    public void Kill()
    {
        _killed = true;
        _running.Kill();
        _channel.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _running.DisposeAsync();
    }

    private Outcome ReadOutcome(ReadResponse answer, Struct known) => new(
        answer.Id,
        Received(answer.Properties, known),
        answer.Inputs is null ? null : Received(answer.Inputs, known),
        answer.RefreshBeforeUpdate);

    private Struct Sent(Struct value) => _acceptSecrets ? value : Values.WithoutSecrets(value);

    // A provider that knows nothing of secrets gives them back in the clear: what went in secret comes out secret.
    private Struct Received(Struct? value, Struct sent) =>
        _acceptSecrets ? value ?? new Struct() : Values.MarkSecret(value ?? new Struct(), Values.SecretKeys(sent));

    private async Task<T> Asked<T>(AsyncUnaryCall<T> call)
    {
        try
        {
            return await call;
        }
        catch (Exception e) when (_killed && e is (RpcException or ObjectDisposedException))
        {
            throw new ProviderFailure("the provider gave no answer: it has been killed", e) { Lost = true };
        }
        catch (RpcException e)
        {
            throw ProviderFailure.From(e);
        }
    }

    private static async Task OptionalAsync<T>(Func<AsyncUnaryCall<T>> call)
    {
        try
        {
            await call();
        }
        catch (Exception e) when (e is RpcException or ObjectDisposedException)
        {
            // Older providers do not know it, and one that is gone need not hear it.
        }
    }
}

/// <summary>Checked inputs, or what is wrong with them.</summary>
internal sealed record Checked(Struct Inputs, IReadOnlyList<CheckFailure> Failures);

/// <summary>What an operation left: id (empty: gone, or unknown in a preview), state, and inputs where a Read gave them.</summary>
internal sealed record Outcome(string Id, Struct Properties, Struct? Inputs, bool RefreshBeforeUpdate);
