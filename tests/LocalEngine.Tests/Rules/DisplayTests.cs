using Google.Protobuf;
using Grpc.Net.Client;
using LocalEngine.Tests.Fakes;
using Pulumirpc;
using Xunit;

namespace LocalEngine.Tests.Rules;

public sealed class DisplayTests : IAsyncLifetime
{
    private readonly TestStack _stack = new();
    private FakeProvider _provider = null!;

    public async ValueTask InitializeAsync() => _provider = await FakeProvider.StartAsync();

    [Fact]
    public async Task AReplacementShowsThePropertyThatCausesIt()
    {
        await _stack.SucceedAsync(Operation.Up, _provider, Some.Web());

        var text = await ShownAsync(Operation.Preview, Some.Web("addressId: eip-11112222, instanceId: ein-5") + "outputs: { ip: \"${web.addressIp}\" }\n");

        Assert.Contains(
            " +- ecm:index:EipAssociation \"web\" replace\n      ~ instanceId: \"ein-33334444\" => \"ein-5\" (replaces)\n", text, StringComparison.Ordinal);
        Assert.Contains("Outputs:\n    ip: \"[unknown]\"\n", text, StringComparison.Ordinal);
        Assert.Contains("Resources: 1 to replace, 1 unchanged; done in ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatAProviderSaysStandsUnderItsResourceAndErrorsStandWhole()
    {
        _provider.Intercept = async call =>
        {
            if (call.Method == "Create")
            {
                using var channel = GrpcChannel.ForAddress($"http://{_provider.Requests<ProviderHandshakeRequest>()[0].EngineAddress}");
                var engine = new Pulumirpc.Engine.EngineClient(channel);
                await engine.LogAsync(new LogRequest { Urn = call.Urn, Severity = LogSeverity.Info, Message = "waiting for task 123", Ephemeral = true });
                await engine.LogAsync(new LogRequest { Urn = call.Urn, Ephemeral = true });
                await engine.LogAsync(new LogRequest { Urn = call.Urn, Severity = LogSeverity.Warning, Message = "the EIP is in arrears" });
                throw Refusals.Plain("It failed.\nDo this.");
            }

            return (IMessage?)null;
        };

        var text = await ShownAsync(Operation.Up, Some.Web());

        Assert.Contains("    ecm:index:EipAssociation \"web\": waiting for task 123\n", text, StringComparison.Ordinal);
        Assert.Contains("    ecm:index:EipAssociation \"web\" warning: the EIP is in arrears\n", text, StringComparison.Ordinal);
        Assert.Contains(" +  ecm:index:EipAssociation \"web\" create failed\n", text, StringComparison.Ordinal);
        Assert.Contains("    ecm:index:EipAssociation \"web\" error: It failed.\n      Do this.\n", text, StringComparison.Ordinal);
        Assert.Contains("1 failed; FAILED in ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoSecretIsEverShown()
    {
        var text = await ShownAsync(Operation.Up,
            Some.Web("addressId: { fn::secret: eip-hushhush }, instanceId: ein-3") + "outputs: { a: \"${web.addressId}\" }\n");
        text += await ShownAsync(Operation.Preview, Some.Web("addressId: { fn::secret: eip-hushmore }, instanceId: ein-3"));

        Assert.Contains("a: \"[secret]\"", text, StringComparison.Ordinal);
        Assert.Contains("~ addressId: [secret] => [secret] (replaces)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", text, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        _stack.Dispose();
    }

    private async Task<string> ShownAsync(Operation operation, string program)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        await Engine.RunAsync(
            _stack.Options(operation, _provider) with { Output = writer }, _stack.Yaml(program), TestContext.Current.CancellationToken);
        return writer.ToString();
    }
}
