using EcmProvider.Ecm.Models;
using EcmProvider.Tests.Support;
using Xunit;

namespace EcmProvider.Tests.Ecm;

/// <summary>Lists: all pages, from an API whose counts and fields may be missing or wrong.</summary>
public class ListTests
{
    private static readonly string[] All = [.. Enumerable.Range(0, 250).Select(i => $"eip-{i}")];

    [Theory]
    [InlineData("250", 3)]
    [InlineData("9999", 4)]
    [InlineData("1", 3)]
    [InlineData("null", 3)]
    public void AllPagesAreReadWhateverTheCountSays(string total, int requests) => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, call => Page(All.Skip(call.Offset).Take(100), total));

        var listed = await List(api);

        Assert.Equal(All, listed.Select(address => address.AddressId));
        Assert.Equal(requests, api.Calls.Count);
    });

    [Fact]
    public void SmallerPagesThanAskedForAreReadOn() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, call => Page(All.Skip(call.Offset).Take(50), "250"));

        Assert.Equal(250, (await List(api)).Count);
    });

    [Fact]
    public void AServerThatIgnoresTheOffsetIsNotAskedForEver() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, _ => Page(All.Take(100), "1000"));

        Assert.Equal(100, (await List(api)).Count);
        Assert.Equal(2, api.Calls.Count);
    });

    [Theory]
    [InlineData("\"TotalCount\":0,\"AddressSet\":null")]
    [InlineData("\"TotalCount\":0")]
    [InlineData("\"AddressSet\":[]")]
    [InlineData("\"TotalCount\":null,\"AddressSet\":[null,{},{\"AddressId\":\"\"}]")]
    public void NothingIsAnEmptyList(string fields) => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, _ => ApiAnswers.Ok(fields));

        Assert.Empty(await List(api));
    });

    [Fact]
    public void AnEipIsReadWithAllItsFields() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, _ => ApiAnswers.Ok(
            """
            "TotalCount":1,"AddressSet":[{"AddressId":"eip-1","AddressName":"n","AddressStatus":"BIND","AddressIp":"1.2.3.4",
            "InstanceId":"ein-1","CreatedTime":"2025-01-02T03:04:05Z","NetworkInterfaceId":"eni-1","PrivateAddressIp":"10.0.0.7",
            "IsArrears":true,"IsBlocked":true,"AddressType":"EIP","InternetServiceProvider":"CMCC","Bandwidth":5,"PayMode":"X",
            "Unknown":[1,{"a":null}]}]
            """));

        Assert.Equal(
            new Address
            {
                AddressId = "eip-1",
                AddressName = "n",
                AddressStatus = AddressStatus.Bind,
                AddressIp = "1.2.3.4",
                InstanceId = "ein-1",
                CreatedTime = "2025-01-02T03:04:05Z",
                NetworkInterfaceId = "eni-1",
                PrivateAddressIp = "10.0.0.7",
                IsArrears = true,
                IsBlocked = true,
                AddressType = "EIP",
                InternetServiceProvider = "CMCC",
                Bandwidth = 5,
                PayMode = "X",
            },
            Assert.Single(await List(api)));
    });

    [Fact]
    public void NullsAndEmptyTextsMeanNothing() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, _ => ApiAnswers.Ok(
            """
            "TotalCount":1,"AddressSet":[{"AddressId":"eip-1","AddressStatus":null,"InstanceId":"","NetworkInterfaceId":null,
            "PrivateAddressIp":"","IsArrears":null,"IsBlocked":null,"Bandwidth":null,"InternetServiceProvider":""}]
            """));

        Assert.Equal(new Address { AddressId = "eip-1", AddressStatus = "" }, Assert.Single(await List(api)));
    });

    [Fact]
    public void AnEniIsReadWithItsPrivateIps() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, _ => ApiAnswers.Ok(
            """
            "TotalCount":2,"NetworkInterfaceSet":[
            {"NetworkInterfaceId":"eni-1","Primary":true,"State":"AVAILABLE","Attachment":{"InstanceId":"ein-1","DeviceIndex":0},
             "PrivateIpAddressSet":[{"PrivateIpAddress":"10.0.0.7","Primary":true,"AddressId":"eip-1","PublicIpAddress":""},null]},
            {"NetworkInterfaceId":"eni-2","Primary":null,"Attachment":{"InstanceId":""},"PrivateIpAddressSet":null}]
            """));

        var listed = await api.Cloud.ListNetworkInterfacesAsync(ApiFake.Region, null, null, CancellationToken.None);

        Assert.Equal("ein-1", listed[0].Attachment?.InstanceId);
        Assert.Equal(
            new PrivateIp { PrivateIpAddress = "10.0.0.7", Primary = true, AddressId = "eip-1" }, Assert.Single(listed[0].PrivateIps));
        Assert.Null(listed[1].Attachment);
        Assert.Empty(listed[1].PrivateIps);
    });

    [Fact]
    public void FiltersGoAsTheyAre() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, _ => Page([], "0"));

        await api.Cloud.ListAddressesAsync(
            ApiFake.Region, null, [new Filter("address-status", ["BIND", "BIND_ENI"])], CancellationToken.None);

        Assert.Equal(
            """{"EcmRegion":"ap-xian-ecm","Filters":[{"Name":"address-status","Values":["BIND","BIND_ENI"]}],"Offset":0,"Limit":100}""",
            Assert.Single(api.Calls).Body.GetRawText());
    });

    [Fact]
    public void AListOfIdsIsGatheredAndKeepsItsOrder() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, call => ApiAnswers.Addresses(call.Ids.Order().Except(["eip-9"])));

        var listed = await api.Cloud.ListAddressesAsync(
            ApiFake.Region, ["eip-5", "eip-9", "eip-1", "eip-5"], null, CancellationToken.None);

        Assert.Equal(["eip-5", "eip-1"], listed.Select(address => address.AddressId));
        Assert.Single(api.Calls);
    });

    [Fact]
    public void NoIdsAreNotAllOfThem() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, _ => Page(All.Take(3), "3"));

        Assert.Empty(await api.Cloud.ListAddressesAsync(ApiFake.Region, [], null, CancellationToken.None));
        Assert.Empty(api.Calls);
    });

    [Fact]
    public void IdsAndFiltersExcludeEachOther() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, _ => Page([], "0"));

        await Assert.ThrowsAsync<ArgumentException>(() => api.Cloud.ListAddressesAsync(
            ApiFake.Region, ["eip-1"], [new Filter("address-ip", ["1.2.3.4"])], CancellationToken.None));
    });

    private static Task<IReadOnlyList<Address>> List(ApiFake api) =>
        api.Cloud.ListAddressesAsync(ApiFake.Region, null, null, CancellationToken.None);

    private static HttpResponseMessage Page(IEnumerable<string> ids, string total)
    {
        var set = ids.Select(id => $"{{\"AddressId\":\"{id}\",\"AddressStatus\":\"UNBIND\"}}");
        return ApiAnswers.Ok($"\"TotalCount\":{total},\"AddressSet\":[{string.Join(',', set)}]");
    }
}
