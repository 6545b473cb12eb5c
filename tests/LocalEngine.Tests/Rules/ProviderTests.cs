using Google.Protobuf;
using LocalEngine.Tests.Fakes;
using Pulumirpc;
using Xunit;

namespace LocalEngine.Tests.Rules;

public sealed class ProviderTests : IAsyncLifetime
{
    private readonly TestStack _stack = new();
    private FakeProvider _provider = null!;

    public async ValueTask InitializeAsync() => _provider = await FakeProvider.StartAsync();

    [Fact]
    public async Task AVersionGivesTheDefaultProviderItsNameAndConfiguration()
    {
        await _stack.SucceedAsync(Operation.Up, _provider, Some.Web(options: "version: 0.1.0"));

        var configured = Assert.Single(_provider.Requests<ConfigureRequest>());
        Assert.Equal("urn:pulumi:dev::edge::pulumi:providers:ecm::default_0_1_0", configured.Urn);
        Assert.Equal("0.1.0", configured.Args.Fields["version"].StringValue);
        Assert.DoesNotContain("ecm:config:version", configured.Variables.Keys);
    }

    [Fact]
    public async Task ChangedConfigurationUpdatesTheProviderUnderItsId()
    {
        await _stack.SucceedAsync(Operation.Up, _provider, Some.Web());
        var options = _stack.Options(Operation.Up, _provider) with
        {
            Config = new Dictionary<string, string>(TestStack.Config) { ["ecm:ecmRegion"] = "ap-wuhan-ecm" },
        };
        await Engine.RunAsync(options, _stack.Yaml(Some.Web()), TestContext.Current.CancellationToken);

        var configured = _provider.Requests<ConfigureRequest>();
        Assert.Equal(configured[0].Id, configured[1].Id);
        Assert.Equal("ap-wuhan-ecm", configured[1].Args.Fields["ecmRegion"].StringValue);
    }

    [Fact]
    public async Task ResourcesOfAProviderThatLeftTheProgramAreDeletedWithItAsItWasConfigured()
    {
        await _stack.SucceedAsync(Operation.Up, _provider,
            "resources:\n  cloud: { type: pulumi:providers:ecm, properties: { ecmRegion: ap-old-ecm } }\n"
            + Some.Association("web", "addressId: eip-1, instanceId: ein-1", "provider: \"${cloud}\""));
        _provider.Forget();

        var result = await _stack.SucceedAsync(Operation.Up, _provider, "outputs: {}\n");

        Assert.Equal("Delete web", _provider.Asked);
        Assert.Equal("ap-old-ecm", Assert.Single(_provider.Requests<ConfigureRequest>()).Args.Fields["ecmRegion"].StringValue);
        Assert.DoesNotContain(result.Resources, r => r.Urn.Contains("providers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AProviderThatKnowsNoSecretsGetsThemInTheClearAndTheyComeBackSecret()
    {
        _provider.Intercept = call => Task.FromResult<IMessage?>(call.Method switch
        {
            "Handshake" => new ProviderHandshakeResponse(),
            "Configure" => new ConfigureResponse { SupportsPreview = true },
            _ => null,
        });

        var result = await _stack.SucceedAsync(Operation.Up, _provider, Some.Web("addressId: { fn::secret: eip-1 }, instanceId: ein-1"));

        Assert.Equal("eip-1", _provider.Requests<CreateRequest>()[0].Properties.Fields["addressId"].StringValue);
        Assert.Equal("[secret]", result.Resource("web")!.Outputs["addressId"]!.GetValue<string>());
    }

    [Fact]
    public async Task AnImportIntoTheProgramNeedsEqualInputs()
    {
        await _stack.SucceedAsync(Operation.Up, _provider, Some.Web());
        File.Delete(_stack.StateFile);
        const string Import = "import: ap-xian-ecm/eip-11112222/ein-33334444";

        var different = await _stack.RunAsync(Operation.Up, _provider, Some.Web("addressId: eip-11112222, instanceId: ein-9", Import));
        Assert.Contains("instanceId is \"ein-33334444\", the program says \"ein-9\"", different.Errors(), StringComparison.Ordinal);

        _provider.Forget();
        var equal = await _stack.SucceedAsync(Operation.Up, _provider, Some.Web(options: Import));
        Assert.Equal(ChangeKind.Import, equal.Kind("web"));
        Assert.Equal("Read web, Check web, Diff web", _provider.Asked);
        Assert.Equal(ChangeKind.Same, (await _stack.SucceedAsync(Operation.Up, _provider, Some.Web(options: Import))).Kind("web"));
    }

    [Fact]
    public async Task AResourceThatIsOnlyReadIsNeverDeleted()
    {
        await _stack.SucceedAsync(Operation.Up, _provider, Some.Web());
        const string Get = "  seen: { type: ecm:EipAssociation, get: { id: ap-xian-ecm/eip-11112222/ein-33334444 } }\n";

        var read = await _stack.SucceedAsync(Operation.Up, _provider, Some.Web() + Get + "outputs: { ip: \"${seen.addressIp}\" }\n");
        Assert.Equal("203.0.113.10", read.Outputs["ip"]!.GetValue<string>());
        _provider.Forget();
        await _stack.SucceedAsync(Operation.Up, _provider, Some.Web());

        Assert.DoesNotContain("Delete", _provider.Asked, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        _stack.Dispose();
    }
}
