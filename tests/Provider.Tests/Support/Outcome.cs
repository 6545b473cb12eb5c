using EcmProvider.Protocol.Values;
using Grpc.Core;
using Pulumirpc;

namespace EcmProvider.Tests.Support;

/// <summary>What a call came to: an id and a state, or an error that may carry a partial resource.</summary>
/// <param name="Id">The id; empty when there is none.</param>
/// <param name="State">The state to record.</param>
/// <param name="Inputs">The inputs to record; only Read and partial answers have them.</param>
/// <param name="RefreshBeforeUpdate">What the answer asks of the engine.</param>
/// <param name="Error">The error; null when it went well.</param>
/// <param name="Partial">What the error carries; null when nothing.</param>
public sealed record Outcome(
    string Id, PropertyMap State, PropertyMap Inputs, bool RefreshBeforeUpdate, RpcException? Error, ErrorResourceInitFailed? Partial)
{
    /// <summary>The error's message; empty when it went well.</summary>
    public string Message => Error?.Status.Detail ?? string.Empty;

    /// <summary>The error's code; OK when it went well.</summary>
    public StatusCode Code => Error?.StatusCode ?? StatusCode.OK;

    /// <summary>A text of the state; null when absent or no text.</summary>
    public string? this[string property] => (State.Get(property).Bare as PropertyValue.String)?.Value;

    public static async Task<Outcome> OfAsync(Func<Task<Outcome>> call)
    {
        try
        {
            return await call();
        }
        catch (RpcException e)
        {
            var partial = e.GetRpcStatus()?.GetDetail<ErrorResourceInitFailed>();
            return new(
                partial?.Id ?? string.Empty,
                PropertyMarshaler.Unmarshal(partial?.Properties),
                PropertyMarshaler.Unmarshal(partial?.Inputs),
                partial?.RefreshBeforeUpdate ?? false,
                e,
                partial);
        }
    }
}
