using EcmEmulator.Faults;
using EcmEmulator.Models;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Grpc.Core;
using Xunit;
using static EcmProvider.Tests.Functions.Invoking;

namespace EcmProvider.Tests.Functions;

/// <summary>What <c>getAddress</c> finds, and what it says when it finds nothing.</summary>
public sealed class GetAddressTests
{
    [Fact]
    public async Task FindsAnEipByItsIdAndAnswersAllThereIsToKnow()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.Change(Some.Eip, eip => eip with { AddressName = "web", PayMode = "POSTPAID", IsBlocked = true });
        provider.Cloud.People.Bind(Some.Eip, Some.Instance);

        var found = await provider.GetAddressAsync(("addressId", Text(Some.Eip)));

        Assert.Equal(string.Empty, found.Message);
        Assert.Equal(
            Some.Map(
                ("ecmRegion", Text(TestProvider.Region)),
                ("addressId", Text(Some.Eip)),
                ("addressName", Text("web")),
                ("addressIp", Text("203.0.113.10")),
                ("addressStatus", Text("BIND")),
                ("addressType", Text("EIP")),
                ("instanceId", Text(Some.Instance)),
                ("networkInterfaceId", Text("eni-33334444")),
                ("privateIpAddress", Text("10.0.0.5")),
                ("internetServiceProvider", Text("CMCC")),
                ("bandwidth", PropertyValue.Of(5)),
                ("payMode", Text("POSTPAID")),
                ("isArrears", PropertyValue.Of(false)),
                ("isBlocked", PropertyValue.Of(true)),
                ("createdTime", found.State.Get("createdTime"))),
            found.State);
        Assert.StartsWith("2025-01-01T", found["createdTime"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task LeavesOutWhatTheApiDoesNotShow()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.Change(Some.Eip, eip => eip with { InternetServiceProvider = null, Bandwidth = null });

        var found = await provider.GetAddressAsync(("addressId", Text(Some.Eip)));

        Assert.Equal("UNBIND", found["addressStatus"]);
        string[] absent = ["instanceId", "networkInterfaceId", "privateIpAddress", "internetServiceProvider", "bandwidth", "payMode"];
        Assert.DoesNotContain(found.State.Keys, absent.Contains);
    }

    [Fact]
    public async Task FindsAnEipByItsIp()
    {
        await using var provider = await TestProvider.StartAsync();

        var found = await provider.GetAddressAsync(("addressIp", Text("203.0.113.11")));

        Assert.Equal(Some.OtherEip, found["addressId"]);
        Assert.Equal(TestProvider.Region, found["ecmRegion"]);
    }

    [Fact]
    public async Task LooksInTheRegionThatTheCallNames()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Cloud.AddRegion("ap-other-ecm").AddAddress("eip-77778888", "203.0.113.77");

        var found = await provider.GetAddressAsync(("addressId", Text("eip-77778888")), ("ecmRegion", Text("ap-other-ecm")));

        Assert.Equal("203.0.113.77", found["addressIp"]);
        Assert.Equal("ap-other-ecm", found["ecmRegion"]);
    }

    [Theory]
    [InlineData(MissingAddressAnswer.Absent)]
    [InlineData(MissingAddressAnswer.AddressIdNotFound)]
    [InlineData(MissingAddressAnswer.InvaildAddressId)]
    public async Task AnEipThatDoesNotExistIsAnErrorWithTheRemedyHoweverTheApiSaysSo(MissingAddressAnswer answer)
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Faults.MissingAddresses = answer;

        var found = await provider.GetAddressAsync(("addressId", Text("eip-99990000")));

