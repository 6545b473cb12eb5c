using EcmProvider.Configuration;
using EcmProvider.Credentials;
using EcmProvider.Ecm;
using EcmProvider.Functions;
using EcmProvider.Resources;
using EcmProvider.Resources.Failures;
using EcmProvider.Resources.Running;

namespace EcmProvider.Protocol;

/// <summary>What the provider gets from outside: everything that a test replaces.</summary>
public sealed record ProviderEnvironment
{
    /// <summary>The clock that operations wait on.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Reads an environment variable; null when it is not set.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Makes what sends the requests to the API; null: real connections.</summary>
    public Func<HttpMessageHandler>? Handler { get; init; }

    /// <summary>Makes the source of the jitter between retries.</summary>
    public Func<Random> Random { get; init; } = static () => new Random();
}

/// <summary>What the provider knows between calls: the engine it talks to, the run it is in, and its configuration.</summary>
internal sealed class Session(ProviderEnvironment environment) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private CancellationTokenSource cancelled = new();
    private EngineLog? engine;
    private string? engineAddress;
    private Configured? configured;

    /// <summary>What the provider gets from outside.</summary>
    public ProviderEnvironment Environment => environment;

    /// <summary>What this run has said and done.</summary>
    public RunMemory Memory { get; } = new(environment.Clock);

    /// <summary>The operations in flight.</summary>
    public OperationsInFlight InFlight { get; } = new();

    /// <summary>The secret inputs of this run's resources and functions.</summary>
    public SecretForms SecretInputs { get; } = new();

    /// <summary>Whether the engine reads associations before updates when asked to; it says so in its handshake.</summary>
    public bool EngineRefreshesBeforeUpdate { get; set; }

    /// <summary>Cancelled when the user cancels this run, or the provider is to end.</summary>
    public CancellationToken Cancelled
    {
        get
        {
            lock (gate)
            {
                return cancelled.Token;
            }
        }
    }

    /// <summary>The log of the engine; null when there is none.</summary>
    public EngineLog? Engine => Volatile.Read(ref engine);

    /// <summary>The configuration; null before Configure.</summary>
    public Configured? Current => Volatile.Read(ref configured);

    /// <summary>Begins a new run: what the last one did and whether it was cancelled is forgotten.</summary>
    public void BeginRun()
    {
        lock (gate)
        {
            if (cancelled.IsCancellationRequested)
            {
                cancelled = new();
            }
        }

        Memory.Reset();
        SecretInputs.Clear();
    }

    /// <summary>Stops every wait, now and until the next run.</summary>
    public void Cancel()
    {
        CancellationTokenSource source;
        lock (gate)
        {
            source = cancelled;
        }

        source.Cancel();
    }

    /// <summary>Talks to the engine at an address from now on.</summary>
    /// <exception cref="ProviderException">It is no address.</exception>
    public async Task ConnectAsync(string address)
    {
        if (address.Length == 0 || address == engineAddress)
        {
            return;
        }

        if (!IsHostAndPort(address))
        {
            throw new ProviderException(
                FailureKind.InvalidArgument,
                $"{Text.Quote(address)} is not the address of an engine.",
                "An address is a host and a port, such as \"127.0.0.1:40123\".");
        }

        engineAddress = address;
        var before = Interlocked.Exchange(ref engine, new EngineLog(address));
        if (before is not null)
        {
            await before.DisposeAsync();
        }
    }

    /// <summary>Takes a new configuration.</summary>
    public void Configure(ProviderConfiguration configuration)
    {
        ICredentialSource key = configuration.Key is { } known ? new StaticCredentialSource(known) : new MissingCredentialSource();
        var credentials = configuration.AssumeRole is { } role
            ? new AssumedRoleSource(role, OptionsFor(configuration.StsEndpoint, key, configuration))
            : key;
        var cloud = new EcmCloud(OptionsFor(configuration.Endpoint, credentials, configuration));

        // The cloud of an earlier configuration may still answer calls in flight: it is left to them and to the garbage collector.
        Volatile.Write(ref configured, new Configured(
            configuration,
            credentials,
            cloud,
            new EipAssociation(cloud, Memory, new(configuration.EcmRegion, configuration.PreviewValidation)),
            new EcmFunctions(cloud, configuration.EcmRegion)));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Engine is { } log)
        {
            await log.DisposeAsync();
        }

        Current?.Cloud.Dispose();
        (Current?.Credentials as IDisposable)?.Dispose();
    }

    private static bool IsHostAndPort(string address) =>
        address.Contains(':', StringComparison.Ordinal)
        && Uri.TryCreate($"http://{address}", UriKind.Absolute, out var uri)
        && uri is { UserInfo.Length: 0, PathAndQuery: "/", Fragment.Length: 0, Host.Length: > 0 };

    private EcmCloudOptions OptionsFor(Uri endpoint, ICredentialSource credentials, ProviderConfiguration configuration) => new()
    {
        Endpoint = endpoint,
        Credentials = credentials,
        MaxRequestsPerSecond = configuration.MaxRequestsPerSecond,
        MaxRetries = configuration.MaxRetries,
        Clock = environment.Clock,
        Random = environment.Random(),
        Handler = environment.Handler?.Invoke(),
        Retrying = InFlight.Hear,
        UserAgent = $"pulumi-resource-ecm/{Schema.Version}",
    };

    /// <summary>A configuration and what was made of it.</summary>
    public sealed record Configured(
        ProviderConfiguration Configuration,
        ICredentialSource Credentials,
        EcmCloud Cloud,
        EipAssociation Associations,
        EcmFunctions Functions)
    {
        /// <summary>Everything that must never be shown, as of now: keys come and go while the provider runs.</summary>
        public IEnumerable<string> Secrets => [.. Configuration.Secrets, .. Credentials.Secrets];
    }
}
