using EcmProvider.Credentials;
using EcmProvider.Ecm;
using EcmProvider.Ecm.Models;
using EcmProvider.Tests.Support;
using Xunit;

namespace EcmProvider.Tests.Ecm;

/// <summary>What every request has in common: headers, retries, the clock, the time limit.</summary>
public class RequestTests
{
    [Fact]
    public void ARequestIsSignedAndAsksForEnglish() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, _ => ApiAnswers.Ok("\"Result\":\"RUNNING\""));

        await TaskResultOf(api);

        var headers = api.Calls[0].Headers;
        Assert.Equal("DescribeTaskResult", headers["X-TC-Action"]);
        Assert.Equal("2019-07-19", headers["X-TC-Version"]);
        Assert.Equal("en-US", headers["X-TC-Language"]);
        Assert.Equal("application/json", headers["Content-Type"]);
        Assert.Equal("ecm.tencentcloudapi.com", headers["Host"]);
        Assert.Equal(ApiFake.Token, headers["X-TC-Token"]);
        Assert.Equal($"{clock.Start.ToUnixTimeSeconds()}", headers["X-TC-Timestamp"]);
        Assert.StartsWith("TC3-HMAC-SHA256 Credential=AKID", headers["Authorization"], StringComparison.Ordinal);
        Assert.DoesNotContain("X-TC-Region", headers.Keys);
    });

    [Theory]
    [InlineData("RUNNING", TaskResult.Running)]
    [InlineData("SUCCESS", TaskResult.Success)]
    [InlineData("FAILED", TaskResult.Failed)]
    [InlineData("PAUSED", TaskResult.Running)]
    public void ATaskHasAResult(string word, TaskResult expected) => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, _ => ApiAnswers.Ok($"\"Result\":\"{word}\",\"More\":{{}}"));

        Assert.Equal(expected, await TaskResultOf(api));
    });

    [Fact]
    public void ATaskMayBeUnknown() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, _ => ApiAnswers.Error("InvalidParameterValue.TaskNotFound"));

        Assert.Equal(TaskResult.Unknown, await TaskResultOf(api));
    });

    [Fact]
    public void ALookUpIsRepeatedWhileTheReasonIsPassing() => ApiVirtualTime.Run(async clock =>
    {
        Queue<Func<HttpResponseMessage>> answers = new(
        [
            () => ApiAnswers.Error("InternalError"),
            () => ApiAnswers.Raw("<html>", 503),
            () => throw new HttpRequestException(HttpRequestError.ConnectionError),
            () => throw new IOException("reset"),
            () => ApiAnswers.Error("RequestLimitExceeded"),
            () => ApiAnswers.Ok("\"Result\":\"SUCCESS\""),
        ]);
        using var api = new ApiFake(clock, _ => answers.Dequeue()());

        Assert.Equal(TaskResult.Success, await TaskResultOf(api));
        Assert.Equal(6, api.Calls.Count);
    });

    [Fact]
    public void ALookUpThatTheApiRefusesToTheEndTellsTheCode() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, _ => ApiAnswers.Error("InternalError"), maxRetries: 3);

        await Assert.ThrowsAsync<EcmApiException>(() => TaskResultOf(api));

        Assert.Equal(4, api.Calls.Count);
    });

    [Fact]
    public void ALookUpWithoutAnAnswerInTimeIsRepeated() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(
            clock,
            async (_, abort) =>
            {
                await Task.Delay(Timeout.Infinite, abort);
                return ApiAnswers.Task();
            },
            maxRetries: 1);

        var error = await Assert.ThrowsAsync<EcmUnreachableException>(() => TaskResultOf(api));

        Assert.Equal("no answer within 30 s (tried 2 times)", error.Reason);
        Assert.InRange(clock.Elapsed.TotalSeconds, 60, 61);
    });

    [Fact]
    public void ACancelledLookUpEndsAtOnce() => ApiVirtualTime.Run(async clock =>
    {
        using var cancel = new CancellationTokenSource();
        using var api = new ApiFake(clock, async (_, abort) =>
        {
            cancel.Cancel();
            await Task.Delay(Timeout.Infinite, abort);
            return ApiAnswers.Task();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TaskResultOf(api, cancel));

        Assert.Equal(TimeSpan.Zero, clock.Elapsed);
    });

    [Fact]
    public void ACancelledBackoffEndsAtOnce() => ApiVirtualTime.Run(async clock =>
    {
        using var cancel = new CancellationTokenSource();
        using var api = new ApiFake(clock, _ => ApiAnswers.Error("InternalError"));
        var lookUp = TaskResultOf(api, cancel);

        cancel.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lookUp);
        Assert.Equal(TimeSpan.Zero, clock.Elapsed);
    });

    [Fact]
    public void AWrongClockIsSetByTheServersAndRemembered() => ApiVirtualTime.Run(async clock =>
    {
        var anHour = TimeSpan.FromHours(1);
        using var api = new ApiFake(clock, call => AnswerByTime(call, clock.GetUtcNow() + anHour), maxRetries: 0);

        await TaskResultOf(api);
        await TaskResultOf(api);

        Assert.Equal(3, api.Calls.Count);
        Assert.Equal([0, 3600, 3600], api.Calls.Select(call => (int)(TimeOf(call) - clock.Start).TotalSeconds));
    });

    [Fact]
    public void AChangeWithAWrongClockIsSentAgainOnce() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, call => AnswerByTime(call, clock.GetUtcNow().AddHours(-1)), maxRetries: 0);

        await api.Cloud.DisassociateAddressAsync(ApiFake.Region, "eip-1", false, clock.GetTimestamp(), _ => Task.FromResult(true), CancellationToken.None);

        Assert.Equal(2, api.Calls.Count);
    });

    [Fact]
    public void AClockThatStaysWrongIsAnError() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, _ => Expired(clock.GetUtcNow()));

        var error = await Assert.ThrowsAsync<EcmApiException>(() => TaskResultOf(api));

        Assert.Equal("AuthFailure.SignatureExpire", error.Code);
        Assert.Equal(2, api.Calls.Count);
    });

    [Fact]
    public void AnExpiredSignatureWithoutADateIsAnError() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, _ => ApiAnswers.Error("AuthFailure.SignatureExpire"));

        await Assert.ThrowsAsync<EcmApiException>(() => TaskResultOf(api));

        Assert.Single(api.Calls);
    });

    [Fact]
    public void EachActionHasALimitOfItsOwn() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(
            clock, call => call.Action == "DescribeTaskResult" ? ApiAnswers.Ok("\"Result\":\"FAILED\"") : ApiAnswers.Task(), perSecond: 1);

        await Task.WhenAll(
            TaskResultOf(api),
            TaskResultOf(api),
            api.Cloud.DisassociateAddressAsync(ApiFake.Region, "eip-1", false, clock.GetTimestamp(), _ => Task.FromResult(true), CancellationToken.None));

        Assert.Equal(
            [("DescribeTaskResult", 0), ("DisassociateAddress", 0), ("DescribeTaskResult", 1)],
            api.Calls.Select(call => (call.Action, (int)call.At.TotalSeconds)));
    });

    [Fact]
    public void ManyChangesGetThroughWhereAnotherProgramUsesHalfOfTheLimit() => ApiVirtualTime.Run(async clock =>
    {
        List<TimeSpan> taken = [];
        using var api = new ApiFake(clock, call =>
        {
            if (taken.Count(at => at > call.At - TimeSpan.FromSeconds(1)) >= 10)
            {
                return ApiAnswers.Error("RequestLimitExceeded.UinLimitExceeded");
            }

            taken.Add(call.At);
            return ApiAnswers.Task();
        });

        await Task.WhenAll(Enumerable.Range(0, 500).Select(i =>
            api.Cloud.DisassociateAddressAsync(ApiFake.Region, $"eip-{i}", false, clock.GetTimestamp(), _ => Task.FromResult(true), CancellationToken.None)));

        Assert.InRange(clock.Elapsed.TotalSeconds, 49, 60);
        Assert.InRange(api.Calls.Count, 500, 900);
    });

    [Fact]
    public void AFailingCredentialSourceIsHeardUnchanged() => ApiVirtualTime.Run(async clock =>
    {
        using var cloud = new EcmCloud(new EcmCloudOptions
        {
            Endpoint = Endpoint.Parse(Endpoint.Default),
            Credentials = new NoCredentials(),
            Random = new Random(1),
            Clock = clock,
        });

        await Assert.ThrowsAsync<NotSupportedException>(() =>
            cloud.GetTaskResultAsync(ApiFake.Region, "task-1", CancellationToken.None));
    });

    private static Task<TaskResult> TaskResultOf(ApiFake api, CancellationTokenSource? cancel = null) =>
        api.Cloud.GetTaskResultAsync(ApiFake.Region, "task-1", cancel?.Token ?? CancellationToken.None);

    private static HttpResponseMessage AnswerByTime(ApiCall call, DateTimeOffset serverTime) =>
        (TimeOf(call) - serverTime).Duration() > TimeSpan.FromMinutes(5)
            ? Expired(serverTime)
            : ApiAnswers.Ok("\"Result\":\"SUCCESS\",\"TaskId\":\"task-1\"");

    private static DateTimeOffset TimeOf(ApiCall call) =>
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(call.Headers["X-TC-Timestamp"]));

    private static HttpResponseMessage Expired(DateTimeOffset serverTime)
    {
        var answer = ApiAnswers.Error("AuthFailure.SignatureExpire");
        answer.Headers.Date = serverTime;
        return answer;
    }

    private sealed class NoCredentials : ICredentialSource
    {
        public ValueTask<TencentCredentials> GetAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
