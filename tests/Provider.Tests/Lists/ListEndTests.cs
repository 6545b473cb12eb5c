using EcmEmulator.Faults;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Functions;
using EcmProvider.Tests.Support;
using Grpc.Core;
using Pulumirpc;
using Xunit;
using static EcmProvider.Tests.Lists.Binding;

namespace EcmProvider.Tests.Lists;

/// <summary>How List ends: by itself, by an error, or because nobody wants it any more; and what it keeps to itself.</summary>
public sealed class ListEndTests
{
    private static readonly ListRequest Everything = new() { Token = Some.Type, Query = new() };

    [Theory]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(229)]
    public async Task TheLimitEndsTheListWithoutAContinuation(int limit)
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.BindMany(230);

        var listed = await provider.ListAsync(limit: limit);

        Assert.Equal(limit, listed.Ids.Distinct().Count());
        Assert.Null(listed.Continuation);
        Assert.Equal((limit + 99) / 100, provider.Emulator.Calls.Count("DescribeAddresses"));
    }

    [Theory]
    [InlineData(230)]
    [InlineData(231)]
    [InlineData(long.MaxValue)]
    public async Task ALimitThatIsNotReachedListsAll(long limit)
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.BindMany(230);

        var listed = await provider.ListAsync(limit: limit, pageSize: long.MaxValue);

        Assert.Equal(230, listed.Ids.Distinct().Count());
        Assert.Null(listed.Continuation);
    }

    [Fact]
    public async Task APageThatEndsWithTheListHasNoContinuation()
    {
        await using var provider = await StartBoundAsync();

        var listed = await provider.ListAsync(pageSize: 2);

        Assert.Equal(2, listed.Results.Count);
        Assert.Null(listed.Continuation);
    }

    [Fact]
    public async Task AContinuationGoesOnPastWhatIsNoAssociation()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.BindMany(10);
        foreach (var i in new[] { 1, 2, 5, 9 })
        {
            provider.Cloud.Change($"eip-0000000{i}", eip => eip with { AddressType = "WanIP" });
        }

        var first = await provider.ListAsync(pageSize: 3);
        var second = await provider.ListAsync(pageSize: 3, token: first.Continuation!);

        Assert.Equal((3, 3), (first.Results.Count, second.Results.Count));
        Assert.Equal(6, first.Ids.Union(second.Ids).Count());
        var end = second.Continuation is { } token ? await provider.ListAsync(pageSize: 3, token: token) : second;
        Assert.True(end == second || end.Results.Count == 0);
        Assert.Null(end.Continuation);
    }

    [Fact]
    public async Task ATokenIsStillGoodAfterTheProviderWasConfiguredAnew()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.BindMany(5);
        var first = await provider.ListAsync(pageSize: 3);

        await provider.ConfigureAsync(Some.Configuration(provider.Emulator.Endpoint));
        var second = await provider.ListAsync(pageSize: 3, token: first.Continuation!);

        Assert.Equal(5, first.Ids.Union(second.Ids).Count());
    }

    [Fact]
    public async Task AFailureOnTheSecondPageFollowsWhatTheFirstOneHeld()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.BindMany(150);
        provider.Emulator.Faults.Add(Fault.Refuse("UnauthorizedOperation", "DescribeAddresses") with { When = IsSecondPage });

        var listed = await provider.ListAsync();

        Assert.Equal(100, listed.Results.Count);
        Assert.Equal(StatusCode.PermissionDenied, listed.Error?.StatusCode);
        Assert.Contains("Allow the action ecm:DescribeAddresses", listed.Message, StringComparison.Ordinal);
        Assert.Contains("(DescribeAddresses, RequestId ", listed.Message, StringComparison.Ordinal);
        Assert.Null(listed.Continuation);
    }

    [Fact]
    public async Task APassingFailureOnTheSecondPageIsNotSeen()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.BindMany(150);
        provider.Emulator.Faults.Add(Fault.HttpStatus(502, "DescribeAddresses") with { When = IsSecondPage, Times = 3 });

        var listed = await provider.ListAsync();

        Assert.Equal(string.Empty, listed.Message);
        Assert.Equal(150, listed.Ids.Distinct().Count());
    }

    [Fact]
    public async Task CancelInTheMiddleOfTheStreamEndsItAtOnce()
    {
        await using var provider = await TestProvider.StartAsync();
        var listing = await BeginStuckOnTheSecondPageAsync(provider);

        await provider.CancelAsync();
        var listed = await listing;

        Assert.Equal(100, listed.Results.Count);
        Assert.Equal(StatusCode.Cancelled, listed.Error?.StatusCode);
        Assert.StartsWith("List was stopped: ", listed.Message, StringComparison.Ordinal);
        Assert.Null(listed.Continuation);
    }

    [Fact]
    public async Task AnEngineThatHangsUpInTheMiddleOfTheStreamEndsTheLookUpToo()
    {
        await using var provider = await TestProvider.StartAsync();
        using var call = new CancellationTokenSource();
        var listing = await BeginStuckOnTheSecondPageAsync(provider, call.Token);

        await call.CancelAsync();

        Assert.Equal(StatusCode.Cancelled, (await listing).Error?.StatusCode);
        await NobodyWaitsAsync(provider);
        Assert.Equal(2, provider.Emulator.Calls.Count("DescribeAddresses"));
    }

    [Fact]
    public async Task ASecretQueryIsUsedAndTheTokenAndTheErrorsDoNotTellIt()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.BindMany(3);
        PropertyValue Secret(string text) => new PropertyValue.Secret(PropertyValue.Of(text));

        var first = await provider.ListAsync(pageSize: 2, query: ("networkInterfaceId", Secret("eni-many")));
        var second = await provider.ListAsync(token: first.Continuation!, query: ("networkInterfaceId", Secret("eni-many")));
        var bad = await provider.ListAsync(query: ("instanceId", Secret("hidden id")));
        provider.Emulator.Faults.Add(Fault.Refuse("InvalidParameterValue", "DescribeAddresses") with { Message = "no ENI eni-many here" });
        var refused = await provider.ListAsync(query: ("networkInterfaceId", Secret("eni-many")));

        Assert.Equal(3, first.Ids.Union(second.Ids).Count());
        Assert.DoesNotContain("eni-many", first.Continuation, StringComparison.Ordinal);
        Assert.Contains("instanceId [secret] must not contain white space", bad.Message, StringComparison.Ordinal);
        Assert.Contains("no ENI [secret] here", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ecmRegion")]
    [InlineData("instanceId")]
    [InlineData("networkInterfaceId")]
    public async Task AnyUnknownValueOfTheQueryIsAnsweredAsComputedAndNothingElse(string name)
    {
        await using var provider = await StartBoundAsync();

        var plain = await provider.ListAsync(query: (name, PropertyValue.UnknownValue));
        var secret = await provider.ListAsync(limit: 1, pageSize: 1, query: (name, new PropertyValue.Secret(PropertyValue.UnknownValue)));

        Assert.All([plain, secret], listed =>
        {
            Assert.Equal(string.Empty, listed.Message);
            Assert.True(listed.IsComputed);
            Assert.Empty(listed.Results);
            Assert.Null(listed.Continuation);
        });
        Assert.Equal(0, provider.Emulator.Calls.Total);
    }

    [Fact]
    public async Task AProblemIsToldEvenWhereSomethingElseIsUnknown()
    {
        await using var provider = await StartBoundAsync();

        var listed = await provider.ListAsync(
            query: [("instanceId", PropertyValue.UnknownValue), ("networkInterfaceId", PropertyValue.Of("a b"))]);

        Assert.False(listed.IsComputed);
        Assert.Contains("networkInterfaceId \"a b\" must not contain white space", listed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAKeyTheErrorSaysHowToGiveOne()
    {
        await using var provider = await TestProvider.StartUnconfiguredAsync();
        await provider.ConfigureAsync(Some.Map(
            ("endpoint", PropertyValue.Of(provider.Emulator.Endpoint.ToString())), ("ecmRegion", PropertyValue.Of(TestProvider.Region))));

        var listed = await provider.ListAsync();

        Assert.Equal(StatusCode.Unauthenticated, listed.Error?.StatusCode);
        Assert.Contains("Set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY", listed.Message, StringComparison.Ordinal);
    }

    private static bool IsSecondPage(EcmEmulator.Requests.ApiCall call) =>
        call.Parameters.TryGetProperty("Offset", out var offset) && offset.GetInt32() == 100;

    // The clock stands still from the moment on in which the second page was asked for.
    private static async Task<Task<Listed>> BeginStuckOnTheSecondPageAsync(TestProvider provider, CancellationToken cancellationToken = default)
    {
        provider.Cloud.BindMany(150);
        var asked = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        provider.Emulator.Faults.Add(Fault.DelayRequest(TimeSpan.FromHours(1), "DescribeAddresses") with
        {
            When = call => IsSecondPage(call) && (asked.TrySetResult(true) || true),
        });
        var listing = provider.BeginList(Everything, cancellationToken);
        await provider.LetPassUntilAsync(asked.Task);
        return listing;
    }

    private static async Task NobodyWaitsAsync(TestProvider provider)
    {
        while (provider.Emulator.ActiveRequests > 0)
        {
            await Task.Yield();
        }
    }
}
