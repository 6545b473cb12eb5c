using System.Globalization;
using System.Text.Json;
using EcmEmulator.Models;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Grpc.Core;
using Xunit;
using static EcmProvider.Tests.Functions.Invoking;

namespace EcmProvider.Tests.Functions;

/// <summary>What <c>getAddresses</c> and <c>getNetworkInterfaces</c> list.</summary>
public sealed class ListFunctionTests
{
    private static readonly string[] ManyIds = [.. Enumerable.Range(1, 250).Select(i => $"eip-{i:00000000}")];

    [Fact]
    public async Task ListsTheEipsOfARegionWithAllTheirPages()
    {
        await using var provider = await TestProvider.StartAsync();
        AddMany(provider.Cloud);

        var listed = await provider.GetAddressesAsync();

        Assert.Equal(string.Empty, listed.Message);
        Assert.Equal(TestProvider.Region, listed["ecmRegion"]);
        Assert.Equal([.. ManyIds, Some.Eip, Some.OtherEip], listed.TextsOf("addresses", "addressId").ToHashSet());
        Assert.Equal(3, provider.Emulator.Calls.Count("DescribeAddresses"));
    }

    [Fact]
    public async Task ListsMoreEipsByIdThanOneRequestTakesAndLeavesOutWhatDoesNotExist()
    {
        await using var provider = await TestProvider.StartAsync();
        AddMany(provider.Cloud);

        var listed = await provider.GetAddressesAsync(("addressIds", Texts([.. ManyIds, "eip-99990000"])));

        Assert.Equal(ManyIds, listed.TextsOf("addresses", "addressId"));
        Assert.Equal(3, provider.Emulator.Calls.Count("DescribeAddresses"));
    }

    [Fact]
    public async Task NoIdsAskForNothing()
    {
        await using var provider = await TestProvider.StartAsync();

        var listed = await provider.GetAddressesAsync(("addressIds", Texts()));

        Assert.Empty(listed.ListOf("addresses"));
        Assert.Equal(0, provider.Emulator.Calls.Total);
    }

    [Fact]
    public async Task AnEipPassesThatHasAnyValueOfEveryFilter()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.AddAddress("eip-77778888", "203.0.113.77").Change("eip-77778888", eip => eip with { AddressName = "web" });
        provider.Cloud.Change(Some.Eip, eip => eip with { AddressName = "web" });
        provider.Cloud.People.Bind(Some.Eip, Some.Instance);

        var listed = await provider.GetAddressesAsync(
            ("filters", List(Filter("address-name", "web", "db"), Filter("address-status", "BIND", "BIND_ENI"))));

