using System.Text.Json.Nodes;
using LocalEngine.Tests.Fakes;
using Xunit;

namespace LocalEngine.Tests.Rules;

public sealed class StateTests : IAsyncLifetime
{
    private static readonly string Secret = Some.Web("addressId: { fn::secret: eip-hushhush }, instanceId: ein-3");
    private readonly TestStack _stack = new();
    private FakeProvider _provider = null!;

    public async ValueTask InitializeAsync() => _provider = await FakeProvider.StartAsync();

    [Fact]
    public async Task SecretsAreNeverInTheClearAndComeBackWhole()
    {
        await _stack.SucceedAsync(Operation.Up, _provider, Secret);
        var text = await TextAsync();
        _provider.Forget();
        var result = await _stack.SucceedAsync(Operation.Up, _provider, Secret);

        // The id holds the address: Pulumi has no secret ids.
        var withoutIds = string.Join('\n', text.Split('\n').Where(l => !l.Contains("\"id\":", StringComparison.Ordinal)));
        Assert.DoesNotContain("eip-hushhush", withoutIds, StringComparison.Ordinal);
        Assert.DoesNotContain("sKEXAMPLE", text, StringComparison.Ordinal);
        Assert.Equal("Check web, Diff web", _provider.Asked);
        Assert.Equal(ChangeKind.Same, result.Kind("web"));
        Assert.Equal("[secret]", result.Resource("web")!.Inputs["addressId"]!.GetValue<string>());
    }

    [Fact]
    public async Task TheKeyIsForItsOwnerAlone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        await _stack.SucceedAsync(Operation.Up, _provider, Secret);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_stack.StateFile + ".key"));
    }

    [Fact]
    public async Task AStateWhoseKeyIsGoneIsNotTouched()
    {
        await _stack.SucceedAsync(Operation.Up, _provider, Secret);
        File.Delete(_stack.StateFile + ".key");
        var before = await TextAsync();

        var error = await Assert.ThrowsAsync<EngineException>(() => _stack.RunAsync(Operation.Destroy, _provider));

        Assert.Contains(".key\" that opens them is missing", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, await TextAsync());
    }

    [Fact]
    public async Task APassphraseOpensWhatItClosedAndAnotherDoesNot()
    {
        var options = _stack.Options(Operation.Up, _provider) with { Passphrase = "correct horse" };
        await Engine.RunAsync(options, _stack.Yaml(Secret), TestContext.Current.CancellationToken);
        Assert.False(File.Exists(_stack.StateFile + ".key"));

        var again = await Engine.RunAsync(options, _stack.Yaml(Secret), TestContext.Current.CancellationToken);
        Assert.Equal(ChangeKind.Same, again.Kind("web"));

        var wrong = await Assert.ThrowsAsync<EngineException>(() => Engine.RunAsync(
            options with { Passphrase = "battery staple" }, _stack.Yaml(Secret), TestContext.Current.CancellationToken));
        var none = await Assert.ThrowsAsync<EngineException>(() => _stack.RunAsync(Operation.Refresh, _provider));
        Assert.All([wrong, none], e => Assert.Contains("PULUMI_CONFIG_PASSPHRASE", e.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnOperationIsNotedBeforeItBeginsSoThatAKillIsNoticed()
    {
        var during = "";
        _provider.Intercept = async call =>
        {
            if (call.Method == "Create")
            {
                during = await TextAsync();
            }

            return null;
        };
        await _stack.SucceedAsync(Operation.Up, _provider, Some.Web());
        Assert.Equal(
            $$"""[{"urn":"{{Some.Urn("web")}}","kind":"creating"}]""", JsonNode.Parse(during)!["pendingOperations"]!.ToJsonString());
        Assert.Null(JsonNode.Parse(await TextAsync())!["pendingOperations"]);

        // As a killed engine would have left it.
        await File.WriteAllTextAsync(_stack.StateFile, during, TestContext.Current.CancellationToken);
        var next = await _stack.SucceedAsync(Operation.Up, _provider, Some.Web());
        Assert.Contains(next.Diagnostics, d => d.Severity == Severity.Warning && d.Message.Contains("cut off while creating", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AKilledRunLeavesTheNoteOfWhatItHadBegun()
    {
        using var kill = new CancellationTokenSource();
        _provider.Intercept = async call =>
        {
            if (call.Method == "Create")
            {
                await kill.CancelAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, TestContext.Current.CancellationToken);
            }

            return null;
        };

        var options = _stack.Options(Operation.Up, _provider) with { Kill = kill.Token };
        var result = await Engine.RunAsync(options, _stack.Yaml(Some.Web()), TestContext.Current.CancellationToken);

        Assert.False(result.Succeeded);
        Assert.Contains("gave no answer", result.Errors(), StringComparison.Ordinal);
        Assert.Contains("creating", JsonNode.Parse(await TextAsync())!["pendingOperations"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoRunsOfOneStackDoNotMix()
    {
        EngineException? refused = null;
        _provider.Intercept = async call =>
        {
            if (call.Method == "Create")
            {
                refused = await Assert.ThrowsAsync<EngineException>(() => _stack.RunAsync(Operation.Destroy, _provider));
            }

            return null;
        };

        await _stack.SucceedAsync(Operation.Up, _provider, Some.Web());

        Assert.Contains("Another run is using the state", refused!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APreviewWritesNothing()
    {
        await _stack.SucceedAsync(Operation.Preview, _provider, Secret);

        Assert.False(Directory.Exists(Path.GetDirectoryName(_stack.StateFile)));
    }

    [Fact]
    public async Task AFileThatIsNoStateIsLeftAlone()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_stack.StateFile)!);
        await File.WriteAllTextAsync(_stack.StateFile, "{ \"some\": \"json\" }", TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<EngineException>(() => _stack.RunAsync(Operation.Up, _provider, Some.Web()));

        Assert.Contains("is not one of this engine", error.Message, StringComparison.Ordinal);
        Assert.Equal("{ \"some\": \"json\" }", await TextAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        _stack.Dispose();
    }

    private Task<string> TextAsync() => File.ReadAllTextAsync(_stack.StateFile, TestContext.Current.CancellationToken);
}
