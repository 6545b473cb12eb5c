using System.Collections.Immutable;
using System.Text.Json;
using Google.Protobuf;
using Pulumi;
using Pulumi.Ecm;
using Pulumi.Ecm.Inputs;
using Pulumi.Serialization;
using Pulumi.Utilities;
using Xunit;

namespace Sdk.Tests.Offline;

public sealed class SerializerTests
{
    private const string Signature = Wire.SignatureKey;

    [Theory]
    [InlineData(true, "true")]
    [InlineData(5, "5")]
    [InlineData(2.5, "2.5")]
    [InlineData("a", "\"a\"")]
    [InlineData(null, "null")]
    public async Task PlainValuesTravelAsTheyAre(object? value, string json) => await AssertJsonAsync(json, value);

    [Fact]
    public async Task SecretsAreMarked() => await AssertJsonAsync(
        $$"""{"{{Signature}}": "{{Wire.SecretSignature}}", "value": ["a"]}""", Output.CreateSecret(ImmutableArray.Create("a")));

    [Fact]
    public async Task UnknownValuesAreMarked() => await AssertJsonAsync($"\"{Wire.Unknown}\"", OutputUtilities.CreateUnknown(5));

    [Fact]
    public async Task InAListOnlyTheElementThatIsUnknownIsMarked() => await AssertJsonAsync(
        $$"""["a", "{{Wire.Unknown}}"]""", new InputList<string> { "a", OutputUtilities.CreateUnknown("b") });

    [Fact]
    public async Task InAMapOnlyTheEntryThatIsSecretIsMarked() => await AssertJsonAsync(
        $$"""{"a": "1", "b": {"{{Signature}}": "{{Wire.SecretSignature}}", "value": "2"} }""",
        new InputMap<string> { ["a"] = "1", ["b"] = Output.CreateSecret("2") });

    [Fact]
    public async Task EntriesWithoutAValueAreLeftOut() => await AssertJsonAsync(
        """{"a": 1}""", new Dictionary<string, object?> { ["a"] = 1, ["b"] = null });

    [Fact]
    public async Task ArgumentsAreObjectsOfWhatIsSet() => await AssertJsonAsync(
        """{"name": "a", "values": ["b"]}""", new FilterArgs { Name = "a", Values = { "b" } });

    [Fact]
    public async Task AnArrayThatWasNeverAssignedIsEmpty() => await AssertJsonAsync("[]", default(ImmutableArray<string>));

    [Fact]
    public async Task JsonElementsTravelAsValues() => await AssertJsonAsync(
        """{"a": [1, true, null, "b"]}""", JsonDocument.Parse("""{"a": [1, true, null, "b"]}""").RootElement);

    [Fact]
    public async Task OutputValuesCarryWhatTheyDependOn() => await AssertJsonAsync(
        $$"""
        {
            "{{Signature}}": "{{Wire.OutputSignature}}",
            "value": "a",
            "secret": true,
            "dependencies": ["urn:pulumi:dev::edge::a:b:C::c"]
        }
        """,
        OutputUtilities.WithDependency(Output.CreateSecret("a"), new DependencyResource("urn:pulumi:dev::edge::a:b:C::c")),
        Form.OutputValues);

    [Fact]
    public async Task AnUnknownOutputValueHasNoValue() => await AssertJsonAsync(
        $$"""{"{{Signature}}": "{{Wire.OutputSignature}}"}""", OutputUtilities.CreateUnknown("a"), Form.OutputValues);

    [Fact]
    public async Task APlainOutputNeedsNoMark() => await AssertJsonAsync("\"a\"", Output.Create("a"), Form.OutputValues);

    [Fact]
    public async Task JsonTextIsSecretWhenAnythingInItIs()
    {
        var text = JsonText.Of(new AssumeRoleWithWebIdentityArgs { ProviderId = "p", RoleArn = "é\"", WebIdentityToken = "token" });

        Assert.Equal("""{"providerId":"p","roleArn":"é\"","webIdentityToken":"token"}""", await OutputUtilities.GetValueAsync(text));
        Assert.True(await Output.IsSecretAsync(text));
    }

    [Fact]
    public async Task JsonTextIsUnknownWhenAnythingInItIs()
    {
        var text = JsonText.Of(new AssumeRoleArgs { RoleArn = OutputUtilities.CreateUnknown("r"), SessionDuration = 1 });

        Assert.False(await OutputUtilities.GetIsKnownAsync(text));
    }

    [Theory]
    [InlineData("5", 5)]
    [InlineData("false", false)]
    public async Task JsonTextOfPlainValuesIsTheirText(string text, object value) =>
        Assert.Equal(text, await OutputUtilities.GetValueAsync(JsonText.Of(value)));

    [Fact]
    public async Task ARequiredInputWithoutAValueIsAnErrorThatNamesIt()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => SerializeAsync(new EipAssociationArgs()));

        Assert.Equal("\"addressId\" of EipAssociationArgs is required but has no value. Set it.", error.Message);
    }

    [Fact]
    public async Task ATypeThatCannotTravelIsAnErrorThatNamesItsPlace()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => SerializeAsync(
            new Dictionary<string, object?> { ["list"] = new List<object> { 1, DayOfWeek.Friday } }));

        Assert.StartsWith("\"value.list[1]\" is a DayOfWeek, which cannot be sent", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATaskIsAnErrorThatTellsToWrapIt()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => SerializeAsync(Task.FromResult(1)));

        Assert.Contains("Output.Create(task)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheResourcesAValueDependsOnAreRemembered()
    {
        var resource = new DependencyResource("urn:pulumi:dev::edge::a:b:C::c");
        var serializer = new Serializer(Form.Marked);

        await serializer.SerializeAsync(new List<object> { OutputUtilities.WithDependency(Output.Create(1), resource) }, "value");

        Assert.Equal([resource], serializer.Resources);
    }

    private static async Task<string> SerializeAsync(object? value, Form form = Form.Marked) =>
        JsonFormatter.Default.Format(await new Serializer(form).SerializeAsync(value, "value"));

    private static async Task AssertJsonAsync(string json, object? value, Form form = Form.Marked)
    {
        var actual = await SerializeAsync(value, form);
        using var expected = JsonDocument.Parse(json);
        using var found = JsonDocument.Parse(actual);
        Assert.True(JsonElement.DeepEquals(expected.RootElement, found.RootElement), actual);
    }
}
