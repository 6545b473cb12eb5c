using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pulumirpc;

namespace EcmProvider.Tests.Support;

/// <summary>The engine's side of the provider's log: remembers every line.</summary>
public sealed class FakeEngine : IAsyncDisposable
{
    private readonly WebApplication application;

    private FakeEngine(WebApplication application, ConcurrentQueue<LogRequest> lines)
    {
        this.application = application;
        Lines = lines;
        Address = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single())
            .Authority;
    }

    /// <summary>Where it listens, <c>host:port</c>.</summary>
    public string Address { get; }

    /// <summary>All lines, in order.</summary>
    public ConcurrentQueue<LogRequest> Lines { get; }

    /// <summary>The lines that stay, <c>Severity: message</c>.</summary>
    public IReadOnlyList<string> Messages => [.. Lines.Where(line => !line.Ephemeral).Select(line => $"{line.Severity}: {line.Message}")];

    public static async Task<FakeEngine> StartAsync()
    {
        var lines = new ConcurrentQueue<LogRequest>();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(new Service(lines));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var application = builder.Build();
        application.MapGrpcService<Service>();
        await application.StartAsync();
        return new(application, lines);
    }

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync(new CancellationToken(canceled: true));
        await application.DisposeAsync();
    }

    private sealed class Service(ConcurrentQueue<LogRequest> lines) : Engine.EngineBase
    {
        public override Task<Empty> Log(LogRequest request, ServerCallContext context)
        {
            lines.Enqueue(request);
            return Task.FromResult(new Empty());
        }
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
