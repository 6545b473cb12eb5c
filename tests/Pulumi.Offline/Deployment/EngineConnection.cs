using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Pulumirpc;

namespace Pulumi;

/// <summary>The gRPC connection to the engine that started the program.</summary>
internal sealed class EngineConnection : IDisposable
{
    // What the engine and its providers use too: a large stack's outputs go beyond gRPC's default of 4 MB.
    private const int MaxMessageBytes = 400 * 1024 * 1024;

    private readonly GrpcChannel _monitorChannel;
    private readonly GrpcChannel _engineChannel;
    private readonly ConcurrentDictionary<string, Task<bool>> _features = new();

    public EngineConnection(EngineSettings settings)
    {
        _monitorChannel = Open(settings.Monitor, "PULUMI_MONITOR");
        _engineChannel = Open(settings.Engine, "PULUMI_ENGINE");
        Monitor = new ResourceMonitor.ResourceMonitorClient(_monitorChannel);
        Engine = new Engine.EngineClient(_engineChannel);
    }

    public ResourceMonitor.ResourceMonitorClient Monitor { get; }

    public Engine.EngineClient Engine { get; }

    /// <summary>Whether the engine knows a feature; asked once for each.</summary>
    public Task<bool> SupportsAsync(string feature) => _features.GetOrAdd(feature, async id =>
        (await CallAsync($"asking about \"{id}\"", () => Monitor.SupportsFeatureAsync(new() { Id = id })).ConfigureAwait(false)).HasSupport);

    /// <summary>Demands a feature; <paramref name="use"/> is what the program wants it for.</summary>
    public async Task RequireAsync(string feature, string use)
    {
        if (!await SupportsAsync(feature).ConfigureAwait(false))
        {
            throw new RunException($"{use} needs an engine with the feature \"{feature}\", which this one lacks. Use a newer engine.");
        }
    }

    /// <summary>Calls the engine; its errors become messages a user can read. <paramref name="what"/> says what was tried.</summary>
    public static async Task<T> CallAsync<T>(string what, Func<AsyncUnaryCall<T>> call)
    {
        try
        {
            return await call().ResponseAsync.ConfigureAwait(false);
        }
        catch (RpcException exception) when (IsShutdown(exception))
        {
            throw new EngineStoppedException($"The engine ended the run while {what}.", exception);
        }
        catch (RpcException exception)
        {
            var cause = exception.StatusCode == StatusCode.Unavailable
                ? $"the engine that started this program cannot be reached; it may have ended ({exception.Status.Detail})"
                : exception.Status.Detail;
            throw new ResourceException($"{char.ToUpperInvariant(what[0])}{what[1..]} failed: {cause}", resource: null, hideStack: true);
        }
    }

    /// <summary>Waits until the engine has ended its run; engines that do not know the call have nothing to wait for.</summary>
    public async Task SignalAndWaitForShutdownAsync()
    {
        try
        {
            await Monitor.SignalAndWaitForShutdownAsync(new Empty());
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.Unimplemented || IsShutdown(exception))
        {
            // Nothing to wait for, or over already.
        }
    }

    public void Dispose()
    {
        _monitorChannel.Dispose();
        _engineChannel.Dispose();
    }

    // An engine whose run has failed answers all that is still waiting like this; it has shown the cause itself.
    private static bool IsShutdown(RpcException exception) =>
        exception.StatusCode is StatusCode.Unavailable or StatusCode.Cancelled
        && exception.Status.Detail.Contains("resource monitor shut down", StringComparison.Ordinal);

    private static GrpcChannel Open(string address, string variable) =>
        Uri.TryCreate($"http://{address}", UriKind.Absolute, out var uri) && uri.Port > 0
            ? GrpcChannel.ForAddress(uri, new() { MaxReceiveMessageSize = MaxMessageBytes, MaxSendMessageSize = MaxMessageBytes })
            : throw new RunException($"{variable} is \"{address}\", which is not an address such as 127.0.0.1:50051.");
}
