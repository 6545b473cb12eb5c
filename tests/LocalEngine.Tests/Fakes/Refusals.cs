using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace LocalEngine.Tests.Fakes;

/// <summary>What a provider throws.</summary>
internal static class Refusals
{
    public static RpcException Plain(string message, StatusCode code = StatusCode.FailedPrecondition) => new(new Status(code, message));

    /// <summary>The resource exists, but is not whole: id, state and reason go with the error.</summary>
    public static RpcException InitFailed(string id, Struct properties, string reason, Struct? inputs = null)
    {
        var details = new ErrorResourceInitFailed { Id = id, Properties = properties, Reasons = { reason } };
        if (inputs is not null)
        {
            details.Inputs = inputs;
        }

        var status = new Google.Rpc.Status { Code = (int)StatusCode.Unknown, Message = reason, Details = { Any.Pack(details) } };
        return status.ToRpcException();
    }
}
