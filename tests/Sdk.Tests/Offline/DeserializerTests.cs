using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Pulumi;
using Pulumi.Ecm;
using Pulumi.Serialization;
using Xunit;

namespace Sdk.Tests.Offline;

public sealed class DeserializerTests
{
    private const string Secret = $"\"{Wire.SignatureKey}\": \"{Wire.SecretSignature}\"";

    [Fact]
    public void ObjectsBecomeTheSdksTypes()
    {
        var found = Known<GetNetworkInterfacesResult>("""
            {
                "ecmRegion": "ap-xian-ecm",
                "__engine": "its own",
                "networkInterfaces": [{
                    "networkInterfaceId": "eni-1", "primary": true, "state": "AVAILABLE",
                    "privateIpAddresses": [{ "privateIpAddress": "10.0.0.7", "primary": false }]
                }]
            }
            """);

        var eni = Assert.Single(found.NetworkInterfaces);
        Assert.Equal(("ap-xian-ecm", "eni-1", true), (found.EcmRegion, eni.NetworkInterfaceId, eni.Primary));
        Assert.Null(eni.VpcId);
        Assert.Equal("10.0.0.7", Assert.Single(eni.PrivateIpAddresses).PrivateIpAddress);
    }

    [Fact]
    public void AListThatIsNotThereIsEmpty() =>
        Assert.Empty(Known<GetNetworkInterfacesResult>("""{"ecmRegion": "r"}""").NetworkInterfaces);

    [Fact]
    public void NumbersBecomeWholeNumbersWhereTheSdkHasThem()
    {
        Assert.Equal(5, Known<int>("5"));
        Assert.Equal(5, Known<int?>("5"));
        Assert.Null(Known<int?>("null"));
    }

    [Fact]
    public void ObjectsOfNoTypeBecomeMaps()
    {
        var found = Known<ImmutableDictionary<string, object>>("""{"a": [1, "b"]}""");

        Assert.Equal([1d, "b"], Assert.IsType<ImmutableArray<object>>(found["a"]));
    }

    [Fact]
    public void ASecretInsideMakesTheWholeSecret()
    {
        var data = Read<GetAddressResult>($$"""{"addressId": { {{Secret}}, "value": "eip-1" }, "addressIp": "1.2.3.4"}""");

        Assert.True(data.IsSecret);
        Assert.Equal("eip-1", ((GetAddressResult)data.Value!).AddressId);
    }

    [Theory]
    [InlineData("\"04da6b54-80e4-46f7-96ec-b56ff0331ba9\"")]
    [InlineData("{\"addressId\": \"04da6b54-80e4-46f7-96ec-b56ff0331ba9\"}")]
    [InlineData("\"dd056dcd-154b-4c76-9bd3-c8f88648b5ff\"")]
    public void AnUnknownInsideMakesTheWholeUnknown(string json) => Assert.False(Read<GetAddressResult>(json).IsKnown);

    [Fact]
    public void AnOutputValueKeepsItsFacts()
    {
        var data = Read<string>($$"""
            {
                "{{Wire.SignatureKey}}": "{{Wire.OutputSignature}}",
                "value": "a", "secret": true, "dependencies": ["urn:pulumi:dev::edge::a:b:C::c"]
            }
            """);

        Assert.Equal(("a", true, true), (data.Value, data.IsKnown, data.IsSecret));
        Assert.Equal("c", Assert.Single(data.Resources).GetResourceName());
    }

    [Fact]
    public void AnOutputValueWithoutAValueIsUnknown() =>
        Assert.False(Read<string>($$"""{"{{Wire.SignatureKey}}": "{{Wire.OutputSignature}}"}""").IsKnown);

    [Theory]
    [InlineData("\"5\"", "text")]
    [InlineData("1.5", "a number")]
    [InlineData("1e12", "a number")]
    [InlineData("[5]", "a list")]
    [InlineData("{}", "an object")]
    [InlineData("true", "a boolean")]
    public void AnotherTypeIsAnErrorThatNamesThePlaceAndNotTheValue(string json, string kind)
    {
        var error = Assert.Throws<RunException>(() => Read<int>(json));

        Assert.StartsWith($"\"web.bandwidth\" is {kind}, but this program's SDK expects Int32.", error.Message, StringComparison.Ordinal);
    }

    private static T Known<T>(string json)
    {
        var data = Read<T>(json);
        Assert.True(data.IsKnown);
        return (T)data.Value!;
    }

    private static OutputData<object?> Read<T>(string json) =>
        Deserializer.Deserialize(JsonParser.Default.Parse<Value>(json), typeof(T), "web.bandwidth");
}
