using Grpc.Net.Client;

namespace LocalEngine.Protocol;

/// <summary>Channels to the own machine: no proxy stands between, and messages may be as large as engines allow.</summary>
internal static class Channels
{
    /// <summary>The largest message, in bytes, that engines, providers and programs send each other.</summary>
    public const int MaxMessage = 400 * 1024 * 1024;

    public static GrpcChannel To(string address) => GrpcChannel.ForAddress($"http://{address}", new GrpcChannelOptions
    {
        MaxReceiveMessageSize = MaxMessage,
        MaxSendMessageSize = MaxMessage,
        HttpHandler = new SocketsHttpHandler { UseProxy = false, EnableMultipleHttp2Connections = true },
        DisposeHttpClient = true,
    });
}
