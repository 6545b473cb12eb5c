using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using LocalEngine.Deployment;
using LocalEngine.Protocol;
using Pulumirpc;

namespace LocalEngine.Monitor;

/// <summary>What a program asks of the engine. Whatever is not overridden here is answered <c>Unimplemented</c>.</summary>
internal sealed class MonitorService : ResourceMonitor.ResourceMonitorBase
{
    // What SDKs are told that this engine does; they adapt to the rest or say that it is missing.
    private static readonly string[] Features = ["secrets", "outputValues", "aliasSpecs"];

    private readonly TaskCompletionSource _programDone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _runDone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RunContext? _run;
    private Registrar? _registrar;
    private Providers? _providers;

    /// <summary>Ends when the program has said that it wants nothing more.</summary>
    public Task ProgramDone => _programDone.Task;

    /// <summary>The stack's outputs as the program gave them; null when it gave none.</summary>
    public Struct? StackOutputs { get; private set; }

    public void Begin(RunContext run, Registrar registrar, Providers providers) =>
        (_run, _registrar, _providers) = (run, registrar, providers);

    /// <summary>Lets a program go that waits for the run's end.</summary>
    public void RunDone() => _runDone.TrySetResult();

    public override Task<SupportsFeatureResponse> SupportsFeature(SupportsFeatureRequest request, ServerCallContext context) =>
        Task.FromResult(new SupportsFeatureResponse { HasSupport = Features.Contains(request.Id) });

    public override Task<DeploymentInfo> GetDeploymentInfo(Empty request, ServerCallContext context)
    {
        var options = Run().Options;
        return Task.FromResult(new DeploymentInfo
        {
            Project = options.Project,
            Stack = options.Stack,
            Organization = options.Organization,
            DryRun = Run().Preview,
            Parallel = options.Parallel,
            Config = { options.Config.ToDictionary() },
            ConfigSecretKeys = { options.SecretConfigKeys },
            SupportedFeatures =
            {
                ResourceMonitorFeature.Secrets, ResourceMonitorFeature.OutputValues, ResourceMonitorFeature.AliasSpecs,
            },
        });
    }

    public override Task<RegisterResourceResponse> RegisterResource(RegisterResourceRequest request, ServerCallContext context) =>
        AnsweredAsync(async () =>
        {
            var registered = await Open(_registrar).RegisterAsync(request);
            if (registered is null)
            {
                return !request.SupportsResultReporting || !Run().Options.ContinueOnError
                    ? throw new MonitorTerminatedException()
                    : new RegisterResourceResponse
                    {
                        Urn = Goal.UrnOf(request, Run().Options),
                        Object = new Struct(),
                        Result = Result.Fail,
                    };
            }

            return new RegisterResourceResponse
            {
                Urn = registered.Urn,
                Id = registered.Id,
                Object = Sent(registered.Outputs, request.AcceptSecrets),
            };
        });

    public override Task<Empty> RegisterResourceOutputs(RegisterResourceOutputsRequest request, ServerCallContext context) =>
        AnsweredAsync(async () =>
        {
            var outputs = request.Outputs ?? new Struct();
            await Open(_registrar).OutputsAsync(request.Urn, outputs);
            if (request.Urn == _registrar!.StackUrn)
            {
                StackOutputs = Values.WithoutOutputs(outputs);
            }

            return new Empty();
        });

    public override Task<ReadResourceResponse> ReadResource(ReadResourceRequest request, ServerCallContext context) =>
        AnsweredAsync(async () =>
        {
            var read = await Open(_registrar).ReadAsync(request) ?? throw new MonitorTerminatedException();
            return new ReadResourceResponse
            {
                Urn = read.Urn,
                Id = read.Id,
                Properties = Sent(read.Outputs, request.AcceptSecrets),
            };
        });

    public override Task<ResourceInvokeResponse> Invoke(ResourceInvokeRequest request, ServerCallContext context) =>
        AnsweredAsync(async () =>
        {
            var providers = Open(_providers);
            if (Run().Stopping)
            {
                throw new MonitorTerminatedException();
            }

            var reference = request.Provider.Length > 0
                ? request.Provider
                : await providers.DefaultAsync(request.Tok, request.Version, request.PluginDownloadURL);
            var provider = await providers.GetAsync(reference);
            if (!provider.Configured)
            {
                return new ResourceInvokeResponse { Return = new Struct(), Unknown = true };
            }

            var answer = await provider.InvokeAsync(
                request.Tok, Values.WithoutOutputs(request.Args ?? new Struct()), Run().Preview);
            return new ResourceInvokeResponse { Return = answer.Return, Failures = { answer.Failures } };
        });

    public override async Task<Empty> SignalAndWaitForShutdown(Empty request, ServerCallContext context)
    {
        _programDone.TrySetResult();
        await _runDone.Task;
        return new Empty();
    }

    private static Struct Sent(Struct outputs, bool acceptSecrets) => acceptSecrets ? outputs : Values.WithoutSecrets(outputs);

    private RunContext Run() => Open(_run);

    private static T Open<T>(T? part) where T : class =>
        part ?? throw new RpcException(new Status(StatusCode.Unavailable, "this run takes no program"));

    // SDKs end quietly on Unavailable: the engine has told what went wrong already.
    private static async Task<T> AnsweredAsync<T>(Func<Task<T>> answer)
    {
        try
        {
            return await answer();
        }
        catch (MonitorTerminatedException)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "resource monitor is terminating"));
        }
        catch (EngineException e)
        {
            throw new RpcException(new Status(StatusCode.Unknown, e.Message));
        }
    }
}
