using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Hostile;
using EcmProvider.Tests.Native;
using EcmProvider.Tests.Support;
using Grpc.Core;
using Xunit;

namespace EcmProvider.Tests.Secrets;

/// <summary>The process around the provider: whatever fails in it, it writes nothing but its port.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task WritesNothingToStdoutAndStderrWhateverFails()
    {
        await using var engine = await FakeEngine.StartAsync();
        using var binary = await NativeBinary.StartAsync("-logtostderr", "-v=9", engine.Address);
        var client = binary.Client;
        var inputs = PropertyMarshaler.Marshal(Marks.Inputs());

        await FailAsync(async () => await client.CreateAsync(new() { Urn = Some.Urn("web"), Properties = inputs }));
        await FailAsync(async () => await client.ConfigureAsync(new() { Args = PropertyMarshaler.Marshal(Some.Map(("secretKey", Marks.Secret(Marks.SecretKey)))) }));
        await client.ConfigureAsync(new()
        {
            Args = PropertyMarshaler.Marshal(Some.Map(
                ("secretId", Marks.Secret(Marks.SecretId)),
                ("secretKey", Marks.Secret(Marks.SecretKey)),
                ("endpoint", PropertyValue.Of("http://127.0.0.1:1")),
                ("maxRetries", PropertyValue.Of(0)))),
        });
        await FailAsync(async () => await client.CreateAsync(new() { Urn = Some.Urn("web"), Properties = inputs }));
        await FailAsync(async () => await client.ReadAsync(new() { Id = Marks.Id(), Urn = Some.Urn("web"), Inputs = inputs }));
        Assert.NotEqual(StatusCode.OK, (await new RawCall("Check", [0x12, 0xFF]).SendAsync(binary.Calls)).Code);
        binary.CloseStdin();

        Assert.Equal((0, string.Empty, string.Empty), await binary.EndAsync());
        Assert.All(engine.Lines, line => Assert.Null(Marks.In(line.Message)));
    }

    private static Task<RpcException> FailAsync(Func<Task> call) => Assert.ThrowsAsync<RpcException>(call);
}
