using System.Threading.Channels;
using EcmProvider.Resources.Running;
using Grpc.Core;
using Grpc.Net.Client;
using Pulumirpc;

namespace EcmProvider.Protocol;

/// <summary>
/// Sends lines to the engine, in order and one at a time. An engine that does not take them is no reason to fail: they are dropped.
/// </summary>
internal sealed class EngineLog : IEngineLog, IAsyncDisposable
{
    private const int MostWaiting = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Channel<object> lines = Channel.CreateBounded<object>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    // Made for the first line: a start is quicker without it.
    private readonly Lazy<GrpcChannel> channel;
    private readonly Task pump;

    /// <summary>A log to the engine at an address, <c>host:port</c>.</summary>
    public EngineLog(string engineAddress)
    {
        channel = new(() => GrpcChannel.ForAddress(
            $"http://{engineAddress}",
            // The engine is on this machine: a proxy of the environment has no part in it.
            new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler { UseProxy = false }, DisposeHttpClient = true }));
        pump = PumpAsync();
    }

    /// <inheritdoc/>
    public void Log(Severity severity, string urn, string message, bool ephemeral = false) =>
        lines.Writer.TryWrite(new LogRequest
        {
            Severity = (LogSeverity)(int)severity,
            Urn = urn,
            Message = message,
            Ephemeral = ephemeral,
        });

    /// <summary>Waits until the engine has the lines logged so far, but not for long.</summary>
    /// <param name="patience">How long at most.</param>
    public async Task FlushAsync(TimeSpan patience)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (lines.Writer.TryWrite(reached))
        {
            // The engine is outside: its patience is real time, whatever the clock of the operations is.
            await Task.WhenAny(reached.Task, Task.Delay(patience, TimeProvider.System));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        lines.Writer.TryComplete();
        await Task.WhenAny(pump, Task.Delay(Patience, TimeProvider.System));
        if (channel.IsValueCreated)
        {
            channel.Value.Dispose();
        }
    }

    private async Task PumpAsync()
    {
        Engine.EngineClient? engine = null;
        await foreach (var line in lines.Reader.ReadAllAsync())
        {
            if (line is TaskCompletionSource reached)
            {
                reached.SetResult();
                continue;
            }

            try
            {
                engine ??= new(channel.Value);
                await engine.LogAsync((LogRequest)line, deadline: TimeProvider.System.GetUtcNow().UtcDateTime + Patience);
            }
            catch (Exception e) when (e is RpcException or ObjectDisposedException or InvalidOperationException)
            {
                // Nobody is left to tell.
            }
        }
    }
}
