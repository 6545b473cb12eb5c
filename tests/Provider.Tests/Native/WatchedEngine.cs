using System.Net;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pulumirpc;

namespace EcmProvider.Tests.Native;

/// <summary>What an engine says when it is asked whether it is there.</summary>
public enum HealthAnswer
{
    /// <summary>It knows the question.</summary>
    Serving,

    /// <summary>It does not know the question.</summary>
    Unimplemented,

    /// <summary>Nothing at all, to this and to every log line.</summary>
    Nothing,
}

/// <summary>An engine that is asked whether it is there, and that can die.</summary>
internal sealed class WatchedEngine : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly Calls calls;

    private WatchedEngine(WebApplication application, Calls calls)
    {
        this.application = application;
        this.calls = calls;
        Address = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single())
            .Authority;
    }

    /// <summary>Where it listens, <c>host:port</c>.</summary>
    public string Address { get; }

    /// <summary>Ends when it has been asked three times: the first two answers were taken for life.</summary>
    public Task AskedThrice => calls.AskedThrice.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public static async Task<WatchedEngine> StartAsync(HealthAnswer answer = HealthAnswer.Serving)
    {
        var calls = new Calls(answer);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(calls);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var application = builder.Build();
        application.MapGrpcService<HealthService>();
        application.MapGrpcService<LogService>();
        await application.StartAsync();
        return new(application, calls);
    }

    /// <summary>Dies: its connections break, and its port refuses.</summary>
    public Task DieAsync() => application.StopAsync(new CancellationToken(canceled: true));

    public async ValueTask DisposeAsync()
    {
        await DieAsync();
        await application.DisposeAsync();
    }

    private sealed class Calls(HealthAnswer answer)
    {
        private int asked;

        public TaskCompletionSource AskedThrice { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public HealthAnswer Answer => answer;

        public void Asked()
        {
            if (Interlocked.Increment(ref asked) == 3)
            {
                AskedThrice.SetResult();
            }
        }

        public Task AnswerAsync(ServerCallContext context) => answer == HealthAnswer.Nothing
            ? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.CancellationToken)
            : Task.CompletedTask;
    }

    private sealed class HealthService(Calls calls) : Health.HealthBase
    {
        public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
        {
            calls.Asked();
            await calls.AnswerAsync(context);
            return calls.Answer == HealthAnswer.Serving
                ? new() { Status = HealthCheckResponse.Types.ServingStatus.Serving }
                : throw new RpcException(new(StatusCode.Unimplemented, "unknown service grpc.health.v1.Health"));
        }
    }

    private sealed class LogService(Calls calls) : Engine.EngineBase
    {
        public override async Task<Empty> Log(LogRequest request, ServerCallContext context)
        {
            await calls.AnswerAsync(context);
            return new();
        }
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
