using System.Net.Sockets;
using EcmProvider.Ecm;
using EcmProvider.Ecm.Models;
using EcmProvider.Tests.Support;
using Xunit;

namespace EcmProvider.Tests.Ecm;

/// <summary>
/// AssociateAddress and DisassociateAddress: sent at most once, unless it is certain that the API did not take them.
/// </summary>
public class ChangeOutcomeTests
{
    private static readonly Target Instance = new Target.Instance("ein-1");

    [Fact]
    public void AnAssociationNamesTheInstance() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, _ => ApiAnswers.Task("task-9"));

        Assert.Equal("task-9", await Associate(api));

        Assert.Equal("""{"EcmRegion":"ap-xian-ecm","AddressId":"eip-1","InstanceId":"ein-1"}""", api.Calls[0].Body.GetRawText());
    });

    [Fact]
    public void AnAssociationNamesTheEniAndThePrivateIp() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, _ => ApiAnswers.Task());

        await api.Cloud.AssociateAddressAsync(
            ApiFake.Region, "eip-1", new Target.PrivateIp("eni-1", "10.0.0.7"), CancellationToken.None);

        Assert.Equal(
            """{"EcmRegion":"ap-xian-ecm","AddressId":"eip-1","NetworkInterfaceId":"eni-1","PrivateIpAddress":"10.0.0.7"}""",
            api.Calls[0].Body.GetRawText());
    });

    [Fact]
    public void ADisassociationSaysWhetherAnOrdinaryPublicIpIsWanted() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, _ => ApiAnswers.Task());

        await api.Cloud.DisassociateAddressAsync(ApiFake.Region, "eip-1", true, clock.GetTimestamp(), _ => Task.FromResult(true), CancellationToken.None);

        Assert.Equal("DisassociateAddress", api.Calls[0].Action);
        Assert.True(api.Calls[0].Body.GetProperty("ReallocateNormalPublicIp").GetBoolean());
    });

    [Fact]
    public void ATaskIdMayBeANumber() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, _ => ApiAnswers.Ok("\"TaskId\":1234567890123"));

        Assert.Equal("1234567890123", await Associate(api));
    });

    [Fact]
    public void AThrottledChangeIsSentAgain() => ApiVirtualTime.Run(async clock =>
    {
        var refusals = 2;
        using var api = new ApiFake(
            clock, _ => refusals-- > 0 ? ApiAnswers.Error("RequestLimitExceeded.UinLimitExceeded") : ApiAnswers.Task());

        await Associate(api);

        Assert.Equal(3, api.Calls.Count);
    });

    [Fact]
    public void AChangeThatIsThrottledToTheEndWasRefused() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, _ => ApiAnswers.Error("RequestLimitExceeded"), maxRetries: 2);

        var error = await Assert.ThrowsAsync<EcmApiException>(() => Associate(api));

        Assert.Equal("RequestLimitExceeded", error.Code);
        Assert.Equal(3, api.Calls.Count);
    });

    [Theory]
    [InlineData("InternalError")]
    [InlineData("FailedOperation.InternalOperationFailure")]
    [InlineData("ServiceUnavailable")]
    public void AnInternalErrorLeavesTheOutcomeUnknown(string code) => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, _ => ApiAnswers.Error(code));

        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => Associate(api));

        Assert.Equal(code, error.Refusal?.Code);
        Assert.Equal($"{code}: No. (RequestId req-1)", error.Reason);
        Assert.Single(api.Calls);
    });

    [Theory]
    [InlineData(500, "")]
    [InlineData(502, "<html>")]
    [InlineData(403, "<html>")]
    [InlineData(200, "{\"Response\":{\"TaskI")]
    [InlineData(200, "{\"Response\":{\"RequestId\":\"r\"}}")]
    public void AnUnreadableAnswerLeavesTheOutcomeUnknown(int status, string body) => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, _ => ApiAnswers.Raw(body, status));

        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => Associate(api));

        Assert.Null(error.Refusal);
        Assert.Contains($"HTTP {status}", error.Reason, StringComparison.Ordinal);
        Assert.Single(api.Calls);
    });

    [Fact]
    public void AConnectionThatBreaksAfterwardsLeavesTheOutcomeUnknown() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, _ => throw new HttpIOException(HttpRequestError.ResponseEnded));

        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => Associate(api));

        Assert.Equal("the connection was closed before the answer was complete", error.Reason);
        Assert.Single(api.Calls);
    });

    [Fact]
    public void AnyOtherFailureAfterwardsLeavesTheOutcomeUnknown() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, _ => throw new InvalidOperationException("what nobody thought of"));

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => Associate(api));
    });

    [Fact]
    public void NoAnswerInTimeLeavesTheOutcomeUnknown() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, Never);

        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => Associate(api));

        Assert.Equal("no answer within 30 s", error.Reason);
        Assert.Equal(TimeSpan.FromSeconds(30), clock.Elapsed);
    });

    [Fact]
    public void AChangeIsSentAgainWhenThereWasNoConnection() => ApiVirtualTime.Run(async clock =>
    {
        var refusals = 2;
        using var api = new ApiFake(
            clock, (_, _) => Task.FromResult(ApiAnswers.Task()), beforeSending: _ =>
            {
                if (refusals-- > 0)
                {
                    throw Refused();
                }
            });

        await Associate(api);

        Assert.Single(api.Calls);
    });

    [Fact]
    public void AChangeThatNeverFoundAConnectionWasNotMade() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, Never, maxRetries: 1, beforeSending: _ => throw Refused());

        var error = await Assert.ThrowsAsync<EcmUnreachableException>(() => Associate(api));

        Assert.Equal("no connection to \"ecm.tencentcloudapi.com\": connection refused (tried 2 times)", error.Reason);
    });

    [Fact]
    public void AChangeThatIsCancelledWhileItWaitsForTheLimiterIsNotSent() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, _ => ApiAnswers.Task(), perSecond: 1);
        using var cancel = new CancellationTokenSource();
        await Associate(api);
        var second = Associate(api, cancel);

        cancel.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await clock.Wait(5000);
        Assert.Single(api.Calls);
    });

    [Fact]
    public void AChangeThatIsCancelledWhileItConnectsIsNotSent() => ApiVirtualTime.Run(async clock =>
    {
        using var cancel = new CancellationTokenSource();
        // Cancels before the body is read, that is, before there is a connection.
        using var api = new ApiFake(
            clock, (_, _) => Task.FromResult(ApiAnswers.Task()), beforeSending: _ =>
            {
                cancel.Cancel();
                throw new TaskCanceledException();
            });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Associate(api, cancel));

        Assert.Empty(api.Calls);
        Assert.Equal(TimeSpan.Zero, clock.Elapsed);
    });

    [Fact]
    public void ACancelledChangeThatWasSentGetsItsAnswerWithinASecond() => ApiVirtualTime.Run(async clock =>
    {
        using var cancel = new CancellationTokenSource();
        using var api = new ApiFake(clock, async (_, abort) =>
        {
            cancel.Cancel();
            await clock.Wait(900, abort);
            return ApiAnswers.Task("task-7");
        });

        Assert.Equal("task-7", await Associate(api, cancel));
    });

    [Fact]
    public void ACancelledChangeThatWasSentIsUnknownAfterASecond() => ApiVirtualTime.Run(async clock =>
    {
        using var cancel = new CancellationTokenSource();
        using var api = new ApiFake(clock, Never);
        var change = Associate(api, cancel);
        await clock.Wait(2000);

        cancel.Cancel();

        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => change);
        Assert.Contains("cancelled after it was sent", error.Reason, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(3), clock.Elapsed);
    });

    [Fact]
    public void ACancelledChangeThatIsThrottledIsNotSentAgain() => ApiVirtualTime.Run(async clock =>
    {
        using var cancel = new CancellationTokenSource();
        using var api = new ApiFake(clock, async (_, _) =>
        {
            cancel.Cancel();
            return ApiAnswers.Error("RequestLimitExceeded");
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Associate(api, cancel));

        Assert.Single(api.Calls);
    });

    private static Task<string> Associate(ApiFake api, CancellationTokenSource? cancel = null) =>
        api.Cloud.AssociateAddressAsync(ApiFake.Region, "eip-1", Instance, cancel?.Token ?? CancellationToken.None);

    private static async Task<HttpResponseMessage> Never(ApiCall call, CancellationToken abort)
    {
        await Task.Delay(Timeout.Infinite, abort);
        throw new InvalidOperationException("Never ends.");
    }

    private static HttpRequestException Refused() => new(
        HttpRequestError.ConnectionError, "refused", new SocketException((int)SocketError.ConnectionRefused));
}
