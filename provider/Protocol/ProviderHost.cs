using System.Diagnostics;
using System.Net;
using Grpc.AspNetCore.Server.Model;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

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

    private readonly KestrelServer server;
    private readonly ServiceProvider services;
    private readonly Session session;
    private int stopping;

    private ProviderHost(KestrelServer server, ServiceProvider services, Session session)
    {
        this.server = server;
        this.services = services;
        this.session = session;
        var addresses = server.Features.Get<IServerAddressesFeature>()!;
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

        var services = ServicesFor(session);
        var server = NewServer(services);
        var application = new Application(services.GetRequiredService<IHttpContextFactory>(), NewPipeline(services));
        await server.StartAsync(application, CancellationToken.None);
        return new(server, services, session);
    }

    /// <summary>Ends every wait, lets the calls in flight answer, and stops.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref stopping, 1) == 0)
        {
            // First: an answer waits for the log lines before it, and an engine that is slow to take those must not lose that answer.
            var lastLines = session.Engine?.DisposeAsync() ?? ValueTask.CompletedTask;
            session.Cancel();
            using var over = new CancellationTokenSource(ShutdownPatience, TimeProvider.System);
            await server.StopAsync(over.Token);
            await lastLines;
        }
    }

    /// <summary>Stops for good, within two seconds: the process is to end when this does.</summary>
    public Task EndAsync() => Task.WhenAny(DisposeAsync().AsTask(), Task.Delay(EndPatience, TimeProvider.System));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        server.Dispose();
        await services.DisposeAsync();
        await session.DisposeAsync();
    }

    // Only what the server and gRPC ask for: a host around them would take as long to build as all of this.
    private static ServiceProvider ServicesFor(Session session)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton(new DiagnosticListener("Microsoft.AspNetCore"));
        services.AddSingleton<IHttpContextFactory, DefaultHttpContextFactory>();
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = LargestMessage;
            grpc.MaxSendMessageSize = LargestMessage;
        });
        services.AddSingleton(new ServedService(new ProviderService(session)));
        services.AddSingleton<IServiceMethodProvider<ServedService>, ServedMethods>();
        return services.BuildServiceProvider();
    }

    private static KestrelServer NewServer(IServiceProvider services)
    {
        var options = new KestrelServerOptions { ApplicationServices = services };
        options.Limits.MaxRequestBodySize = null;

        // A thousand resources in one update are a thousand calls on one connection.
        options.Limits.Http2.MaxStreamsPerConnection = 10_000;
        options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        var sockets = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        return new(Options.Create(options), sockets, NullLoggerFactory.Instance);
    }

    private static RequestDelegate NewPipeline(IServiceProvider services)
    {
        var methods = new MethodTable(services);
        return context => UnreadableRequests.AnswerAsync(context, methods.AnswerAsync);
    }

    /// <summary>What the server hands its requests to.</summary>
    private sealed class Application(IHttpContextFactory contexts, RequestDelegate pipeline) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => contexts.Create(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => pipeline(context);

        public void DisposeContext(HttpContext context, Exception? exception) => contexts.Dispose(context);
    }
}
