using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Xunit;

namespace EcmProvider.Tests.Messages;

/// <summary>What Check says of inputs that cannot be used: each mistake in a sentence of its own.</summary>
public sealed class CheckMessageTests
{
    private static readonly PropertyMap Eip = Some.Map(("addressId", PropertyValue.Of(Some.Eip)));
    private static readonly PropertyMap Instance = Eip.With("instanceId", PropertyValue.Of(Some.Instance));
    private static readonly PropertyMap Eni = Eip.With("networkInterfaceId", PropertyValue.Of(Some.Eni)).With("privateIpAddress", PropertyValue.Of(Some.PrivateIp));

    private static readonly Dictionary<string, PropertyMap> Cases = new()
    {
        ["BothTargets"] = Eni.With("instanceId", PropertyValue.Of(Some.Instance)),
        ["InstanceWithAPrivateIp"] = Instance.With("privateIpAddress", PropertyValue.Of(Some.PrivateIp)),
        ["EniWithoutAPrivateIp"] = Eip.With("networkInterfaceId", PropertyValue.Of(Some.Eni)),
        ["PrivateIpWithoutAnEni"] = Eip.With("privateIpAddress", PropertyValue.Of(Some.PrivateIp)),
        ["NoTarget"] = Eip,
        ["Nothing"] = PropertyMap.Empty,
        ["Ipv6"] = Eni.With("privateIpAddress", PropertyValue.Of("fe80::1")),
        ["IncompleteIp"] = Eni.With("privateIpAddress", PropertyValue.Of("10.0.0")),
        ["IpThatEndsWithADot"] = Eni.With("privateIpAddress", PropertyValue.Of("10.0.0.")),
        ["IpWithLeadingZeros"] = Eni.With("privateIpAddress", PropertyValue.Of("010.0.0.7")),
        ["IpWithALargeNumber"] = Eni.With("privateIpAddress", PropertyValue.Of("10.0.0.256")),
        ["IpWithAPrefixLength"] = Eni.With("privateIpAddress", PropertyValue.Of("10.0.0.7/24")),
        ["IpWithWhiteSpace"] = Eni.With("privateIpAddress", PropertyValue.Of("10.0.0.7 ")),
        ["NoIpAtAll"] = Eni.With("privateIpAddress", PropertyValue.Of("web")),
        ["EmptyId"] = Eip.With("instanceId", PropertyValue.Of(string.Empty)),
        ["BlankId"] = Eip.With("instanceId", PropertyValue.Of("  ")),
        ["IdWithALineBreakAtItsEnd"] = Instance.With("addressId", PropertyValue.Of("eip-11112222\n")),
        ["IdWithWhiteSpaceInside"] = Instance.With("addressId", PropertyValue.Of("eip 11112222")),
        ["IdWithASlash"] = Instance.With("addressId", PropertyValue.Of("ap-xian-ecm/eip-11112222")),
        ["IdWithAControlCharacter"] = Instance.With("addressId", PropertyValue.Of("eip-\u001b[2J")),
        ["IdWithACharacterThatCannotBeSeen"] = Instance.With("addressId", PropertyValue.Of("eip-11112222\u200b")),
        ["IdThatIsVeryLong"] = Instance.With("addressId", PropertyValue.Of("eip " + new string('1', 500))),
        ["SecretIdWithWhiteSpace"] = Instance.With("addressId", new PropertyValue.Secret(PropertyValue.Of("eip 11112222"))),
        ["NumberInThePlaceOfAnId"] = Instance.With("addressId", PropertyValue.Of(5)),
        ["ListInThePlaceOfAnId"] = Instance.With("addressId", new PropertyValue.Array([PropertyValue.Of(Some.Eip)])),
        ["TextInThePlaceOfAFlag"] = Instance.With("allowReassociation", PropertyValue.Of("true")),
        ["MisspeltKey"] = Instance.With("adressId", PropertyValue.Of(Some.Eip)).With("instanceID", PropertyValue.Of(Some.Instance)),
        ["UnknownKey"] = Instance.With("colour", PropertyValue.Of("red")),
        ["KeyWithAControlCharacter"] = Instance.With("addressId\u202e", PropertyValue.Of(Some.Eip)),
        ["OutputGivenAsInput"] = Instance.With("addressIp", PropertyValue.Of("203.0.113.10")),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task OfInputsThatCannotBeUsed(string name)
    {
        await using var provider = await TestProvider.StartAsync();

        var response = await provider.CheckAsync(Cases[name]);

        Assert.NotEmpty(response.Failures);
        Golden.Match("Check", name, Shown.Of(response));
    }

    [Fact]
    public async Task OfARegionThatNothingNames()
    {
        await using var provider = await TestProvider.StartUnconfiguredAsync();

        Golden.Match("Check", "NoRegion", Shown.Of(await provider.CheckAsync(Instance)));
    }

    [Fact]
    public async Task EachMistakeHasASentenceOfItsOwn()
    {
        await using var provider = await TestProvider.StartAsync();
        string[] mistakes = ["BothTargets", "InstanceWithAPrivateIp", "EniWithoutAPrivateIp", "PrivateIpWithoutAnEni", "NoTarget", "Ipv6", "IncompleteIp", "IdWithWhiteSpaceInside"];

        var sentences = new HashSet<string>();
        foreach (var mistake in mistakes)
        {
            sentences.Add(Assert.Single((await provider.CheckAsync(Cases[mistake])).Failures).Reason);
        }

        Assert.Equal(mistakes.Length, sentences.Count);
    }
}
