using System.Reflection;
using EcmProvider.Protocol;
using EcmProvider.Tests.Hostile;
using EcmProvider.Tests.Support;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Pulumirpc;
using Xunit;

namespace EcmProvider.Tests.Protocol;

/// <summary>The service around the resource: what every engine asks.</summary>
public sealed class ProviderServiceTests
{
    [Fact]
    public async Task AnswersItsHandshakeVersionAndSchema()
    {
        await using var provider = await TestProvider.StartUnconfiguredAsync();

        var handshake = await provider.Client.HandshakeAsync(new() { EngineAddress = provider.Engine.Address });
        var info = await provider.Client.GetPluginInfoAsync(new Empty());
        var schema = await provider.Client.GetSchemaAsync(new());

        Assert.True(handshake is { AcceptSecrets: true, AcceptResources: true, AcceptOutputs: true });
        Assert.Equal("0.1.0", info.Version);
        Assert.Equal("ecm", Struct.Parser.ParseJson(schema.Schema).Fields["name"].StringValue);
    }

    [Theory]
    [InlineData("Construct")]
    [InlineData("Check/more")]
    [InlineData("")]
    public async Task UnknownMethodsAreUnimplemented(string method)
    {
        await using var provider = await TestProvider.StartUnconfiguredAsync();
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{provider.Host.Port}");

        var answer = await new RawCall(method, []).SendAsync(channel.CreateCallInvoker());

        Assert.Equal(StatusCode.Unimplemented, answer.Code);
    }

    [Fact]
    public async Task ServicesThatNobodyHasAreUnimplemented()
    {
        await using var provider = await TestProvider.StartUnconfiguredAsync();
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{provider.Host.Port}");

        var error = await Assert.ThrowsAsync<RpcException>(async () => await new Engine.EngineClient(channel).LogAsync(new()));

        Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
    }

    [Fact]
    public async Task EveryMethodTheServiceHasIsServed()
    {
        var methods = typeof(ProviderService)
            .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.GetBaseDefinition().DeclaringType == typeof(ResourceProvider.ResourceProviderBase))
            .Select(method => method.Name)
            .ToList();
        await using var provider = await ProviderHost.StartAsync(new() { Variable = static _ => null });
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{provider.Port}");

        Assert.Contains(nameof(ResourceProvider.ResourceProviderBase.Create), methods);
        foreach (var method in methods)
        {
            var answer = await new RawCall(method, []).SendAsync(channel.CreateCallInvoker());
            Assert.False(answer.Code == StatusCode.Unimplemented, $"{method} is missing in ServedMethods.");
        }
    }

    [Fact]
    public async Task AResourceThatIsNotOursIsAnErrorThatNamesTheOneThatIs()
    {
        await using var provider = await TestProvider.StartAsync();

        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await provider.Client.CheckAsync(new() { Urn = "urn:pulumi:dev::edge::ecm:index:Eip::web", Type = "ecm:index:Eip" }));

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Contains("\"ecm:index:EipAssociation\"", error.Status.Detail);
    }

    [Fact]
    public async Task TheTypeIsReadOffTheUrnWhenAnOldEngineSendsNone()
    {
        await using var provider = await TestProvider.StartAsync();

        var checkedInputs = await provider.Client.CheckAsync(new()
        {
            Urn = "urn:pulumi:dev::edge::my:component$ecm:index:EipAssociation::web",
            News = EcmProvider.Protocol.Values.PropertyMarshaler.Marshal(Some.Inputs()),
        });

        Assert.Empty(checkedInputs.Failures);
    }

    [Fact]
    public async Task AResourceBeforeConfigureIsAnError()
    {
        await using var provider = await TestProvider.StartUnconfiguredAsync();

        var created = await provider.CreateAsync(Some.Inputs());

        Assert.Equal(StatusCode.FailedPrecondition, created.Code);
        Assert.Contains("was not configured", created.Message);
    }

    [Fact]
    public async Task AttachBeginsANewRunAndConnectsToTheEngine()
    {
        await using var provider = await TestProvider.StartUnconfiguredAsync();
        await provider.Client.AttachAsync(new PluginAttach { Address = provider.Engine.Address });
        await provider.ConfigureAsync(Some.Configuration(provider.Emulator.Endpoint));
        provider.Cloud.People.Bind(Some.Eip, Some.Instance);

        await provider.CreateAsync(Some.Inputs());

        Assert.NotEmpty(provider.Engine.Messages);
    }

    [Fact]
    public async Task AMessageIsNeverLongerThanThreeThousandCharactersAndShowsOnlyTheBeginningOfAValue()
    {
        await using var provider = await TestProvider.StartAsync();

        var read = await provider.ReadAsync(new string('x', 100_000));

        Assert.InRange(read.Message.Length, 1, 3000);
        Assert.Contains("x…\"", read.Message);
    }

    [Fact]
    public async Task SecretInputsAreScrubbedFromErrors()
    {
        await using var provider = await TestProvider.StartAsync();
        var secret = new EcmProvider.Protocol.Values.PropertyValue.Secret(
            EcmProvider.Protocol.Values.PropertyValue.Of("eip-99990000"));

        var created = await provider.CreateAsync(Some.Inputs().With("addressId", secret));

        Assert.Contains("EIP \"[secret]\"", created.Message);
        Assert.DoesNotContain("eip-99990000", created.Message);
    }
}
