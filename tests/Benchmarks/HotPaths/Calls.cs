using BenchmarkDotNet.Attributes;
using Benchmarks.Processes;
using EcmProvider.Protocol;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Hostile;
using Grpc.Core;
using Pulumirpc;

namespace HotPaths;

/// <summary>Whole calls, between gRPC and the API: neither of the two is in the figures. A create waits once, on a clock in a hurry.</summary>
public class Calls
{
    private const string Type = "ecm:index:EipAssociation";

    private static readonly CheckRequest CheckIt = new() { Urn = Region.Urn(1), Type = Type, News = PropertyMarshaler.Marshal(Region.Inputs(1)) };

    private static readonly DiffRequest DiffIt = new()
    {
        Id = Region.Id(1),
        Urn = Region.Urn(1),
        Type = Type,
        Olds = PropertyMarshaler.Marshal(Region.State(1)),
        OldInputs = PropertyMarshaler.Marshal(Region.Inputs(1)),
        News = PropertyMarshaler.Marshal(Region.Inputs(2)),
    };

    private static readonly CreateRequest CreateIt = new() { Urn = Region.Urn(1), Type = Type, Properties = PropertyMarshaler.Marshal(Region.Inputs(1)) };

    private static readonly ReadRequest ReadIt = new()
    {
        Id = Region.Id(1),
        Urn = Region.Urn(1),
        Type = Type,
        Inputs = PropertyMarshaler.Marshal(Region.Inputs(1)),
        Properties = PropertyMarshaler.Marshal(Region.State(1)),
    };

    private readonly InstantApi api = new();
    private ProviderService provider = null!;

    [GlobalSetup]
    public async Task ConfigureAsync()
    {
        provider = new(new(new() { Clock = new HurriedClock(100), Handler = () => api, Variable = static _ => null, ReadFile = static _ => null }));
        await provider.Configure(
            new()
            {
                Args = PropertyMarshaler.Marshal(new PropertyMap(
                [
                    new("ecmRegion", PropertyValue.Of(Region.Name)),
                    new("endpoint", PropertyValue.Of("http://127.0.0.1:1/")),
                    new("secretId", PropertyValue.Of("AKIDEXAMPLE")),
                    new("secretKey", PropertyValue.Of("sKEXAMPLE")),
                ])),
            },
            new Context("Configure"));
    }

    [Benchmark]
    public Task<CheckResponse> Check() => provider.Check(CheckIt, new Context("Check"));

    [Benchmark]
    public Task<DiffResponse> Diff() => provider.Diff(DiffIt, new Context("Diff"));

    [Benchmark]
    public Task<CreateResponse> Create()
    {
        api.IsBound = false;
        return provider.Create(CreateIt, new Context("Create"));
    }

    [Benchmark]
    public Task<ReadResponse> Read()
    {
        api.IsBound = true;
        return provider.Read(ReadIt, new Context("Read"));
    }

    /// <summary>What gRPC tells of a call.</summary>
    private sealed class Context(string method) : ServerCallContext
    {
        protected override string MethodCore => $"/pulumirpc.ResourceProvider/{method}";

        protected override string HostCore => "127.0.0.1";

        protected override string PeerCore => "ipv4:127.0.0.1:1";

        protected override DateTime DeadlineCore => DateTime.MaxValue;

        protected override Metadata RequestHeadersCore => [];

        protected override CancellationToken CancellationTokenCore => CancellationToken.None;

        protected override Metadata ResponseTrailersCore => [];

        protected override Status StatusCore { get; set; }

        protected override WriteOptions? WriteOptionsCore { get; set; }

        protected override AuthContext AuthContextCore => new(null, []);

        protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => throw new NotSupportedException();

        protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
    }
}
