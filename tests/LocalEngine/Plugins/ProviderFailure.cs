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

    public static ProviderFailure From(RpcException e)
    {
        var status = TryStatus(e);
        var failed = status?.Details.FirstOrDefault(d => d.Is(ErrorResourceInitFailed.Descriptor))?.Unpack<ErrorResourceInitFailed>();
        var message = string.IsNullOrEmpty(e.Status.Detail) ? $"the provider answered {e.StatusCode} without a message" : e.Status.Detail;
        if (e.StatusCode == StatusCode.Unavailable && e.Status.DebugException is not null)
        {
            message = "the provider cannot be reached; it has ended, and its last messages stand above";
        }

        return failed is null
            ? new ProviderFailure(message, e)
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
