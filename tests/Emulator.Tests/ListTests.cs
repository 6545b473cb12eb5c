using System.Text.Json;
using EcmEmulator.Faults;
using EcmEmulator.Models;
using EcmEmulator.Tests.Support;
using Xunit;

namespace EcmEmulator.Tests;

/// <summary>What the two lists show: filters, pages, what is missing.</summary>
public class ListTests
{
    [Theory]
    [InlineData("address-id", "eip-2", "eip-2")]
    [InlineData("address-name", "second", "eip-2")]
    [InlineData("address-ip", "203.0.113.10", "eip-1")]
    [InlineData("address-status", "BIND", "eip-1")]
    [InlineData("instance-id", "ein-1", "eip-1")]
    [InlineData("private-ip-address", "10.0.0.5", "eip-1")]
    [InlineData("network-interface-id", "eni-1", "eip-1")]
    [InlineData("is-arrears", "TRUE", "eip-2")]
    [InlineData("address-type", "EIP", "eip-1,eip-2")]
    [InlineData("address-type", "WanIP", "")]
    public async Task AddressesAreFiltered(string filter, string value, string expected)
    {
        await using var lab = await Lab.StartAsync();
        lab.Region.People.Bind(Lab.Eip, Lab.Instance);
        lab.Region.Change(Lab.OtherEip, eip => eip with { IsArrears = true, AddressName = "second" });

        var answer = await ListAsync(lab, "DescribeAddresses", filter, value);

        Assert.Equal(expected, string.Join(',', Ids(answer, "AddressSet", "AddressId")));
    }

    [Theory]
    [InlineData("network-interface-id", "eni-spare", "eni-spare")]
    [InlineData("network-interface-name", "named", "eni-named")]
    [InlineData("network-interface-description", "described", "eni-named")]
    [InlineData("vpc-id", "vpc-2", "eni-named")]
    [InlineData("subnet-id", "subnet-2", "eni-named")]
    [InlineData("attachment.instance-id", "ein-2", "eni-2,eni-named")]
    [InlineData("attachment.instance-id", "ein-none", "")]
    [InlineData("groups.security-group-id", "sg-2", "eni-named")]
    [InlineData("address-ip", "10.0.1.2", "eni-spare")]
    [InlineData("tag-key", "team", "eni-named")]
    [InlineData("tag:team", "edge", "eni-named")]
    [InlineData("tag:team", "core", "")]
    public async Task NetworkInterfacesAreFiltered(string filter, string value, string expected)
    {
        await using var lab = await Lab.StartAsync();
        lab.Region.Put(new Eni
        {
            NetworkInterfaceId = "eni-named",
            NetworkInterfaceName = "named",
            NetworkInterfaceDescription = "described",
            InstanceId = Lab.OtherInstance,
            VpcId = "vpc-2",
            SubnetId = "subnet-2",
            GroupSet = ["sg-1", "sg-2"],
            Tags = new Dictionary<string, string> { ["team"] = "edge" },
        });

        var answer = await ListAsync(lab, "DescribeNetworkInterfaces", filter, value);

        Assert.Equal(expected, string.Join(',', Ids(answer, "NetworkInterfaceSet", "NetworkInterfaceId")));
    }

    [Fact]
    public async Task AListShowsTwentyUnlessToldOtherwise()
    {
        await using var lab = await Lab.StartAsync();
        for (var i = 10; i < 60; i++)
        {
            lab.Region.AddAddress($"eip-x{i}", $"203.0.113.{i}");
        }

        var first = await lab.Client.CallAsync("DescribeAddresses", new { EcmRegion = Lab.RegionName });
        var rest = await lab.Client.CallAsync("DescribeAddresses", new { EcmRegion = Lab.RegionName, Offset = 20, Limit = 100 });

        Assert.Equal(52, first.GetProperty("TotalCount").GetInt32());
        Assert.Equal(20, first.GetProperty("AddressSet").GetArrayLength());
        Assert.Equal(32, rest.GetProperty("AddressSet").GetArrayLength());
        var ids = Ids(first, "AddressSet", "AddressId").Concat(Ids(rest, "AddressSet", "AddressId"));
        Assert.Equal(52, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task MoreThanAHundredIdsAreRefused()
    {
        await using var lab = await Lab.StartAsync();
        var ids = Enumerable.Range(0, 101).Select(i => $"eip-{i}");

        Assert.Equal(
            "InvalidParameterValue",
            await lab.Client.CodeOfAsync("DescribeAddresses", new { EcmRegion = Lab.RegionName, AddressIds = ids }));
    }

    [Theory]
    [InlineData(MissingAddressAnswer.Absent, "OK")]
    [InlineData(MissingAddressAnswer.AddressIdNotFound, "UnsupportedOperation.AddressIdNotFound")]
    [InlineData(MissingAddressAnswer.InvaildAddressId, "InvalidParameterValue.InvaildAddressId")]
    public async Task AMissingEipIsAnsweredInOneOfThreeWays(MissingAddressAnswer missing, string code)
    {
        await using var lab = await Lab.StartAsync();
        lab.Host.Faults.MissingAddresses = missing;

        var answer = await lab.Client.CallAsync(
            "DescribeAddresses", new { EcmRegion = Lab.RegionName, AddressIds = new[] { Lab.Eip, "eip-none" } });

        Assert.Equal(code, ApiClient.CodeOf(answer));
        if (missing == MissingAddressAnswer.Absent)
        {
            Assert.Equal([Lab.Eip], Ids(answer, "AddressSet", "AddressId"));
        }
    }

    private static Task<JsonElement> ListAsync(Lab lab, string action, string filter, string value) =>
        lab.Client.CallAsync(action, new
        {
            EcmRegion = Lab.RegionName,
            Filters = new[] { new { Name = filter, Values = new[] { value, "unrelated" } } },
        });

    private static IEnumerable<string> Ids(JsonElement answer, string set, string id) =>
        answer.GetProperty(set).EnumerateArray().Select(item => item.GetProperty(id).GetString()!);
}
