using System.Collections.Concurrent;
using System.Net;
using System.Text;
using CsCheck;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;
using Xunit;

namespace EcmProvider.Tests.Hostile;

/// <summary>Whatever is sent to whatever method: an answer that a person can use, and a provider that goes on.</summary>
public sealed class HostileInputTests(ITestOutputHelper output)
{
    private const double Hurry = 1000;
    private const int OfEachMethod = 150;
    private const int BrokenOfEachMethod = 60;
    private const int RunsOfEachMethod = 50;
    private const int InFlight = 16;

    [Fact]
    public async Task EveryMethodAnswersHostileRequests()
    {
        await using var provider = await StartAsync();
        var calls = HostileCalls.OfResources.SelectMany((method, at) => HostileCalls.Sample(method.Key, method.Value, OfEachMethod, (ulong)at));

        var tried = await TryAsync(provider, calls);

        Assert.Equal(17 * OfEachMethod, tried);
        await AssertIsWellAsync(provider);
    }

    [Fact]
    public async Task EveryMethodAnswersMessagesThatAreBroken()
    {
        await using var provider = await StartAsync();
        var calls = HostileCalls.OfResources.Concat(HostileCalls.OfRuns.Where(method => method.Key == "Configure")).SelectMany((method, at) =>
            HostileCalls.Take(method.Value.SelectMany(request => BrokenBytes.Of(request.ToByteArray())), BrokenOfEachMethod, (ulong)at)
                .Select(bytes => new RawCall(method.Key, bytes)));

        var tried = await TryAsync(provider, calls);

        Assert.Equal(18 * BrokenOfEachMethod, tried);
        await provider.ConfigureAsync();
        await AssertIsWellAsync(provider);
    }

    [Fact]
    public async Task ARunThatBeginsWithNonsenseIsRefusedAndTheNextOneGoesWell()
    {
        var refuse = new Func<HttpMessageHandler>(() => new Teapot());
        await using var provider = await HurriedProvider.StartAsync(times: 10 * Hurry, refuse);
        var lookUp = new RawCall("Invoke", new InvokeRequest { Tok = "ecm:index:getAddresses" }.ToByteArray());
        var tried = 0;

        // One after the other, and used after each, so that what a Configure took is tried too.
        foreach (var (method, requests) in HostileCalls.OfRuns)
        {
            foreach (var call in HostileCalls.Sample(method, requests, RunsOfEachMethod, 5))
            {
                tried += await TryAsync(provider, [call, lookUp]);
            }
        }

        output.WriteLine($"{tried} requests tried");
        Assert.Equal(4 * 2 * RunsOfEachMethod, tried);
        await provider.HandshakeAsync();
        await provider.ConfigureAsync();
        await AssertIsWellAsync(provider);
    }

    [Fact]
    public async Task NestingIsAnsweredHoweverDeepItIs()
    {
        await using var provider = await StartAsync();
        var calls =
            from depth in new[] { 10, 30, 48, 60, 100, 500, 2000 }
            from objects in new[] { false, true }
            let map = new Struct { Fields = { ["addressId"] = HostileValues.Nested(depth, objects) } }
            from request in new (string Method, IMessage Message)[]
            {
                ("Check", new CheckRequest { Urn = Some.Urn("web"), News = map }),
                ("Create", new CreateRequest { Urn = Some.Urn("web"), Properties = map }),
                ("Diff", new DiffRequest { Urn = Some.Urn("web"), Olds = map, News = map }),
                ("CheckConfig", new CheckRequest { News = map }),
                ("Invoke", new InvokeRequest { Tok = "ecm:index:getAddress", Args = map }),
            }
            select new RawCall(request.Method, request.Message.ToByteArray());

        Assert.Equal(70, await TryAsync(provider, calls));
        await AssertIsWellAsync(provider);
    }

    [Fact]
    public async Task JsonInTheConfigurationIsAnsweredHoweverDeepItIs()
    {
        await using var provider = await StartAsync();
        var calls =
            from depth in new[] { 10, 63, 64, 65, 100_000 }
            from name in new[] { "assumeRole", "allowedAccountIds", "endpoint" }
            let text = HostileValues.Repeated("[", depth) + HostileValues.Repeated("]", depth)
            select new RawCall("CheckConfig", new CheckRequest { News = new Struct { Fields = { [name] = Value.ForString(text) } } }.ToByteArray());

        Assert.Equal(15, await TryAsync(provider, calls));
    }

