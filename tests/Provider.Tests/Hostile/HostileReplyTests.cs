using System.Collections.Concurrent;
using System.Net;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Google.Protobuf;
using Grpc.Core;
using Pulumirpc;
using Xunit;

namespace EcmProvider.Tests.Hostile;

/// <summary>Whatever the API answers: the engine gets an answer that a person can use, and the provider goes on.</summary>
public sealed class HostileReplyTests(ITestOutputHelper output)
{
    private const double Hurry = 500;
    private const double Timeout = 100;
    private const int Rounds = 60;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EveryOperationAnswersWhateverTheApiReplies(bool withRole)
    {
        var api = new HostileApi(seed: withRole ? 11UL : 12UL);
        await using var provider = await HurriedProvider.StartAsync(Hurry, () => api);
        await provider.HandshakeAsync();
        await provider.ConfigureAsync(Configuration(withRole));
        var codes = new ConcurrentDictionary<StatusCode, int>();
        var flaws = new ConcurrentQueue<string>();

        await Parallel.ForEachAsync(Enumerable.Range(0, Rounds).SelectMany(_ => Operations()), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (call, _) =>
        {
            var answer = await call.SendAsync(provider.Invoker);
            codes.AddOrUpdate(answer.Code, 1, static (_, count) => count + 1);
            if (answer.FlawFor(call.Method) is { } flaw)
            {
                flaws.Enqueue($"{flaw} to {call.Method}");
            }
        });

        output.WriteLine($"{api.Answers} replies tried in {codes.Values.Sum()} operations: {string.Join(", ", codes.OrderBy(code => code.Key).Select(code => $"{code.Value} {code.Key}"))}");
        Assert.True(flaws.IsEmpty, $"{flaws.Count} bad answers, such as:\n{string.Join('\n', flaws.Take(5))}");
        Assert.All(provider.Engine.Lines, line => Assert.Null(RawAnswer.FlawOf(line.Message)));
        Assert.InRange(api.Answers, Rounds * 8, int.MaxValue);
    }

    [Fact]
    public async Task AnAnswerThatNeverEndsIsGivenUp()
    {
        await using var provider = await HurriedProvider.StartAsync(times: 10, () => new Endless());
        await provider.ConfigureAsync(Configuration(withRole: false));

        var answer = await Call("Invoke", new InvokeRequest { Tok = "ecm:index:getAddresses" }).SendAsync(provider.Invoker);

        Assert.Equal(StatusCode.Unavailable, answer.Code);
        Assert.Contains("the answer is larger than 32 MB", answer.Detail);
    }

    private static PropertyMap Configuration(bool withRole) => Some.Configuration(
        new("https://ecm.example"),
        [
            ("maxRetries", PropertyValue.Of(2)),
            .. withRole ? [("assumeRole", new PropertyValue.Object(Some.Map(("roleArn", PropertyValue.Of("qcs::cam::uin/1:roleName/ci")))))] : Array.Empty<(string, PropertyValue)>(),
        ]);

    private static IEnumerable<RawCall> Operations()
    {
        var inputs = PropertyMarshaler.Marshal(Some.Inputs());
        var eniInputs = PropertyMarshaler.Marshal(Some.EniInputs());
        var state = PropertyMarshaler.Marshal(Some.Inputs().With("addressStatus", PropertyValue.Of("BINDING")).With("taskId", PropertyValue.Of("1")));
        var urn = Some.Urn("web");
        return
        [
            Call("Create", new CreateRequest { Urn = urn, Properties = inputs, Timeout = Timeout }),
            Call("Create", new CreateRequest { Urn = Some.Urn("eni"), Properties = eniInputs, Timeout = Timeout }),
            Call("Create", new CreateRequest { Urn = urn, Properties = inputs, Timeout = Timeout, Preview = true }),
            Call("Create", new CreateRequest { Urn = Some.Urn("eni"), Properties = eniInputs, Timeout = Timeout, Preview = true }),
            Call("Read", new ReadRequest { Id = Some.Id(), Urn = urn, Properties = state, Inputs = inputs, Timeout = Timeout }),
            Call("Read", new ReadRequest { Id = $"{TestProvider.Region}/{Some.Eip}", Urn = urn, Timeout = Timeout }),
            Call("Update", new UpdateRequest { Id = Some.Id(), Urn = urn, Olds = state, OldInputs = inputs, News = inputs, Timeout = Timeout }),
            Call("Delete", new DeleteRequest { Id = Some.Id(), Urn = urn, Properties = state, OldInputs = inputs, Timeout = Timeout }),
            Call("Invoke", new InvokeRequest { Tok = "ecm:index:getAddress", Args = PropertyMarshaler.Marshal(Some.Map(("addressId", PropertyValue.Of(Some.Eip)))) }),
            Call("Invoke", new InvokeRequest { Tok = "ecm:index:getAddresses" }),
            Call("Invoke", new InvokeRequest { Tok = "ecm:index:getNetworkInterfaces" }),
        ];
    }

    private static RawCall Call(string method, IMessage request) => new(method, request.ToByteArray());

    private sealed class Endless : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new Spaces()) });
    }

    private sealed class Spaces : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)' ');
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
