using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using LocalEngine.Display;
using Pulumirpc;

namespace LocalEngine.Monitor;

/// <summary>What providers and programs say to the user.</summary>
internal sealed class EngineService(RunLog log) : Pulumirpc.Engine.EngineBase
{
    private volatile string _root = "";

    public override Task<Empty> Log(LogRequest request, ServerCallContext context)
    {
        if (request.Ephemeral)
        {
            log.Status(request.Urn, request.Message);
        }
        else
        {
            log.Say((Severity)(int)request.Severity, request.Urn, request.Message);
        }

        return Task.FromResult(new Empty());
    }

    public override Task<GetRootResourceResponse> GetRootResource(GetRootResourceRequest request, ServerCallContext context) =>
        Task.FromResult(new GetRootResourceResponse { Urn = _root });

    public override Task<SetRootResourceResponse> SetRootResource(SetRootResourceRequest request, ServerCallContext context)
    {
        _root = request.Urn;
        return Task.FromResult(new SetRootResourceResponse());
    }

    public override Task<Empty> StartDebugging(StartDebuggingRequest request, ServerCallContext context)
    {
        log.Say(Severity.Info, "", request.Message);
        return Task.FromResult(new Empty());
    }

    public override Task<RequirePulumiVersionResponse> RequirePulumiVersion(
        RequirePulumiVersionRequest request, ServerCallContext context) =>
        Task.FromResult(new RequirePulumiVersionResponse());
}
