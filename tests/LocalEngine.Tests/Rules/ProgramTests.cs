using LocalEngine.Programs;
using LocalEngine.Tests.Fakes;
using Xunit;

namespace LocalEngine.Tests.Rules;

public sealed class ProgramTests : IAsyncLifetime
{
    private readonly TestStack _stack = new();
    private FakeProvider _provider = null!;

    public async ValueTask InitializeAsync() => _provider = await FakeProvider.StartAsync();

    [Fact]
    public async Task OutputsAreInterpolatedAndSecretsHidden()
    {
        var result = await _stack.SucceedAsync(Operation.Up, _provider, Some.Web() +
            """
            variables:
              where: { fn::invoke: { function: ecm:getAddress, arguments: { addressId: eip-1 }, return: addressIp } }
              hidden: { fn::secret: "${where}" }
            outputs:
              text: "http://${web.addressIp}:${web.bandwidth}/$${pulumi.stack}/${pulumi.stack}"
              where: ${where}
              hidden: "x${hidden}"
              json: { fn::toJSON: { a: [ "${web.id}" ] } }

            """);

        Assert.Equal("http://203.0.113.10:5/${pulumi.stack}/dev", result.Outputs["text"]!.GetValue<string>());
        Assert.Equal("203.0.113.10", result.Outputs["where"]!.GetValue<string>());
        Assert.Equal("[secret]", result.Outputs["hidden"]!.GetValue<string>());
        Assert.Equal("""{"a":["ap-xian-ecm/eip-11112222/ein-33334444"]}""", result.Outputs["json"]!.GetValue<string>());
        var options = _stack.Options(Operation.Preview, _provider);
        Assert.Equal("x203.0.113.10", Engine.Show(options, showSecrets: true).Outputs["hidden"]!.GetValue<string>());
    }

    [Fact]
    public async Task APreviewShowsWhatIsNotKnownYetAsUnknown()
    {
        var result = await _stack.SucceedAsync(Operation.Preview, _provider, Some.Web() + "outputs: { ip: \"at ${web.addressIp}\", id: \"${web.id}\" }\n");

        Assert.Equal("[unknown]", result.Outputs["ip"]!.GetValue<string>());
        Assert.Equal("[unknown]", result.Outputs["id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("outputs: { a: \"${nobody}\" }\n", "refers to \"nobody\"")]
    [InlineData("variables: { a: \"${b}\", b: \"${a}\" }\noutputs: { a: \"${a}\" }\n", "in a circle: a → b → a")]
    [InlineData("outputs: { a: \"${web\" }\n", "not closed")]
    [InlineData("resources: { web: { type: ecm:EipAssociation, options: { hooks: 1 } } }\n", "option \"hooks\"")]
    [InlineData("config: { size: { type: number } }\noutputs: { a: \"${size}\" }\n", "\"edge:size\" is missing")]
    public async Task AProgramThatIsWrongIsToldWhatIs(string program, string message)
    {
        var result = await _stack.RunAsync(Operation.Preview, _provider, program);

        Assert.False(result.Succeeded);
        Assert.Contains(message, result.Errors(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoResourcesOfOneNameAreRefused()
    {
        var result = await _stack.RunAsync(Operation.Preview, _provider,
            Some.Web() + "  other: { type: ecm:EipAssociation, name: web, properties: { addressId: a, instanceId: b } }\n");

        Assert.Contains("twice", result.Errors(), StringComparison.Ordinal);
    }

    [Fact]
    public void TheStacksConfigurationBeatsTheProjects()
    {
        File.WriteAllText(Path.Combine(_stack.Folder, "Pulumi.yaml"), "name: edge\nruntime: yaml\nconfig: { ecm:ecmRegion: { value: a }, size: { default: 3 } }\n");
        File.WriteAllText(Path.Combine(_stack.Folder, "Pulumi.dev.yaml"), "config: { ecm:ecmRegion: b, ecm:flags: { x: true } }\n");

        var config = Project.Load(_stack.Folder).Config("dev");

        Assert.Equal(("b", "3", """{"x":true}"""), (config["ecm:ecmRegion"], config["edge:size"], config["ecm:flags"]));
    }

    [Fact]
    public void AnEncryptedValueIsRefusedWithTheRemedy()
    {
        File.WriteAllText(Path.Combine(_stack.Folder, "Pulumi.yaml"), "name: edge\nruntime: yaml\n");
        File.WriteAllText(Path.Combine(_stack.Folder, "Pulumi.dev.yaml"), "config: { ecm:secretKey: { secure: v1:abc } }\n");

        var error = Assert.Throws<EngineException>(() => Project.Load(_stack.Folder).Config("dev"));

        Assert.Contains("--secret ecm:secretKey=VALUE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AProgramInAProcessOfItsOwnFindsTheStackInItsEnvironment()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program of this test is a shell script.");
        File.WriteAllText(Path.Combine(_stack.Folder, "Pulumi.yaml"), "name: edge\nruntime: { name: dotnet, options: { binary: run } }\n");
        var script = Path.Combine(_stack.Folder, "run");
        File.WriteAllText(script, "#!/bin/sh\nenv | grep ^PULUMI_ | sort > seen; exit 7\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var result = await Engine.RunAsync(
            _stack.Options(Operation.Preview, _provider) with { Config = new Dictionary<string, string> { ["edge:a"] = "1" }, SecretConfigKeys = ["edge:a"] },
            ProgramFinder.Find(Project.Load(_stack.Folder)), TestContext.Current.CancellationToken);

        Assert.Contains("exit code 7", result.Errors(), StringComparison.Ordinal);
        var seen = (await File.ReadAllLinesAsync(Path.Combine(_stack.Folder, "seen"), TestContext.Current.CancellationToken))
            .Select(l => l.Split('=', 2)).ToDictionary(l => l[0], l => l[1]);
        Assert.Equal(
            ("""{"edge:a":"1"}""", """["edge:a"]""", "true", "organization", "16", "edge", "dev"),
            (seen["PULUMI_CONFIG"], seen["PULUMI_CONFIG_SECRET_KEYS"], seen["PULUMI_DRY_RUN"], seen["PULUMI_ORGANIZATION"],
                seen["PULUMI_PARALLEL"], seen["PULUMI_PROJECT"], seen["PULUMI_STACK"]));
        Assert.Matches(@"^127\.0\.0\.1:\d+$", seen["PULUMI_MONITOR"]);
        Assert.Equal(seen["PULUMI_MONITOR"], seen["PULUMI_ENGINE"]);
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        _stack.Dispose();
    }
}