        Assert.Equal(StatusCode.NotFound, found.Code);
        Assert.Equal(
            "EIP \"eip-99990000\" does not exist in the ECM region \"ap-xian-ecm\".\nCheck addressId and ecmRegion; the account sees only its own EIPs.",
            found.Message);
    }

    [Fact]
    public async Task AnIpThatNoEipHasIsAnErrorWithTheRemedy()
    {
        await using var provider = await TestProvider.StartAsync();

        var found = await provider.GetAddressAsync(("addressIp", Text("203.0.113.99")));

        Assert.Equal(StatusCode.NotFound, found.Code);
        Assert.Equal(
            "No EIP has the IP \"203.0.113.99\" in the ECM region \"ap-xian-ecm\".\nCheck addressIp and ecmRegion; the account sees only its own EIPs.",
            found.Message);
    }

    [Fact]
    public async Task AnIpThatSeveralEipsHaveIsAnErrorThatNamesThem()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.AddAddress("eip-77778888", "203.0.113.10");

        var found = await provider.GetAddressAsync(("addressIp", Text("203.0.113.10")));

        Assert.Equal(StatusCode.FailedPrecondition, found.Code);
        Assert.Contains($"\"{Some.Eip}\"", found.Message);
        Assert.Contains("\"eip-77778888\"", found.Message);
        Assert.EndsWith("\nGive the addressId of the one that is meant.", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoArgumentsAreAnErrorThatNamesWhatIsNeeded()
    {
        await using var provider = await TestProvider.StartAsync();

        var found = await provider.GetAddressAsync();

        Assert.Equal(StatusCode.InvalidArgument, found.Code);
        Assert.Equal(
            "The arguments of getAddress cannot be used: addressId or addressIp is required: the EIP to look up, such as \"eip-11112222\".\n"
                + "Correct them in the program; getAddress takes ecmRegion, addressId, addressIp.",
            found.Message);
        Assert.Equal(0, provider.Emulator.Calls.Total);
    }

    [Theory]
    [InlineData("addressId", "", "addressId must not be empty")]
    [InlineData("addressId", "eip 1", "addressId \"eip 1\" must not contain white space")]
    [InlineData("addressId", "a/b", "addressId \"a/b\" must not contain")]
    [InlineData("addressIp", "203.0.113", "addressIp \"203.0.113\" is not an IPv4 address")]
    [InlineData("addressIp", "::1", "addressIp \"::1\" is not an IPv4 address")]
    [InlineData("ecmRegion", "ap xian", "ecmRegion \"ap xian\" must not contain")]
    [InlineData("adressIp", "203.0.113.10", "adressIp is no property of getAddress: did you mean addressIp?")]
    [InlineData("colour", "red", "colour is no property of getAddress: there are ecmRegion, addressId, addressIp")]
    public async Task AnArgumentThatCannotBeUsedIsNamedWithItsProblem(string name, string value, string problem)
    {
        await using var provider = await TestProvider.StartAsync();

        var found = await provider.GetAddressAsync((name, Text(value)));

        Assert.Equal(StatusCode.InvalidArgument, found.Code);
        Assert.Contains(problem, found.Message);
        Assert.Equal(0, provider.Emulator.Calls.Total);
    }

    [Fact]
    public async Task AllProblemsAreNamedAtOnce()
    {
        await using var provider = await TestProvider.StartAsync();

        var found = await provider.GetAddressAsync(
            ("addressId", PropertyValue.Of(7)), ("addressIp", Text("x")), ("ecmRegion", Text("")), ("region", Text("ap")));

        Assert.Contains("addressId must be a string", found.Message);
        Assert.Contains("addressIp \"x\" is not an IPv4 address", found.Message);
        Assert.Contains("addressIp excludes addressId: give one of them", found.Message);
        Assert.Contains("ecmRegion must not be empty", found.Message);
        Assert.Contains("region is no property of getAddress", found.Message);
    }

    [Fact]
    public async Task WithoutAnyRegionTheErrorSaysWhereToSetOne()
    {
        await using var provider = await TestProvider.StartUnconfiguredAsync();
        await provider.ConfigureAsync(Some.Map(("endpoint", Text(provider.Emulator.Endpoint.ToString()))));

        var found = await provider.GetAddressAsync(("addressId", Text(Some.Eip)));

        Assert.Equal(StatusCode.InvalidArgument, found.Code);
        Assert.Contains("ecmRegion is required, since the provider has no ecmRegion either", found.Message);
        Assert.Contains("TENCENTCLOUD_ECM_REGION", found.Message);
    }

    [Fact]
    public async Task AnArgumentThatOnlyTheUpdateWillKnowAnswersNothingAndLooksNothingUp()
    {
        await using var provider = await TestProvider.StartAsync();

        var found = await provider.GetAddressAsync(("addressId", PropertyValue.UnknownValue));

        Assert.Equal(string.Empty, found.Message);
        Assert.Equal(PropertyMap.Empty, found.State);
        Assert.Equal(0, provider.Emulator.Calls.Total);
    }

    [Fact]
    public async Task ASecretArgumentIsUsedAndNeverShown()
    {
        await using var provider = await TestProvider.StartAsync();

        var found = await provider.GetAddressAsync(("addressId", new PropertyValue.Secret(Text(Some.Eip))));
        var missing = await provider.GetAddressAsync(("addressId", new PropertyValue.Secret(Text("eip-hidden"))));
        var bad = await provider.GetAddressAsync(("addressId", new PropertyValue.Secret(Text("hidden id"))));

        Assert.Equal("203.0.113.10", found["addressIp"]);
        Assert.Contains("EIP \"[secret]\" does not exist", missing.Message);
        Assert.Contains("addressId [secret] must not contain white space", bad.Message);
    }

    [Fact]
    public async Task AFunctionThatThereIsNotIsAnErrorThatNamesTheThree()
    {
        await using var provider = await TestProvider.StartAsync();

        var found = await provider.InvokeAsync("ecm:index:getInstance");

        Assert.Equal(StatusCode.InvalidArgument, found.Code);
        Assert.Equal(
            "The ecm provider has no function \"ecm:index:getInstance\".\n"
                + "It has \"ecm:index:getAddress\", \"ecm:index:getAddresses\", \"ecm:index:getNetworkInterfaces\".",
            found.Message);
    }

    [Fact]
    public async Task AProviderThatWasNotConfiguredSaysSo()
    {
        await using var provider = await TestProvider.StartUnconfiguredAsync();

        var found = await provider.GetAddressAsync(("addressId", Text(Some.Eip)));

        Assert.Equal(StatusCode.FailedPrecondition, found.Code);
        Assert.Contains("not configured", found.Message);
    }

    [Fact]
    public async Task WithoutAKeyTheErrorSaysHowToGiveOne()
    {
        await using var provider = await TestProvider.StartUnconfiguredAsync();
        await provider.ConfigureAsync(Some.Map(
            ("endpoint", Text(provider.Emulator.Endpoint.ToString())), ("ecmRegion", Text(TestProvider.Region))));

        var found = await provider.GetAddressAsync(("addressId", Text(Some.Eip)));

        Assert.Equal(StatusCode.Unauthenticated, found.Code);
        Assert.Contains("Set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY", found.Message);
    }

    [Fact]
    public async Task ARefusalOfTheApiIsToldWithWhatWasLookedUpAndTheRemedy()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Faults.Add(Fault.Refuse("UnauthorizedOperation"));

        var found = await provider.GetAddressAsync(("addressId", Text(Some.Eip)));

        Assert.Equal(StatusCode.PermissionDenied, found.Code);
        Assert.Matches(
            $"^getAddress could not look EIP \"{Some.Eip}\" in the ECM region \"ap-xian-ecm\" up: the key has no permission for it.\nAllow the action ecm:DescribeAddresses .+\nThe API's answer: UnauthorizedOperation: .* \\(DescribeAddresses, RequestId .+\\)$",
            found.Message);
    }

    [Fact]
    public async Task AnApiThatNeverAnswersIsToldAsSuch()
    {
        await using var provider = await TestProvider.StartAsync(configuration: ("maxRetries", PropertyValue.Of(1)));
        provider.Emulator.Faults.Add(Fault.HttpStatus(502) with { Times = null });

        var found = await provider.GetAddressAsync(("addressIp", Text("203.0.113.10")));

        Assert.Equal(StatusCode.Unavailable, found.Code);
        Assert.Contains("getAddress could not look the EIP with the IP \"203.0.113.10\"", found.Message);
        Assert.Contains("HTTP 502", found.Message);
    }
}
