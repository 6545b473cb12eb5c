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
    public async Task WithoutATerminalEveryMessageIsALineAndWhatStaysIsListedWholeAtTheEnd()
    {
        _provider.Intercept = SayAndFailAsync;

        var text = await ShownAsync(Operation.Up, Some.Web());

        Assert.Contains("    ecm:index:EipAssociation \"web\": waiting for task 123\n", text, StringComparison.Ordinal);
        Assert.Contains("    ecm:index:EipAssociation \"web\": waiting on\n", text, StringComparison.Ordinal);
        Assert.Contains("    ecm:index:EipAssociation \"web\": warning: the EIP is in arrears\n", text, StringComparison.Ordinal);
        Assert.Contains(" +  ecm:index:EipAssociation \"web\" create failed\n", text, StringComparison.Ordinal);
        Assert.Contains(
            "Diagnostics:\n  ecm:index:EipAssociation (web):\n    warning: the EIP is in arrears\n    pay for it\n    moved\n    error: It failed.\n    Do this.\n\n"
                + "Resources: 1 created, 1 failed; FAILED in ",
            text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnATerminalTheNextStatusReplacesTheLastAndNoneStays()
    {
        _provider.Intercept = SayAndFailAsync;

        var screen = Screen(await ShownAsync(Operation.Up, Some.Web(), interactive: true));

        Assert.DoesNotContain("waiting", screen, StringComparison.Ordinal);
        Assert.Contains(" +  ecm:index:EipAssociation \"web\" create failed\nDiagnostics:\n", screen, StringComparison.Ordinal);
    }

    [Fact]
    public void OnATerminalEachResourceInFlightHasItsLine()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var log = new Display.RunLog(writer, interactive: true, preview: false);

        log.Status(Some.Urn("one"), "waiting (0 s)");
        log.Status(Some.Urn("two"), "waiting too");
        log.Status(Some.Urn("one"), "waiting (10 s)");
        log.Plain("the program says this");
        var meanwhile = Screen(writer.ToString());
        log.Status(Some.Urn("two"), "");

        Assert.Equal(
            "the program says this\n    ecm:index:EipAssociation \"one\": waiting (10 s)\n    ecm:index:EipAssociation \"two\": waiting too\n", meanwhile);
        Assert.Equal("the program says this\n    ecm:index:EipAssociation \"one\": waiting (10 s)\n", Screen(writer.ToString()));
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

    private async Task<IMessage?> SayAndFailAsync(Call call)
    {
        if (call.Method != "Create")
        {
            return null;
        }

        using var channel = GrpcChannel.ForAddress($"http://{_provider.Requests<ProviderHandshakeRequest>()[0].EngineAddress}");
        var engine = new Pulumirpc.Engine.EngineClient(channel);
        await engine.LogAsync(new LogRequest { Urn = call.Urn, Severity = LogSeverity.Info, Message = "waiting for task 123", Ephemeral = true });
        await engine.LogAsync(new LogRequest { Urn = call.Urn, Severity = LogSeverity.Info, Message = "waiting on", Ephemeral = true });
        await engine.LogAsync(new LogRequest { Urn = call.Urn, Severity = LogSeverity.Warning, Message = "the EIP is in arrears\npay for it" });
        await engine.LogAsync(new LogRequest { Urn = call.Urn, Severity = LogSeverity.Info, Message = "moved" });
        await engine.LogAsync(new LogRequest { Urn = call.Urn, Ephemeral = true });
        throw Refusals.Plain("It failed.\nDo this.");
    }

    // What a terminal shows in the end, of the only control sequence in use: up one line and clear it.
    private static string Screen(string text)
    {
        var lines = new List<string> { "" };
        foreach (var part in text.Replace("\u001b[1A\r\u001b[K", "\b", StringComparison.Ordinal))
        {
            switch (part)
            {
                case '\b':
                    lines.RemoveAt(lines.Count - 1);
                    lines[^1] = "";
                    break;
                case '\n':
                    lines.Add("");
                    break;
                default:
                    lines[^1] += part;
                    break;
            }
        }

        return string.Join('\n', lines);
    }

    private async Task<string> ShownAsync(Operation operation, string program, bool interactive = false)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        await Engine.RunAsync(
            _stack.Options(operation, _provider) with { Output = writer, Interactive = interactive },
            _stack.Yaml(program),
            TestContext.Current.CancellationToken);
        return writer.ToString();
    }
}
