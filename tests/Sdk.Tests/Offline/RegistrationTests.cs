using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Grpc.Core;
using Pulumi;
using Pulumi.Ecm;
using Pulumi.Serialization;
using Pulumirpc;
using Sdk.Tests.Engine;
using Xunit;

namespace Sdk.Tests.Offline;

/// <summary>What the engine is told of resources.</summary>
public sealed class RegistrationTests
{
    [Fact]
    public async Task EveryOptionReachesTheEngine()
    {
        var registration = await RegisterAsync(() =>
        {
            var first = Association("first");
            _ = Association("web", new()
            {
                Protect = true,
                RetainOnDelete = true,
                IgnoreChanges = { "instanceId" },
                ReplaceOnChanges = { "ecmRegion" },
                AdditionalSecretOutputs = { "addressIp" },
                DeleteBeforeReplace = false,
                ImportId = "ap-xian-ecm/eip-1",
                Version = "0.1.1",
                PluginDownloadURL = "github://api.github.com/x",
                DependsOn = { first },
                DeletedWith = first,
                CustomTimeouts = new() { Create = TimeSpan.FromMinutes(90.5), Update = TimeSpan.FromSeconds(1.25), Delete = TimeSpan.Zero },
                Aliases =
                {
                    new Pulumi.Alias { Name = "old", NoParent = true },
                    new Pulumi.Alias { Urn = "urn:pulumi:dev::edge::ecm:index:EipAssociation::older" },
                },
            });
        });

        AssertSubset(
            """
            {
                "protect": true, "retainOnDelete": true, "ignoreChanges": ["instanceId"], "replaceOnChanges": ["ecmRegion"],
                "additionalSecretOutputs": ["addressIp"], "deleteBeforeReplaceDefined": true, "importId": "ap-xian-ecm/eip-1",
                "version": "0.1.1", "pluginDownloadURL": "github://api.github.com/x",
                "dependencies": ["urn:pulumi:dev::edge::ecm:index:EipAssociation::first"],
                "deletedWith": "urn:pulumi:dev::edge::ecm:index:EipAssociation::first",
                "customTimeouts": { "create": "1h30m30s", "update": "1.25s", "delete": "0s" },
                "aliases": [
                    { "spec": { "name": "old", "noParent": true } },
                    { "urn": "urn:pulumi:dev::edge::ecm:index:EipAssociation::older" }
                ]
            }
            """,
            registration.Request);
        Assert.Null(registration.Request["deleteBeforeReplace"]);
    }

    [Fact]
    public async Task AnInputTellsWhichResourcesItComesFrom()
    {
        var registration = await RegisterAsync(() =>
        {
            var first = Association("first");
            _ = new EipAssociation("web", new EipAssociationArgs { AddressId = first.AddressId, InstanceId = "ein-1" });
        });

        const string First = "urn:pulumi:dev::edge::ecm:index:EipAssociation::first";
        AssertSubset(
            $$"""{"addressId": {"urns": ["{{First}}"]}, "instanceId": {} }""", registration.Request["propertyDependencies"]!);
        AssertSubset($$"""{"dependencies": ["{{First}}"]}""", registration.Request);
    }

    [Fact]
    public async Task AComponentStandsForTheResourcesInside()
    {
        var registration = await RegisterAsync(() =>
        {
            var group = new Group("group");
            _ = Association("inside", new() { Parent = group });
            _ = Association("web", new() { DependsOn = { group } });
        });

        AssertSubset(
            """{"dependencies": ["urn:pulumi:dev::edge::test:index:Group$ecm:index:EipAssociation::inside"]}""", registration.Request);
    }

    [Fact]
    public async Task ChildrenInheritProviderAndProtection()
    {
        await using var engine = await RunAsync(() =>
        {
            var cloud = new Provider("cloud", new ProviderArgs { EcmRegion = "ap-xian-ecm" });
            var group = new Group("group", new() { Providers = { cloud }, Protect = true });
            _ = Association("web", new() { Parent = group });
            _ = GetAddress.Invoke(new GetAddressInvokeArgs { AddressId = "eip-1" }, new InvokeOptions { Parent = group });
        });

        const string Reference = "urn:pulumi:dev::edge::pulumi:providers:ecm::cloud::id-of-cloud";
        AssertSubset(
            $$"""{"provider": "{{Reference}}", "protect": true, "parent": "urn:pulumi:dev::edge::test:index:Group::group"}""",
            engine.Registration("web").Request);
        AssertSubset($$"""{"provider": "{{Reference}}"}""", Assert.Single(engine.Calls, call => call.Method == "Invoke").Request);
    }

