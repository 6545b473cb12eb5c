using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Grpc.Core;
using Xunit;
using static EcmProvider.Tests.Lists.Binding;

namespace EcmProvider.Tests.Lists;

/// <summary>What List streams, where it ends, and how it goes on.</summary>
public sealed class AssociationListTests
{
    [Fact]
    public async Task ListsWhatIsBoundByTheIdThatNamesItsTarget()
    {
        await using var provider = await StartBoundAsync();
        provider.Cloud.AddAddress("eip-free", "203.0.113.90").Change(Some.OtherEip, eip => eip with { AddressName = "gateway" });

        var listed = await provider.ListAsync();

        Assert.Equal(string.Empty, listed.Message);
        Assert.Equal([Some.Id(), EniId], listed.Ids.Order());
        Assert.Contains(listed.Results, result => result is { Id: EniId, Name: "gateway" });
        Assert.Null(listed.Continuation);
    }

    [Fact]
    public async Task AnOrdinaryPublicIpIsNoAssociation()
    {
        await using var provider = await StartBoundAsync();
        provider.Cloud.Change(Some.Eip, eip => eip with { AddressType = "WanIP" });

        Assert.Equal([EniId], (await provider.ListAsync()).Ids);
    }

    [Fact]
    public async Task ListsTheAssociationsOfOneInstanceOrOneEni()
    {
        await using var provider = await StartBoundAsync();

        var ofInstance = await provider.ListAsync(query: ("instanceId", PropertyValue.Of(Some.Instance)));
        var ofEni = await provider.ListAsync(query: ("networkInterfaceId", PropertyValue.Of(Some.Eni)));
        var ofNone = await provider.ListAsync(query: ("instanceId", PropertyValue.Of(Some.OtherInstance)));

        Assert.Equal([Some.Id()], ofInstance.Ids);
        Assert.Equal([EniId], ofEni.Ids);
        Assert.Empty(ofNone.Ids);
    }

    [Fact]
    public async Task EveryListedIdCanBeImported()
    {
        await using var provider = await StartBoundAsync();
        provider.Cloud.AddAddress("eip-77778888", "203.0.113.77").AddNetworkInterface("eni-77778888", ["10.0.0.77"]);
        provider.Cloud.People.Attach("eni-77778888", Some.Instance);
        provider.Cloud.People.Bind("eip-77778888", "eni-77778888", "10.0.0.77");

        var listed = await provider.ListAsync();

        Assert.Equal(3, listed.Results.Count);
        foreach (var id in listed.Ids)
        {
            var imported = await provider.ReadAsync(id);
            Assert.Equal((id, string.Empty), (imported.Id, imported.Message));
        }
    }

    [Theory]
    [InlineData(7)]
    [InlineData(50)]
    [InlineData(100)]
    [InlineData(120)]
    public async Task PagesGoOnWhereTheLastEndedUntilAllWasStreamed(int pageSize)
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.BindMany(230);

        List<string> ids = [];
        var token = string.Empty;
        do
        {
            var page = await provider.ListAsync(pageSize: pageSize, token: token);
            Assert.Equal(string.Empty, page.Message);
            Assert.InRange(page.Results.Count, 0, pageSize);
            ids.AddRange(page.Ids);
            token = page.Continuation ?? string.Empty;
        }
        while (token.Length > 0);

        Assert.Equal(230, ids.Count);
        Assert.Equal(230, ids.Distinct().Count());
    }

    [Fact]
    public async Task TheLimitIsOfAllPagesTogether()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.BindMany(20);

        var first = await provider.ListAsync(limit: 10, pageSize: 6);
        var second = await provider.ListAsync(limit: 10, pageSize: 6, token: first.Continuation!);

        Assert.Equal((6, 4), (first.Results.Count, second.Results.Count));
        Assert.Null(second.Continuation);
        Assert.Empty(first.Ids.Intersect(second.Ids));
    }

    [Fact]
    public async Task WithoutAPageSizeOneCallStreamsAllPagesOfTheApi()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.BindMany(230);

        var listed = await provider.ListAsync();

        Assert.Equal(230, listed.Ids.Distinct().Count());
        Assert.Null(listed.Continuation);
        Assert.Equal(3, provider.Emulator.Calls.Count("DescribeAddresses"));
    }

    [Fact]
    public async Task AnUnknownQueryIsComputedAndNothingIsLookedUp()
    {
        await using var provider = await StartBoundAsync();

        var listed = await provider.ListAsync(query: ("instanceId", new PropertyValue.Unknown(Sentinels.UnknownString)));

        Assert.True(listed.IsComputed);
        Assert.Empty(listed.Results);
        Assert.Equal(0, provider.Emulator.Calls.Total);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("1.00000000.-1.0")]
    [InlineData("2.00000000.1.0")]
    [InlineData("1.00000000.99999999999.0")]
    public async Task ATokenThatIsNoneIsRefused(string token)
    {
        await using var provider = await StartBoundAsync();

        var listed = await provider.ListAsync(token: token);

        Assert.Equal(StatusCode.InvalidArgument, listed.Error?.StatusCode);
        Assert.Contains("is not a continuation token", listed.Message, StringComparison.Ordinal);
        Assert.Equal(0, provider.Emulator.Calls.Total);
    }

    [Fact]
    public async Task ATokenOfAnotherQueryIsRefusedAndTellsNothingOfTheQuery()
    {
        await using var provider = await StartBoundAsync();
        var first = await provider.ListAsync(pageSize: 1);

        var listed = await provider.ListAsync(token: first.Continuation!, query: ("instanceId", PropertyValue.Of(Some.Instance)));

        Assert.Equal(StatusCode.InvalidArgument, listed.Error?.StatusCode);
        Assert.Contains("belongs to a list with another query", listed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(TestProvider.Region, first.Continuation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EverythingWrongWithTheQueryIsToldAtOnce()
    {
        await using var provider = await StartBoundAsync();

        var listed = await provider.ListAsync(limit: -1, query: [("instanceID", PropertyValue.Of("a")), ("ecmRegion", PropertyValue.Of("a b"))]);

        Assert.Equal(StatusCode.InvalidArgument, listed.Error?.StatusCode);
        Assert.Contains("did you mean instanceId?", listed.Message, StringComparison.Ordinal);
        Assert.Contains("must not contain white space", listed.Message, StringComparison.Ordinal);
        Assert.Contains("limit must not be negative", listed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherTypeIsRefused()
    {
        await using var provider = await StartBoundAsync();

        Assert.Contains("has no resource \"ecm:index:Vpc\"", (await provider.ListAsync(type: "ecm:index:Vpc")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARefusalOfTheApiIsToldLikeEverywhereElse()
    {
        await using var provider = await StartBoundAsync();

        var listed = await provider.ListAsync(query: ("ecmRegion", PropertyValue.Of("ap-nowhere-ecm")));

        Assert.Equal(StatusCode.InvalidArgument, listed.Error?.StatusCode);
        Assert.Contains("DescribeAddresses, RequestId", listed.Message, StringComparison.Ordinal);
    }
}
