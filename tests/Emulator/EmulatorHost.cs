using System.Net;
using EcmEmulator.Faults;
using EcmEmulator.Models;
using EcmEmulator.Requests;
using EcmEmulator.Routes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EcmEmulator;

/// <summary>An emulator and its server on 127.0.0.1; ends with <see cref="DisposeAsync"/>, at once.</summary>
public sealed class EmulatorHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private EmulatorHost(Emulator emulator, WebApplication app, Uri endpoint)
    {
        Emulator = emulator;
        this.app = app;
        Endpoint = endpoint;
    }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Endpoint { get; }

    /// <summary>The emulator without its server.</summary>
    public Emulator Emulator { get; }

    /// <inheritdoc cref="Emulator.Cloud"/>
    public Cloud Cloud => Emulator.Cloud;

    /// <inheritdoc cref="Emulator.Faults"/>
    public FaultBoard Faults => Emulator.Faults;

    /// <inheritdoc cref="Emulator.Calls"/>
    public CallLog Calls => Emulator.Calls;

    /// <inheritdoc cref="Emulator.ParkedRequests"/>
    public int ParkedRequests => Emulator.ParkedRequests;

    /// <inheritdoc cref="Emulator.ActiveRequests"/>
    public int ActiveRequests => Emulator.ActiveRequests;

    /// <summary>Starts an emulator.</summary>
    /// <exception cref="FormatException">The state to start with cannot be read.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<EmulatorHost> StartAsync(
        EmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new EmulatorOptions();
        var emulator = new Emulator(options);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = null;
            server.Listen(IPAddress.Loopback, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
        });

        // The default lifetime listens for signals; many emulators live in one test process, and signals are its business.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();

        var app = builder.Build();
        var api = new ApiEndpoint(emulator);
        var control = new ControlEndpoint(emulator);
        var metadata = new MetadataEndpoint(emulator);
        app.Run(context => context.Request.Path.StartsWithSegments("/_control", StringComparison.Ordinal) ? control.HandleAsync(context)
            : context.Request.Path.StartsWithSegments(MetadataEndpoint.Root, StringComparison.Ordinal)
                ? emulator.CountAsync(() => HandleAsync(metadata.HandleAsync, context))
            : emulator.CountAsync(() => HandleAsync(api.HandleAsync, context)));
        await app.StartAsync(cancellationToken);

        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new EmulatorHost(emulator, app, new Uri(address));
    }

    /// <summary>Breaks all connections, waiting requests too, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    // A client that hung up is no news; everything else that goes wrong in here is a bug, and Kestrel answers 500.
    private static async Task HandleAsync(Func<HttpContext, Task> handle, HttpContext context)
    {
        try
        {
            await handle(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
        }
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