    [Fact]
    public async Task TextsOfSixteenMegabytesAreAnswered()
    {
        await using var provider = await StartAsync();
        const int Size = 16 * 1024 * 1024;
        var tried = 0;
        foreach (var text in new[] { new string('x', Size), HostileValues.Repeated("x/", Size / 2), HostileValues.Repeated("\u001b", Size) })
        {
            var value = Value.ForString(text);
            var secret = PropertyMarshaler.Marshal(new PropertyValue.Secret(PropertyValue.Of(text)));
            tried += await TryAsync(
                provider,
                [
                    Call("Check", new CheckRequest { Urn = Some.Urn("web"), News = Map("addressId", value) }),
                    Call("Check", new CheckRequest { Urn = Some.Urn("web"), News = Map("addressId", secret) }),
                    Call("Check", new CheckRequest { Urn = Some.Urn("web"), News = Map(text, Value.ForBool(true)) }),
                    Call("CheckConfig", new CheckRequest { News = Map("endpoint", secret) }),
                    Call("Read", new ReadRequest { Id = text, Urn = Some.Urn("web") }),
                    Call("Delete", new DeleteRequest { Id = Some.Id(), Urn = text }),
                    Call("Invoke", new InvokeRequest { Tok = text }),
                    Call("Invoke", new InvokeRequest { Tok = "ecm:index:getAddress", Args = Map("addressId", secret) }),
                ],
                inFlight: 1);
        }

        Assert.Equal(24, tried);
        await AssertIsWellAsync(provider);

        static RawCall Call(string method, IMessage request) => new(method, request.ToByteArray());
        static Struct Map(string name, Value value) => new() { Fields = { [name] = value } };
    }

    [Theory]
    [InlineData("not an address")]
    [InlineData("127.0.0.1:99999")]
    [InlineData("[::1")]
    [InlineData("user@127.0.0.1:1/path")]
    public async Task AnEngineAddressThatIsNoneIsRefused(string address)
    {
        await using var provider = await HurriedProvider.StartAsync(Hurry);

        var handshake = await Assert.ThrowsAsync<RpcException>(async () => await provider.Client.HandshakeAsync(new() { EngineAddress = address }));
        var attach = await Assert.ThrowsAsync<RpcException>(async () => await provider.Client.AttachAsync(new() { Address = address }));

        Assert.All([handshake, attach], error =>
        {
            Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
            Assert.Contains($"\"{address}\" is not the address of an engine", error.Status.Detail);
        });
    }

    [Fact]
    public async Task AMessageThatIsNotTheProtocolsIsRefusedByName()
    {
        await using var provider = await StartAsync();

        var answer = await new RawCall("Check", [0x12, 0xFF, 0xFF]).SendAsync(provider.Invoker);

        Assert.Equal(StatusCode.InvalidArgument, answer.Code);
        Assert.StartsWith("The request Check cannot be read", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JsonWithHalfACharacterIsNoJson()
    {
        await using var provider = await StartAsync();

        var answer = await provider.Client.CheckConfigAsync(new()
        {
            News = new() { Fields = { ["assumeRole"] = Value.ForString("{\"roleArn\":\"\\ud800\"}") } },
        });

        Assert.Contains(answer.Failures, failure => failure.Property == "assumeRole" && failure.Reason == "is not valid JSON");
    }

    private static async Task<HurriedProvider> StartAsync()
    {
        var provider = await HurriedProvider.StartAsync(Hurry, options: new() { RequestsPerSecond = null, TaskDuration = TimeSpan.FromSeconds(1) });
        Some.FillRegion(provider.Cloud);
        await provider.HandshakeAsync();
        await provider.ConfigureAsync();
        return provider;
    }

    private static async Task AssertIsWellAsync(HurriedProvider provider)
    {
        var inputs = PropertyMarshaler.Marshal(Some.Inputs());
        Assert.Empty((await provider.Client.CheckAsync(new() { Urn = Some.Urn("web"), News = inputs })).Failures);
        Assert.All(provider.Engine.Lines, line => Assert.Null(RawAnswer.FlawOf(line.Message)));
    }

    // How many were tried; all that was wrong, at once.
    private async Task<int> TryAsync(HurriedProvider provider, IEnumerable<RawCall> calls, int inFlight = InFlight)
    {
        var codes = new ConcurrentDictionary<StatusCode, int>();
        var flaws = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(calls, new ParallelOptions { MaxDegreeOfParallelism = inFlight }, async (call, _) =>
        {
            var answer = await call.SendAsync(provider.Invoker);
            codes.AddOrUpdate(answer.Code, 1, static (_, count) => count + 1);
            if (answer.FlawFor(call.Method) is { } flaw)
            {
                flaws.Enqueue($"{flaw}\n  to {call}");
            }
        });

        if (inFlight != InFlight || codes.Values.Sum() > 2)
        {
            output.WriteLine($"{codes.Values.Sum()} requests tried: {string.Join(", ", codes.OrderBy(code => code.Key).Select(code => $"{code.Value} {code.Key}"))}");
        }

        Assert.True(flaws.IsEmpty, $"{flaws.Count} bad answers, such as:\n{string.Join('\n', flaws.Take(5))}");
        return codes.Values.Sum();
    }

    private sealed class Teapot : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage((HttpStatusCode)418) { Content = new StringContent("a teapot", Encoding.UTF8, "text/plain") });
    }
}
