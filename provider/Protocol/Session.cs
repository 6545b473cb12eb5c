using EcmProvider.Configuration;
using EcmProvider.Credentials;
using EcmProvider.Credentials.Files;
using EcmProvider.Ecm;
using EcmProvider.Ecm.Http;
using EcmProvider.Functions;
using EcmProvider.Lists;
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

    /// <summary>Reads a text file of the machine; null when there is none.</summary>
    public Func<string, string?> ReadFile { get; init; } = TextFiles.ReadFromDisk;

    /// <summary>The user's home directory; null or empty when there is none.</summary>
    public string? HomeDirectory { get; init; } = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>The metadata service of the machine.</summary>
    public Uri MetadataService { get; init; } = new("http://metadata.tencentyun.com/");

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
    private ICredentialSource? newest;

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

    /// <summary>Everything of the keys that must never be shown, as of now: keys come and go while the provider runs.</summary>
    public IEnumerable<string> Secrets
    {
        get
        {
            // While one is being checked, it is not the current one yet.
            var current = Current;
            var last = Volatile.Read(ref newest);
            return [.. current?.Secrets ?? [], .. last == current?.Credentials ? [] : last?.Secrets ?? []];
        }
    }

    /// <summary>Takes a new configuration, unless its key belongs to an account that it does not allow.</summary>
    /// <exception cref="ProviderException">It does, or STS would not say to which account it belongs.</exception>
    public async Task ConfigureAsync(ProviderConfiguration configuration, CancellationToken cancellationToken)
    {
        var credentials = new CredentialSources(new()
        {
            Variable = environment.Variable,
            Files = new(environment.ReadFile, environment.HomeDirectory),
            Metadata = environment.MetadataService,
            MetadataHandler = environment.Handler ?? HttpHandlers.CreateDirect,
            Sts = key => OptionsFor(configuration.StsEndpoint, key, configuration),
            Clock = environment.Clock,
            Random = environment.Random,
        }).Of(configuration);
        Volatile.Write(ref newest, credentials);
        if (configuration.AllowedAccountIds is not null)
        {
            await CheckAccountAsync(credentials, cancellationToken);
        }

        var cloud = new EcmCloud(OptionsFor(configuration.Endpoint, credentials, configuration));

        // The cloud of an earlier configuration may still answer calls in flight: it is left to them and to the garbage collector.
        Volatile.Write(ref configured, new Configured(
            configuration,
            credentials,
            cloud,
            new EipAssociation(cloud, Memory, new(environment.Clock, environment.Random()), new(configuration.EcmRegion, configuration.PreviewValidation)),
            new EcmFunctions(cloud, configuration.EcmRegion),
            new AssociationList(cloud, configuration.EcmRegion)));
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
        if (newest != Current?.Credentials)
        {
            (newest as IDisposable)?.Dispose();
        }
    }

    // Without a key, or an answer, nothing is known against it: the source asks again before it gives the first key.
    private static async Task CheckAccountAsync(ICredentialSource credentials, CancellationToken cancellationToken)
    {
        try
        {
            await credentials.GetAsync(cancellationToken);
        }
        catch (Exception e) when (e is MissingCredentialsException or EcmUnreachableException)
        {
        }
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
        EcmFunctions Functions,
        AssociationList List)
    {
        /// <summary>Everything that must never be shown, as of now: keys come and go while the provider runs.</summary>
        public IEnumerable<string> Secrets => [.. Configuration.Secrets, .. Credentials.Secrets];
    }
}
