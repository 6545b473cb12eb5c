using System.Collections.Immutable;
using Pulumi;
using Sdk.Tests.Engine;
using Xunit;

namespace Sdk.Tests.Offline;

public sealed class ConfigTests
{
    [Fact]
    public async Task ValuesAreReadAsTheTypeThatIsAskedFor()
    {
        await using var engine = await RecordingEngine.StartAsync();

        var exitCode = await RunAsync(engine, () =>
        {
            var config = new Pulumi.Config();
            return new()
            {
                ["text"] = config.Require("text"),
                ["number"] = config.GetInt32("number"),
                ["ratio"] = config.RequireDouble("ratio"),
                ["flag"] = config.GetBoolean("flag"),
                ["list"] = config.RequireObject<List<string>>("list"),
                ["none"] = config.Get("none") ?? "none",
                ["secret"] = config.RequireSecret("text").Apply(value => Output.Unsecret(Output.CreateSecret(value.Length))),
                ["stack"] = Deployment.Instance.StackName,
            };
        });

        Assert.Equal(0, exitCode);
        var outputs = engine.StackOutputs();
        Assert.Equal(
            ["a", "5", "2.5", "true", "[\"x\"]", "none", "dev"],
            new[] { "text", "number", "ratio", "flag", "list", "none", "stack" }.Select(name => Text(outputs[name]!)));
        Assert.Equal(Pulumi.Serialization.Wire.SecretSignature, outputs["secret"]![Pulumi.Serialization.Wire.SignatureKey]!.GetValue<string>());
    }

    [Fact]
    public async Task TheSdksConfigurationClassReadsObjectsByTheirWireNames()
    {
        await using var engine = await RecordingEngine.StartAsync();

        await RunAsync(engine, () => new()
        {
            ["arn"] = Pulumi.Ecm.Config.AssumeRole!.RoleArn,
            ["seconds"] = Pulumi.Ecm.Config.AssumeRole!.SessionDuration,
            ["accounts"] = Pulumi.Ecm.Config.AllowedAccountIds.IsDefault,
        });

        Assert.Equal("""{"accounts":true,"arn":"qcs::cam","seconds":60}""", Sorted(engine.StackOutputs()));
    }

    [Theory]
    [InlineData("missing", "The configuration value \"edge:missing\" is required but not set. Set it: pulumi config set --secret edge:missing VALUE")]
    public async Task AMissingSecretIsAnErrorThatTellsHowToSetIt(string key, string message)
    {
        await using var engine = await RecordingEngine.StartAsync();

        Assert.Equal(32, await RunAsync(engine, () => new() { ["value"] = new Pulumi.Config().RequireSecret(key) }));

        Assert.Equal(message, Assert.Single(engine.Errors));
    }

    [Fact]
    public async Task AValueOfAnotherTypeIsAnErrorThatDoesNotQuoteIt()
    {
        await using var engine = await RecordingEngine.StartAsync();

        Assert.Equal(32, await RunAsync(engine, () => new() { ["value"] = new Pulumi.Config().RequireInt32("list") }));

        Assert.Equal(
            "The configuration value \"edge:list\" is not a whole number. Change it: pulumi config set edge:list VALUE",
            Assert.Single(engine.Errors));
    }

    private static Task<int> RunAsync(RecordingEngine engine, Func<Dictionary<string, object?>> program) => RecordingEngine.RunAsync(
        () => _ = new Stack(() => Task.FromResult<IDictionary<string, object?>>(program()), null),
        engine.Settings(
            false,
            ("edge:text", "a"),
            ("edge:number", "5"),
            ("edge:ratio", "2.5"),
            ("edge:flag", "true"),
            ("edge:list", "[\"x\"]"),
            ("ecm:assumeRole", """{"roleArn": "qcs::cam", "sessionDuration": 60}""")));

    private static string Text(System.Text.Json.Nodes.JsonNode node) =>
        node.GetValueKind() == System.Text.Json.JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString();

    private static string Sorted(System.Text.Json.Nodes.JsonNode node) => System.Text.Json.JsonSerializer.Serialize(
        node.AsObject().OrderBy(entry => entry.Key, StringComparer.Ordinal).ToDictionary(entry => entry.Key, entry => entry.Value));
}
