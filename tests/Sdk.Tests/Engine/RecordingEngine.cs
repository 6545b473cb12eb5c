using System.Collections.Immutable;
using System.Net;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pulumi;
using Pulumirpc;
using Xunit;

namespace Sdk.Tests.Engine;

/// <summary>
/// The engine's side of a run, on loopback: it records what a program says and answers like an engine whose providers succeed at
/// once, or as the test tells it.
/// </summary>
internal sealed class RecordingEngine : IAsyncDisposable
{
    public const string Project = "edge";
    public const string Stack = "dev";
    public const string StackUrn = $"urn:pulumi:{Stack}::{Project}::pulumi:pulumi:Stack::{Project}-{Stack}";

    private readonly WebApplication _server;
    private readonly Lock _gate = new();
    private readonly List<RecordedCall> _calls = [];
    private readonly List<LogRequest> _logs = [];
    private readonly Func<IMessage, IMessage?> _answer;

    private RecordingEngine(Func<IMessage, IMessage?> answer)
    {
        _answer = answer;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(this);
        _server = builder.Build();
        _server.MapGrpcService<RecordingMonitor>();
        _server.MapGrpcService<RecordingLog>();
    }

    /// <summary>What the program asked of the resource monitor, in order.</summary>
    public ImmutableArray<RecordedCall> Calls
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>The calls that say something about the stack: all but the questions about features.</summary>
    public IEnumerable<RecordedCall> StackCalls => Calls.Where(call => call.Method != "SupportsFeature");

    /// <summary>What the program logged, in order.</summary>
    public ImmutableArray<LogRequest> Logs
    {
        get
        {
            lock (_gate)
            {
                return [.. _logs];
            }
        }
    }

    /// <summary>What a user sees of the errors.</summary>
    public IEnumerable<string> Errors => Logs.Where(log => log.Severity == LogSeverity.Error).Select(log => log.Message);

    public string Address => new Uri(_server.Urls.Single()).Authority;

    /// <summary>An engine that answers as <paramref name="answer"/> says; where that is null, with success.</summary>
    public static async Task<RecordingEngine> StartAsync(Func<IMessage, IMessage?>? answer = null)
    {
        var engine = new RecordingEngine(answer ?? (_ => null));
        await engine._server.StartAsync(TestContext.Current.CancellationToken);
        return engine;
    }

    public EngineSettings Settings(bool isPreview = false, params (string Key, string Value)[] config) => new()
    {
        Monitor = Address,
        Engine = Address,
        Project = Project,
        Stack = Stack,
        IsDryRun = isPreview,
        Config = config.ToImmutableDictionary(entry => entry.Key, entry => entry.Value),
    };

    /// <summary>Runs a program in this process; its exit code.</summary>
    public Task<int> RunAsync(Func<IDictionary<string, object?>> program, bool isPreview = false) =>
        RunAsync(() => _ = new Pulumi.Stack(() => Task.FromResult(program()), null), Settings(isPreview));

    /// <summary>Runs a program without outputs in this process; its exit code.</summary>
    public Task<int> RunAsync(Action program, bool isPreview = false) => RunAsync(
        () =>
        {
            program();
            return ImmutableDictionary<string, object?>.Empty;
        },
        isPreview);

    /// <summary>Runs what makes a stack in this process; its exit code.</summary>
    public static Task<int> RunAsync(Action makeStack, EngineSettings settings) => Deployment
        .RunAsync(() => settings, makeStack)
        .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    /// <summary>The registration of the resource with this name.</summary>
    public RecordedCall Registration(string name) =>
        Assert.Single(Calls, call => call.Method == "RegisterResource" && call.Name == name);

    /// <summary>The outputs of the stack.</summary>
    public System.Text.Json.Nodes.JsonNode StackOutputs() => Assert
        .Single(Calls, call => call.Method == "RegisterResourceOutputs" && call.Request["urn"]!.GetValue<string>() == StackUrn)
        .Request["outputs"]!;

    public static string UrnOf(RegisterResourceRequest request)
    {
        var parent = request.Parent.Split("::") is [_, _, var type, _] && type != "pulumi:pulumi:Stack" ? $"{type}$" : "";
        return $"urn:pulumi:{Stack}::{Project}::{parent}{request.Type}::{request.Name}";
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    public T Answer<T>(string method, IMessage request, Func<T> success) where T : class, IMessage
    {
        lock (_gate)
        {
            _calls.Add(RecordedCall.Of(method, request));
        }

        return _answer(request) as T ?? success();
    }

    public void Record(LogRequest line)
    {
        lock (_gate)
        {
            _logs.Add(line);
        }
    }
}

internal sealed class RecordingLog(RecordingEngine engine) : Pulumirpc.Engine.EngineBase
{
    public override Task<Empty> Log(LogRequest request, ServerCallContext context)
    {
        engine.Record(request);
        return Task.FromResult(new Empty());
    }
}

internal sealed class RecordingMonitor(RecordingEngine engine) : ResourceMonitor.ResourceMonitorBase
{
    public override Task<SupportsFeatureResponse> SupportsFeature(SupportsFeatureRequest request, ServerCallContext context) =>
        Answer("SupportsFeature", request, () => new SupportsFeatureResponse { HasSupport = true });

    public override Task<RegisterResourceResponse> RegisterResource(RegisterResourceRequest request, ServerCallContext context) =>
        Answer("RegisterResource", request, () => new RegisterResourceResponse
        {
            Urn = RecordingEngine.UrnOf(request),
            Id = request.Custom ? $"id-of-{request.Name}" : "",
            Object = request.Object,
        });

    public override Task<ReadResourceResponse> ReadResource(ReadResourceRequest request, ServerCallContext context) =>
        Answer("ReadResource", request, () => new ReadResourceResponse
        {
            Urn = $"urn:pulumi:dev::edge::{request.Type}::{request.Name}",
            Properties = request.Properties,
        });

    public override Task<ResourceInvokeResponse> Invoke(ResourceInvokeRequest request, ServerCallContext context) =>
        Answer("Invoke", request, () => new ResourceInvokeResponse { Return = request.Args });

    public override Task<Empty> RegisterResourceOutputs(RegisterResourceOutputsRequest request, ServerCallContext context) =>
        Answer("RegisterResourceOutputs", request, () => new Empty());

    public override Task<Empty> SignalAndWaitForShutdown(Empty request, ServerCallContext context) =>
        Answer("SignalAndWaitForShutdown", request, () => new Empty());

    private Task<T> Answer<T>(string method, IMessage request, Func<T> success) where T : class, IMessage =>
        Task.FromResult(engine.Answer(method, request, success));
}
