using System.Net;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using LocalEngine.Plugins;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pulumirpc;

namespace LocalEngine.Tests.Fakes;

/// <summary>A call that a provider got, with the answer it gave; null while it is under way or when it refused.</summary>
internal sealed record Call(string Method, IMessage Request)
{
    public string Urn => Request.Descriptor.FindFieldByName("urn")?.Accessor.GetValue(Request) as string ?? "";
}

/// <summary>A provider in this process: records what it is asked, and answers like a plain association unless told otherwise.</summary>
internal sealed class FakeProvider : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly List<Call> _calls = [];

    private FakeProvider(WebApplication application) => _application = application;

    public string Address { get; private set; } = "";

    public PlainAssociation Association { get; } = new();

    /// <summary>Answers in place of the plain association; null lets that answer.</summary>
    public Func<Call, Task<IMessage?>> Intercept { get; set; } = _ => Task.FromResult<IMessage?>(null);

    public IProviderLauncher Launcher => new AttachedProviders(new Dictionary<string, string> { ["ecm"] = Address });

    public IReadOnlyList<Call> Calls
    {
        get
        {
            lock (_calls)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>What resources were asked for, such as <c>Check web, Create web</c>.</summary>
    public string Asked => string.Join(", ", Calls
        .Where(c => c.Urn.Length > 0 && !c.Method.EndsWith("Config", StringComparison.Ordinal) && c.Method != "Configure")
        .Select(c => $"{c.Method} {c.Urn.Split("::")[^1]}"));

    public static async Task<FakeProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, o => o.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<Service>();
        FakeProvider? self = null;
        builder.Services.AddSingleton(_ => self!);
        var application = builder.Build();
        self = new FakeProvider(application);
        application.MapGrpcService<Service>();
        await application.StartAsync();
        self.Address = $"127.0.0.1:{new Uri(application.Urls.First()).Port}";
        return self;
    }

    public IReadOnlyList<T> Requests<T>() where T : IMessage => [.. Calls.Select(c => c.Request).OfType<T>()];

    public void Forget()
    {
        lock (_calls)
        {
            _calls.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }

    private async Task<T> AnswerAsync<T>(string method, IMessage request, Func<Task<T>> plain) where T : IMessage
    {
        var call = new Call(method, request);
        lock (_calls)
        {
            _calls.Add(call);
        }

        return await Intercept(call) is { } answer ? (T)answer : await plain();
    }

    private sealed class Service(FakeProvider owner) : ResourceProvider.ResourceProviderBase
    {
        private readonly PlainAssociation _plain = owner.Association;

        public override Task<ProviderHandshakeResponse> Handshake(ProviderHandshakeRequest request, ServerCallContext context) =>
            owner.AnswerAsync(nameof(Handshake), request, () => Task.FromResult(new ProviderHandshakeResponse
            {
                AcceptSecrets = true,
                AcceptResources = true,
                AcceptOutputs = true,
            }));

        public override Task<PluginInfo> GetPluginInfo(Empty request, ServerCallContext context) =>
            owner.AnswerAsync(nameof(GetPluginInfo), request, () => Task.FromResult(new PluginInfo { Version = "0.1.0" }));

        public override Task<CheckResponse> CheckConfig(CheckRequest request, ServerCallContext context) =>
            owner.AnswerAsync(nameof(CheckConfig), request, () => Task.FromResult(new CheckResponse { Inputs = request.News }));

        public override Task<DiffResponse> DiffConfig(DiffRequest request, ServerCallContext context) =>
            owner.AnswerAsync(nameof(DiffConfig), request, () => Task.FromResult(new DiffResponse()));

        public override Task<ConfigureResponse> Configure(ConfigureRequest request, ServerCallContext context) =>
            owner.AnswerAsync(nameof(Configure), request, () => Task.FromResult(new ConfigureResponse
            {
                AcceptSecrets = true,
                SupportsPreview = true,
                AcceptResources = true,
                AcceptOutputs = true,
            }));

        public override Task<CheckResponse> Check(CheckRequest request, ServerCallContext context) =>
            owner.AnswerAsync(nameof(Check), request, () => Task.FromResult(PlainAssociation.Check(request)));

        public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context) =>
            owner.AnswerAsync(nameof(Diff), request, () => Task.FromResult(PlainAssociation.Diff(request)));

        public override Task<CreateResponse> Create(CreateRequest request, ServerCallContext context) =>
            owner.AnswerAsync(nameof(Create), request, () => Task.FromResult(_plain.Create(request)));

        public override Task<UpdateResponse> Update(UpdateRequest request, ServerCallContext context) =>
            owner.AnswerAsync(nameof(Update), request, () => Task.FromResult(_plain.Update(request)));

        public override Task<ReadResponse> Read(ReadRequest request, ServerCallContext context) =>
            owner.AnswerAsync(nameof(Read), request, () => Task.FromResult(_plain.Read(request)));

        public override Task<Empty> Delete(DeleteRequest request, ServerCallContext context) =>
            owner.AnswerAsync(nameof(Delete), request, () => Task.FromResult(_plain.Delete(request)));

        public override Task<InvokeResponse> Invoke(InvokeRequest request, ServerCallContext context) =>
            owner.AnswerAsync(nameof(Invoke), request, () => Task.FromResult(PlainAssociation.Invoke(request)));

        public override Task<Empty> Cancel(Empty request, ServerCallContext context) =>
            owner.AnswerAsync(nameof(Cancel), request, () => Task.FromResult(new Empty()));
    }
}
