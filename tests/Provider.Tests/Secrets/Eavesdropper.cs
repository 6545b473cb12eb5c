using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Pulumirpc;

namespace EcmProvider.Tests.Secrets;

/// <summary>
/// Hears all that the provider answers, as somebody would who may see everything but what is wrapped as a secret, and the id:
/// Pulumi has no secret ids.
/// </summary>
internal sealed class Eavesdropper : Interceptor
{
    private const string Signature = "4dabf18193072939515e22adb298388d";

    private readonly ConcurrentQueue<string> heard = new();

    /// <summary>All texts so far.</summary>
    public IReadOnlyCollection<string> Heard => heard;

    /// <summary>How many of them were errors.</summary>
    public int Errors { get; private set; }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(request, context);
        return new(ListenAsync(call.ResponseAsync), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    private async Task<T> ListenAsync<T>(Task<T> response)
    {
        try
        {
            var answer = await response;
            Hear((IMessage)answer!);
            return answer;
        }
        catch (RpcException e)
        {
            Errors++;
            heard.Enqueue(e.Status.Detail);
            foreach (var trailer in e.Trailers.Where(trailer => !trailer.IsBinary))
            {
                heard.Enqueue($"{trailer.Key}: {trailer.Value}");
            }

            if (e.GetRpcStatus() is { } status)
            {
                heard.Enqueue(status.Message);
                Hear(status.GetDetail<ErrorResourceInitFailed>() ?? throw new InvalidOperationException("A detail of an unknown kind came."));
            }

            throw;
        }
    }

    private void Hear(IMessage message)
    {
        var json = (JsonObject)JsonNode.Parse(JsonFormatter.Default.Format(message))!;
        json.Remove("id");
        heard.Enqueue(InClear(json)?.ToJsonString() ?? string.Empty);
    }

    private static JsonNode? InClear(JsonNode? node) => node switch
    {
        JsonObject map when map.ContainsKey(Signature) => null,
        JsonObject map => new JsonObject(map.Select(item => KeyValuePair.Create(item.Key, InClear(item.Value)))),
        JsonArray list => new JsonArray([.. list.Select(InClear)]),
        _ => node?.DeepClone(),
    };
}
