using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using LocalEngine.Protocol;
using Pulumirpc;

namespace LocalEngine.Plugins;

/// <summary>A provider's refusal: its message, whole, and what it left half done.</summary>
internal sealed class ProviderFailure(string message, Exception? inner = null) : EngineException(message, inner!)
{
    /// <summary>The resource exists but is not whole yet; null when nothing is to be remembered.</summary>
    public Partial? Partial { get; private init; }

    /// <summary>No answer came: what the provider did before the connection broke is not known.</summary>
    public bool Lost { get; init; }

    public static ProviderFailure From(RpcException e)
    {
        var status = TryStatus(e);
        var failed = status?.Details.FirstOrDefault(d => d.Is(ErrorResourceInitFailed.Descriptor))?.Unpack<ErrorResourceInitFailed>();
        var message = string.IsNullOrEmpty(e.Status.Detail) ? $"the provider answered {e.StatusCode} without a message" : e.Status.Detail;
        var lost = e.Status.DebugException is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException;
        if (lost)
        {
            message = "the provider gave no answer: it has ended, or was killed; its last messages stand above";
        }

        return failed is null
            ? new ProviderFailure(message, e) { Lost = lost }
            : new ProviderFailure(message, e)
            {
                Partial = new Partial(
                    failed.Id,
                    failed.Properties ?? new Struct(),
                    failed.Inputs is { Fields.Count: > 0 } ? failed.Inputs : null,
                    failed.Reasons.Count > 0 ? [.. failed.Reasons] : [message],
                    failed.RefreshBeforeUpdate),
            };
    }

    private static Google.Rpc.Status? TryStatus(RpcException e)
    {
        try
        {
            return e.GetRpcStatus();
        }
        catch (Exception bad) when (bad is FormatException or Google.Protobuf.InvalidProtocolBufferException)
        {
            return null;
        }
    }
}

/// <summary>A resource that exists without being whole, and why.</summary>
internal sealed record Partial(
    string Id, Struct Properties, Struct? Inputs, IReadOnlyList<string> Reasons, bool RefreshBeforeUpdate);
