using System.Net;
using LocalEngine.Protocol;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LocalEngine.Monitor;

/// <summary>The engine's side of the wire: one loopback address for programs and providers alike.</summary>
internal sealed class EngineServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private EngineServer(WebApplication application, string address) => (_application, Address) = (application, address);

    /// <summary>Where it listens, <c>127.0.0.1:PORT</c>.</summary>
    public string Address { get; }

    public static async Task<EngineServer> StartAsync(MonitorService monitor, EngineService engine)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (Channels.MaxMessage, Channels.MaxMessage));
        builder.Services.AddSingleton(monitor);
        builder.Services.AddSingleton(engine);

        var application = builder.Build();
        application.MapGrpcService<MonitorService>();
        application.MapGrpcService<EngineService>();
        await application.StartAsync();
        var port = new Uri(application.Urls.First()).Port;
        return new EngineServer(application, $"127.0.0.1:{port}");
    }

    public async ValueTask DisposeAsync()
    {
        // What still waits for an answer is cut off: the run is over.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }
}