    [Fact]
    public async Task TwoProvidersOfOnePackageAreAnError()
    {
        await using var engine = await RecordingEngine.StartAsync();

        var exitCode = await engine.RunAsync(() =>
        {
            var (one, two) = (new Provider("one"), new Provider("two"));
            _ = new Group("group", new() { Provider = one, Providers = { two } });
        });

        Assert.Equal(32, exitCode);
        Assert.StartsWith("Two providers of the package \"ecm\"", Assert.Single(engine.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AResourceAsInputIsAReference()
    {
        var registration = await RegisterAsync(() => _ = new CustomResource(
            "test:index:Holder",
            "web",
            new DictionaryResourceArgs(ImmutableDictionary<string, object?>.Empty.Add("held", Association("first")))));

        AssertSubset(
            $$"""
            {"object": {"held": {
                "{{Wire.SignatureKey}}": "{{Wire.ResourceSignature}}",
                "urn": "urn:pulumi:dev::edge::ecm:index:EipAssociation::first", "id": "id-of-first"
            } } }
            """,
            registration.Request);
    }

    [Fact]
    public async Task AnEngineWithoutReferencesGetsTheId()
    {
        var registration = await RegisterAsync(
            () => _ = new CustomResource(
                "test:index:Holder",
                "web",
                new DictionaryResourceArgs(ImmutableDictionary<string, object?>.Empty.Add("held", Association("first")))),
            request => request is SupportsFeatureRequest ? new SupportsFeatureResponse { HasSupport = false } : null);

        AssertSubset("""{"object": {"held": "id-of-first"}}""", registration.Request);
    }

    [Fact]
    public async Task ARemoteComponentGetsOutputsWithWhatTheyDependOn()
    {
        var registration = await RegisterAsync(() => _ = new RemoteGroup("web", Association("first").AddressId));

        AssertSubset(
            $$"""
            {"remote": true, "object": {"held": {
                "{{Wire.SignatureKey}}": "{{Wire.OutputSignature}}", "value": "eip-1",
                "dependencies": ["urn:pulumi:dev::edge::ecm:index:EipAssociation::first"]
            } } }
            """,
            registration.Request);
    }

    [Fact]
    public async Task AnOptionThatTheEngineDoesNotKnowIsAnError()
    {
        await using var engine = await RecordingEngine.StartAsync(
            request => request is SupportsFeatureRequest ? new SupportsFeatureResponse { HasSupport = false } : null);

        var exitCode = await engine.RunAsync(() => _ = Association("web", new() { Aliases = { new Pulumi.Alias { Name = "old" } } }));

        Assert.Equal(32, exitCode);
        Assert.Contains("needs an engine with the feature \"aliasSpecs\"", Assert.Single(engine.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetReadsAnExistingResource()
    {
        await using var engine = await RunAsync(() => _ = EipAssociation.Get("web", "ap-xian-ecm/eip-1/ein-1"));

        AssertSubset(
            $$"""
            {"id": "ap-xian-ecm/eip-1/ein-1", "type": "ecm:index:EipAssociation", "name": "web",
             "parent": "{{RecordingEngine.StackUrn}}", "version": "0.1.0", "acceptSecrets": true, "acceptResources": true}
            """,
            Assert.Single(engine.Calls, call => call.Method == "ReadResource").Request);
    }

    [Fact]
    public async Task AComponentRegistersItsOutputs()
    {
        await using var engine = await RunAsync(() => _ = new Group("group"));

        AssertSubset(
            """{"urn": "urn:pulumi:dev::edge::test:index:Group::group", "outputs": {"size": 2}}""",
            Assert.Single(engine.Calls, call =>
                call.Method == "RegisterResourceOutputs" && call.Request["urn"]!.GetValue<string>() != RecordingEngine.StackUrn).Request);
    }

    [Fact]
    public async Task InAPreviewWhatTheEngineDoesNotTellIsUnknown()
    {
        await using var engine = await RecordingEngine.StartAsync(request => request is RegisterResourceRequest { Name: "first" } first
            ? new RegisterResourceResponse { Urn = RecordingEngine.UrnOf(first), Object = first.Object }
            : null);

        await engine.RunAsync(
            () =>
            {
                var first = Association("first");
                _ = Association("web", new() { DependsOn = { first } }, first.AddressIp);
                var found = GetAddress.Invoke(new GetAddressInvokeArgs { AddressId = first.AddressIp });
                var after = GetAddress.Invoke(new GetAddressInvokeArgs { AddressId = "eip-1" }, new InvokeOutputOptions { DependsOn = { first } });
                return new Dictionary<string, object?>
                {
                    ["id"] = first.Id,
                    ["given"] = first.AddressId,
                    ["found"] = found.Apply(address => address.AddressId),
                    ["after"] = after.Apply(address => address.AddressId),
                };
            },
            isPreview: true);

        Assert.Equal(Wire.Unknown, engine.Registration("web").Request["object"]!["addressId"]!.GetValue<string>());
        AssertSubset(
            $$"""{"id": "{{Wire.Unknown}}", "given": "eip-1", "found": "{{Wire.Unknown}}", "after": "{{Wire.Unknown}}"}""",
            engine.StackOutputs());
        Assert.DoesNotContain(engine.Calls, call => call.Method == "Invoke");
    }

    [Fact]
    public async Task InAnUpdateWhatTheEngineDoesNotTellHasNoValue()
    {
        await using var engine = await RecordingEngine.StartAsync();

        await engine.RunAsync(() => new Dictionary<string, object?>
        {
            ["ip"] = Association("web").InternetServiceProvider.Apply(provider => provider ?? "none"),
        });

        Assert.Equal("""{"ip":"none"}""", engine.StackOutputs().ToJsonString());
    }

    [Fact]
    public async Task AResourceThatFailedUnderContinueOnErrorHasUnknownOutputs()
    {
        await using var engine = await RecordingEngine.StartAsync(request => request is RegisterResourceRequest { Name: "first" } first
            ? new RegisterResourceResponse { Urn = RecordingEngine.UrnOf(first), Result = Result.Fail }
            : null);

        Assert.Equal(0, await engine.RunAsync(() => new Dictionary<string, object?> { ["ip"] = Association("first").AddressIp }));
        AssertSubset($$"""{"ip": "{{Wire.Unknown}}"}""", engine.StackOutputs());
    }

    private static EipAssociation Association(string name, CustomResourceOptions? options = null, Input<string>? addressId = null) =>
        new(name, new EipAssociationArgs { AddressId = addressId ?? "eip-1", InstanceId = "ein-1" }, options);

    private static async Task<RecordedCall> RegisterAsync(
        Action program, Func<Google.Protobuf.IMessage, Google.Protobuf.IMessage?>? answer = null)
    {
        await using var engine = await RunAsync(program, answer);
        return engine.Registration("web");
    }

    private static async Task<RecordingEngine> RunAsync(
        Action program, Func<Google.Protobuf.IMessage, Google.Protobuf.IMessage?>? answer = null)
    {
        var engine = await RecordingEngine.StartAsync(answer);
        var exitCode = await engine.RunAsync(program);
        Assert.Empty(engine.Errors);
        Assert.Equal(0, exitCode);
        return engine;
    }

    /// <summary>Each property of the expected object is in the other, with the same value.</summary>
    private static void AssertSubset(string expected, JsonNode actual) => Assert.All(
        JsonNode.Parse(expected)!.AsObject(),
        property => Assert.True(
            JsonNode.DeepEquals(property.Value, actual[property.Key]),
            $"{property.Key}: expected {property.Value?.ToJsonString()}, found {actual[property.Key]?.ToJsonString()}"));

    private sealed class Group : ComponentResource
    {
        public Group(string name, ComponentResourceOptions? options = null) : base("test:index:Group", name, options) =>
            RegisterOutputs(new Dictionary<string, object?> { ["size"] = 2 });
    }

    private sealed class RemoteGroup(string name, Input<string> held) : ComponentResource(
        "test:index:RemoteGroup",
        name,
        new DictionaryResourceArgs(ImmutableDictionary<string, object?>.Empty.Add("held", held)),
        remote: true);
}
