using System.Text.Json;
using EcmEmulator.Tests.Support;
using Xunit;

namespace EcmEmulator.Tests;

/// <summary>What every action asks of its parameters.</summary>
public class ParameterTests
{
    [Theory]
    [InlineData("""{"EcmRegion": "ap-xian-ecm", "Nonsense": 1}""", "UnknownParameter")]
    [InlineData("""{"EcmRegion": 1}""", "InvalidParameter")]
    [InlineData("""{"EcmRegion": "ap-xian-ecm", "Limit": "20"}""", "InvalidParameter")]
    [InlineData("""{"EcmRegion": "ap-xian-ecm", "Limit": 1.5}""", "InvalidParameter")]
    [InlineData("""{"EcmRegion": "ap-xian-ecm", "AddressIds": "eip-1"}""", "InvalidParameter")]
    [InlineData("""{"EcmRegion": "ap-xian-ecm", "AddressIds": [1]}""", "InvalidParameter")]
    [InlineData("""{"EcmRegion": "ap-xian-ecm", "Filters": [{"Name": "address-ip"}]}""", "InvalidParameter")]
    [InlineData("""{"EcmRegion": "ap-xian-ecm", "Filters": [{"Name": "address-ip", "Values": [], "X": 1}]}""", "InvalidParameter")]
    [InlineData("""["EcmRegion"]""", "InvalidParameter")]
    [InlineData("""{"EcmRegion": """, "InvalidParameter")]
    [InlineData("", "MissingParameter")]
    [InlineData("""{"EcmRegion": null}""", "MissingParameter")]
    [InlineData("""{"EcmRegion": "ap-xian-ecm", "Limit": 101}""", "InvalidParameterValue")]
    [InlineData("""{"EcmRegion": "ap-xian-ecm", "Limit": 0}""", "InvalidParameterValue")]
    [InlineData("""{"EcmRegion": "ap-xian-ecm", "Offset": -1}""", "InvalidParameterValue")]
    [InlineData("""{"EcmRegion": "ap-nowhere-ecm"}""", "InvalidParameterValue.InvalidRegion")]
    [InlineData("""{"EcmRegion": "ap-xian-ecm", "AddressIds": ["eip 1"]}""", "InvalidParameterValue.InvaildAddressId")]
    [InlineData(
        """{"EcmRegion": "ap-xian-ecm", "Filters": [{"Name": "colour", "Values": ["red"]}]}""",
        "InvalidParameterValue.InvalidFilter")]
    [InlineData(
        """{"EcmRegion": "ap-xian-ecm", "Filters": [{"Name": "address-ip", "Values": []}]}""",
        "InvalidParameterValue.InvalidFilter")]
    [InlineData(
        """{"EcmRegion": "ap-xian-ecm", "AddressIds": ["eip-1"], "Filters": [{"Name": "address-ip", "Values": ["1"]}]}""",
        "InvalidParameter.Coexist")]
    [InlineData(
        """{"EcmRegion": "ap-xian-ecm", "Filters": [{"Name": "address-ip", "Values": ["1", "2", "3", "4", "5", "6"]}]}""",
        "InvalidParameterValue.FilterLimitExceeded")]
    [InlineData("""{"EcmRegion": "ap-xian-ecm", "AddressIds": null, "Limit": 100}""", "OK")]
    public async Task DescribeAddressesAnswersWithTheCode(string body, string code)
    {
        await using var lab = await Lab.StartAsync();
        using var response = await lab.Client.SendAsync("DescribeAddresses", body);
        var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal(code, ApiClient.CodeOf(answer.GetProperty("Response")));
    }

    [Fact]
    public async Task ABodyOfMoreThanTenMegabytesIsRefused()
    {
        await using var lab = await Lab.StartAsync();
        var id = new string('x', 11 * 1024 * 1024);

        Assert.Equal("RequestSizeLimitExceeded", await lab.Client.CodeOfAsync("DescribeAddresses", new { EcmRegion = id }));
    }

    [Fact]
    public async Task MoreThanTenFiltersAreRefused()
    {
        await using var lab = await Lab.StartAsync();
        var filters = Enumerable.Repeat(new { Name = "address-ip", Values = new[] { "1" } }, 11);

        Assert.Equal(
            "InvalidParameterValue.FilterLimitExceeded",
            await lab.Client.CodeOfAsync("DescribeAddresses", new { EcmRegion = Lab.RegionName, Filters = filters }));
    }

    [Fact]
    public async Task AnUnknownTaskIsNotFound()
    {
        await using var lab = await Lab.StartAsync();
        Assert.Equal(
            "InvalidParameterValue.TaskNotFound",
            await lab.Client.CodeOfAsync("DescribeTaskResult", new { EcmRegion = Lab.RegionName, TaskId = "none" }));
    }
}
