using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EcmProvider.Protocol;

/// <summary>The provider on a loopback port of its own, until it is disposed of.</summary>
public sealed class ProviderHost : IAsyncDisposable
{
    // Engines allow as much.
    private const int LargestMessage = 400 * 1024 * 1024;

    // The engine waits for a provider to end, so answers in flight get only this long: more than the second that a change which
    // was sent waits for its own answer.
    private static readonly TimeSpan ShutdownPatience = TimeSpan.FromSeconds(1.5);

    // Whatever still hangs then, such as a line for an engine that takes none, goes with the process: two seconds are promised.
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(1.6);

    private readonly WebApplication application;
    private readonly Session session;
    private int stopping;

    private ProviderHost(WebApplication application, Session session)
    {
        this.application = application;
        this.session = session;
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        Port = new Uri(addresses.Addresses.Single()).Port;
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Starts the provider.</summary>
    /// <param name="environment">What it gets from outside.</param>
    /// <param name="engineAddress">The engine's address, <c>host:port</c>; null when started by hand.</param>
    public static async Task<ProviderHost> StartAsync(ProviderEnvironment environment, string? engineAddress = null)
    {
        var session = new Session(environment);
        if (engineAddress is not null)
        {
            await session.ConnectAsync(engineAddress);
        }

        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Limits.MaxRequestBodySize = null;

            // A thousand resources in one update are a thousand calls on one connection.
            kestrel.Limits.Http2.MaxStreamsPerConnection = 10_000;
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = LargestMessage;
            grpc.MaxSendMessageSize = LargestMessage;
        });
        builder.Services.AddSingleton(session);
        builder.Services.AddSingleton<ProviderService>();

        // Signals are the program's business, and many providers live in one test process.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownPatience);
        var application = builder.Build();
        application.Use(UnreadableRequests.AnswerAsync);
        application.MapGrpcService<ProviderService>();
        await application.StartAsync();
        return new(application, session);
    }

    /// <summary>Ends every wait, lets the calls in flight answer, and stops.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref stopping, 1) == 0)
        {
            // First: an answer waits for the log lines before it, and an engine that is slow to take those must not lose that answer.
            var lastLines = session.Engine?.DisposeAsync() ?? ValueTask.CompletedTask;
            session.Cancel();
            await application.StopAsync();
            await lastLines;
        }
    }

    /// <summary>Stops for good, within two seconds: the process is to end when this does.</summary>
    public Task EndAsync() => Task.WhenAny(DisposeAsync().AsTask(), Task.Delay(EndPatience, TimeProvider.System));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await application.DisposeAsync();
        await session.DisposeAsync();
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
