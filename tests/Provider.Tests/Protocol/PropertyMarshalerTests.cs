using EcmProvider.Protocol.Values;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Xunit;

namespace EcmProvider.Tests.Protocol;

/// <summary>Values come through the wire's encoding unchanged.</summary>
public sealed class PropertyMarshalerTests
{
    private const string Key = "4dabf18193072939515e22adb298388d";

    [Theory]
    [InlineData("""{"a":true,"b":1.5,"c":"x","d":null,"e":[1,"y",[false]],"f":{"g":{}}}""")]
    [InlineData($$$$"""{"s":{"{{{{Key}}}}":"1b47061264138c4ac30d75fd1eb44270","value":{"deep":["x"]}}}""")]
    [InlineData($$$"""{"o":{"{{{Key}}}":"d0e6a833031e9bbcd3f4e8bde6ca49a4","value":"v","secret":true,"dependencies":["urn:1","urn:2"]}}""")]
    [InlineData($$$"""{"o":{"{{{Key}}}":"d0e6a833031e9bbcd3f4e8bde6ca49a4"}}""")]
    [InlineData($$$"""{"r":{"{{{Key}}}":"5cf8f73096256a8f31e491e813e4eb8e","urn":"urn:1","id":"i","packageVersion":"1"}}""")]
    [InlineData($$$"""{"b":{"{{{Key}}}":"803fd3297a5875dc03ca845dda5d2a98","value":"AAEC"}}""")]
    [InlineData("""{"u":"04da6b54-80e4-46f7-96ec-b56ff0331ba9","n":"3eeb2bf0-c639-47a8-9e75-3b44932eb421"}""")]
    public void ComesThroughUnchanged(string json)
    {
        var wire = JsonParser.Default.Parse<Struct>(json);

        Assert.Equal(wire, PropertyMarshaler.Marshal(PropertyMarshaler.Unmarshal(wire)));
    }

    [Fact]
    public void AnOutputWithoutAValueIsUnknown()
    {
        var wire = JsonParser.Default.Parse<Struct>($$$"""{"o":{"{{{Key}}}":"d0e6a833031e9bbcd3f4e8bde6ca49a4","secret":true}}""");

        var value = PropertyMarshaler.Unmarshal(wire)["o"];

        Assert.IsType<PropertyValue.Unknown>(value.Bare);
        Assert.True(value.IsSecretValue);
    }

    [Fact]
    public void ASecretInsideAnOutputIsSecret()
    {
        var value = new PropertyValue.Output(new PropertyValue.Secret(PropertyValue.Of("x")), false, []);

        Assert.True(value.IsSecretValue);
        Assert.Equal(PropertyValue.Of("x"), value.Bare);
    }
}
