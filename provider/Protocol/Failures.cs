using EcmProvider.Credentials;
using EcmProvider.Ecm;
using EcmProvider.Protocol.Values;
using EcmProvider.Resources;
using EcmProvider.Resources.Failures;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;
using Status = EcmProvider.Protocol.Wire.Status;

namespace EcmProvider.Protocol;

/// <summary>
/// What becomes of an exception on the wire. Three kinds, never mixed: failures of the user's or the cloud's, told with a remedy;
/// associations that are not whole yet, kept in the state; and bugs of ours.
/// </summary>
internal static class Failures
{
    // Where gRPC's clients look for a Status with details.
    private const string DetailsTrailer = "grpc-status-details-bin";

    /// <summary>The gRPC error that an exception becomes.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="method">The method that failed.</param>
    /// <param name="scrubber">Takes secrets out.</param>
    /// <param name="refreshBeforeUpdate">What a partial association asks of the engine.</param>
    public static RpcException ToRpc(Exception exception, string method, Scrubber scrubber, bool refreshBeforeUpdate) => exception switch
    {
        RpcException rpc => rpc,
        PartialAssociationException partial => Partial(partial, scrubber, refreshBeforeUpdate),
        ProviderException failure => Plain(CodeOf(failure.Kind), failure.Message, scrubber),
        EcmApiException refusal => ToRpc(Refusals.Explain($"{method} failed", refusal), method, scrubber, refreshBeforeUpdate),
        EcmUnreachableException unreachable => ToRpc(Refusals.Explain($"{method} failed", unreachable), method, scrubber, refreshBeforeUpdate),
        MissingCredentialsException missing => ToRpc(Refusals.Explain($"{method} failed", missing), method, scrubber, refreshBeforeUpdate),
        _ => Plain(
            CodeOf(FailureKind.Bug),
            $"{method} failed because of a bug of the ecm provider ({exception.GetType().Name}: {Text.Fit(exception.Message, 1000)}).\nPlease report this, with what you did.",
            scrubber),
    };

    /// <summary>The gRPC code of a family of failures.</summary>
    public static StatusCode CodeOf(FailureKind kind) => kind switch
    {
        FailureKind.InvalidArgument => StatusCode.InvalidArgument,
        FailureKind.NotFound => StatusCode.NotFound,
        FailureKind.PermissionDenied => StatusCode.PermissionDenied,
        FailureKind.Unauthenticated => StatusCode.Unauthenticated,
        FailureKind.ResourceExhausted => StatusCode.ResourceExhausted,
        FailureKind.Unavailable => StatusCode.Unavailable,
        FailureKind.DeadlineExceeded => StatusCode.DeadlineExceeded,
        FailureKind.Cancelled => StatusCode.Cancelled,
        FailureKind.FailedPrecondition => StatusCode.FailedPrecondition,
        _ => StatusCode.Internal,
    };

    private static RpcException Plain(StatusCode code, string message, Scrubber scrubber) =>
        new(new Grpc.Core.Status(code, scrubber.Fit(message)));

    private static RpcException Partial(PartialAssociationException partial, Scrubber scrubber, bool refreshBeforeUpdate)
    {
        var detail = new ErrorResourceInitFailed
        {
            Id = partial.Id,
            Properties = PropertyMarshaler.Marshal(partial.Properties),
            Inputs = PropertyMarshaler.Marshal(partial.Inputs),
            RefreshBeforeUpdate = refreshBeforeUpdate,
        };
        detail.Reasons.AddRange(partial.Reasons.Select(reason => scrubber.Fit(reason)));
        var code = CodeOf(partial.Kind);
        var message = scrubber.Fit(partial.Message);
        var status = new Status { Code = (int)code, Message = message, Details = { Any.Pack(detail) } };
        return new(new Grpc.Core.Status(code, message), new Metadata { { DetailsTrailer, status.ToByteArray() } });
    }
}