        Assert.Equal([Some.Eip], listed.TextsOf("addresses", "addressId"));
    }

    [Fact]
    public async Task ListsEnisWithTheirPrivateIpsAndEips()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.People.Attach(Some.Eni, Some.Instance);
        provider.Cloud.People.Bind(Some.Eip, Some.Eni, Some.PrivateIp);

        var listed = await provider.GetNetworkInterfacesAsync(("filters", List(Filter("attachment.instance-id", Some.Instance))));

        Assert.Equal(["eni-33334444", Some.Eni], listed.TextsOf("networkInterfaces", "networkInterfaceId").Order());
        var eni = listed.ListOf("networkInterfaces").Single(eni => eni.Get("networkInterfaceId") == Text(Some.Eni));
        Assert.Equal(Text(Some.Instance), eni.Get("instanceId"));
        Assert.Equal(PropertyValue.Of(false), eni.Get("primary"));
        Assert.Equal(Text("AVAILABLE"), eni.Get("state"));
        Assert.Equal(
            List(
                new PropertyValue.Object(Some.Map(
                    ("privateIpAddress", Text("10.0.0.11")), ("primary", PropertyValue.Of(true)), ("state", Text("AVAILABLE")))),
                new PropertyValue.Object(Some.Map(
                    ("privateIpAddress", Text(Some.PrivateIp)),
                    ("primary", PropertyValue.Of(false)),
                    ("state", Text("AVAILABLE")),
                    ("publicIpAddress", Text("203.0.113.10")),
                    ("addressId", Text(Some.Eip))))),
            eni.Get("privateIpAddresses"));
    }

    [Fact]
    public async Task ListsEnisByIdAndByATagOfTheirOwn()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.Put(provider.Cloud.FindNetworkInterface(Some.Eni)! with { Tags = new Dictionary<string, string> { ["role"] = "edge" } });

        var byId = await provider.GetNetworkInterfacesAsync(("networkInterfaceIds", Texts(Some.Eni, "eni-00000000")));
        var byTag = await provider.GetNetworkInterfacesAsync(("filters", List(Filter("tag:role", "edge"))));

        Assert.Equal([Some.Eni], byId.TextsOf("networkInterfaces", "networkInterfaceId"));
        Assert.Equal([Some.Eni], byTag.TextsOf("networkInterfaces", "networkInterfaceId"));
    }

    [Fact]
    public async Task TheOutputsAreThoseOfTheSchema()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.Change(Some.Eip, eip => eip with { PayMode = "POSTPAID" });
        provider.Cloud.People.Bind(Some.Eip, Some.Instance);
        using var schema = JsonDocument.Parse((await provider.Client.GetSchemaAsync(new(), cancellationToken: TestContext.Current.CancellationToken)).Schema);
        var types = schema.RootElement.GetProperty("types");
        var functions = schema.RootElement.GetProperty("functions");

        var one = await provider.GetAddressAsync(("addressId", Text(Some.Eip)));
        var addresses = await provider.GetAddressesAsync(("addressIds", Texts(Some.Eip)));
        var enis = await provider.GetNetworkInterfacesAsync(("networkInterfaceIds", Texts("eni-33334444")));

        Assert.Equal(NamesOf(functions.GetProperty("ecm:index:getAddress").GetProperty("outputs")), one.State.Keys);
        Assert.Equal(NamesOf(functions.GetProperty("ecm:index:getAddresses").GetProperty("outputs")), addresses.State.Keys);
        Assert.Equal(NamesOf(functions.GetProperty("ecm:index:getNetworkInterfaces").GetProperty("outputs")), enis.State.Keys);
        Assert.Equal(NamesOf(types.GetProperty("ecm:index:Address")), addresses.ListOf("addresses").Single().Keys);
        var eni = enis.ListOf("networkInterfaces").Single();
        Assert.Equal(NamesOf(types.GetProperty("ecm:index:NetworkInterface")), eni.Keys);
        var ip = Assert.IsType<PropertyValue.Array>(eni.Get("privateIpAddresses")).Items.Single();
        Assert.Equal(NamesOf(types.GetProperty("ecm:index:PrivateIp")), Assert.IsType<PropertyValue.Object>(ip).Properties.Keys);
    }

    public static TheoryData<string, string> BadFilters => new()
    {
        { "[{\"name\":\"instance\",\"values\":[\"a\"]}]", "filters[0].name \"instance\" is not a filter of this list: did you mean instance-id?" },
        { "[{\"name\":\"colour\",\"values\":[\"a\"]}]", "filters[0].name \"colour\" is not a filter of this list: there are address-id, " },
        { "[{\"name\":\"address-ip\",\"values\":[]}]", "filters[0].values is required" },
        { "[{\"name\":\"address-ip\"}]", "filters[0].values is required" },
        { "[{\"values\":[\"a\"]}]", "filters[0].name is required: address-id, " },
        { "[{\"name\":\"address-ip\",\"values\":[\"a\",\"\"]}]", "filters[0].values[1] must not be empty" },
        { "[{\"name\":\"is-arrears\",\"values\":[true]}]", "filters[0].values[0] must be a string" },
        { "[{\"name\":\"address-ip\",\"values\":\"a\"}]", "filters[0].values must be a list of strings" },
        {
            "[{\"name\":\"address-ip\",\"values\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\"]}]",
            "filters[0].values takes at most 5 values, not 6"
        },
        {
            "[{\"name\":\"address-ip\",\"vlaues\":[\"a\"],\"values\":[\"a\"]}]",
            "filters[0].vlaues is no property of a filter: did you mean values?"
        },
        { "[\"address-ip\"]", "filters[0] must be a filter: an object with name and values" },
        { "{\"name\":\"address-ip\"}", "filters must be a list of filters" },
    };

    [Theory]
    [MemberData(nameof(BadFilters))]
    public async Task AFilterThatCannotBeUsedIsNamedWithItsProblem(string filters, string problem)
    {
        await using var provider = await TestProvider.StartAsync();

        var listed = await provider.GetAddressesAsync(
            ("filters", PropertyMarshaler.Unmarshal(Google.Protobuf.WellKnownTypes.Value.Parser.ParseJson(filters))));

        Assert.Equal(StatusCode.InvalidArgument, listed.Code);
        Assert.StartsWith("The arguments of getAddresses cannot be used: ", listed.Message, StringComparison.Ordinal);
        Assert.Contains(problem, listed.Message);
        Assert.Equal(0, provider.Emulator.Calls.Total);
    }

    [Fact]
    public async Task TenFiltersPassAndElevenDoNot()
    {
        await using var provider = await TestProvider.StartAsync();
        var ten = Enumerable.Repeat(Filter("address-status", "UNBIND"), 10).ToList();

        var passed = await provider.GetAddressesAsync(("filters", List(ten)));
        var refused = await provider.GetAddressesAsync(("filters", List([.. ten, Filter("address-id", Some.Eip)])));

        Assert.Equal(string.Empty, passed.Message);
        Assert.Equal(2, passed.ListOf("addresses").Count);
        Assert.Contains("filters takes at most 10 filters, not 11", refused.Message);
    }

    [Fact]
    public async Task IdsAndFiltersExcludeEachOtherAndEachBadIdIsNamed()
    {
        await using var provider = await TestProvider.StartAsync();

        var listed = await provider.GetNetworkInterfacesAsync(
            ("networkInterfaceIds", List(Text(Some.Eni), Text(""), Text("a b"), PropertyValue.Of(true))),
            ("filters", List(Filter("tag:", "x"))));

        Assert.Contains("networkInterfaceIds[1] must not be empty", listed.Message);
        Assert.Contains("networkInterfaceIds[2] \"a b\" must not contain white space", listed.Message);
        Assert.Contains("networkInterfaceIds[3] must be a string", listed.Message);
        Assert.Contains("filters excludes networkInterfaceIds: give one of them", listed.Message);
        Assert.Contains("filters[0].name \"tag:\" is not a filter of this list: there are vpc-id, ", listed.Message);
    }

    [Fact]
    public async Task ASecretInsideAFilterIsNotShown()
    {
        await using var provider = await TestProvider.StartAsync();
        PropertyValue Secret(string text) => new PropertyValue.Secret(Text(text));

        var bare = await provider.GetAddressesAsync(
            ("filters", List(new PropertyValue.Object(Some.Map(("name", Secret("hidden-name")), ("values", Texts("a")))))));
        var whole = await provider.GetAddressesAsync(("addressIds", new PropertyValue.Secret(Texts("hidden id"))));

        Assert.Contains("filters[0].name [secret] is not a filter", bare.Message);
        Assert.Contains("addressIds[0] [secret] must not contain white space", whole.Message);
        Assert.DoesNotContain("hidden", bare.Message + whole.Message);
    }

    [Fact]
    public async Task AnUnknownValueDeepInsideAnswersNothingAndLooksNothingUp()
    {
        await using var provider = await TestProvider.StartAsync();

        var ids = await provider.GetAddressesAsync(("addressIds", List(Text(Some.Eip), PropertyValue.UnknownValue)));
        var filter = await provider.GetAddressesAsync(
            ("filters", List(new PropertyValue.Object(Some.Map(("name", Text("address-ip")), ("values", List(PropertyValue.UnknownValue)))))));

        Assert.Equal(PropertyMap.Empty, ids.State);
        Assert.Equal(PropertyMap.Empty, filter.State);
        Assert.Equal(0, provider.Emulator.Calls.Total);
    }

    [Fact]
    public async Task AFilterThatOnlyTheApiKnowsToRefuseIsAnErrorAboutTheFilters()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Faults.Add(EcmEmulator.Faults.Fault.Refuse("InvalidParameterValue.InvalidFilter"));

        var listed = await provider.GetAddressesAsync(("filters", List(Filter("address-status", "UNBIND"))));

        Assert.Equal(StatusCode.InvalidArgument, listed.Code);
        Assert.Contains("getAddresses could not look EIPs of the ECM region \"ap-xian-ecm\" up", listed.Message);
        Assert.Contains(" up: the API does not take one of the filters.\nCorrect filters: ", listed.Message);
    }

    private static void AddMany(CloudRegion region)
    {
        foreach (var (id, i) in ManyIds.Select((id, i) => (id, i)))
        {
            region.AddAddress(id, string.Create(CultureInfo.InvariantCulture, $"198.51.100.{i}"));
        }
    }

    // Maps are in alphabetical order.
    private static IEnumerable<string> NamesOf(JsonElement type) =>
        type.GetProperty("properties").EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal);
}
