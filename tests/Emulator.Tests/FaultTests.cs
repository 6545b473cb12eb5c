using System.Diagnostics;
using System.Net;
using System.Text.Json;
using EcmEmulator.Faults;
using EcmEmulator.Tests.Support;
using Xunit;

namespace EcmEmulator.Tests;

/// <summary>What goes wrong on demand, and what the cloud holds afterwards.</summary>
public class FaultTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task ALostRequestDidNothing()
    {
        await using var lab = await Lab.StartAsync();
        lab.Host.Faults.Add(Fault.LoseRequest("AssociateAddress"));

        await Assert.ThrowsAsync<HttpRequestException>(() => lab.AssociateAsync());

        Assert.Equal("UNBIND", lab.TheEip.Status);
        Assert.Equal("lost before the work", Assert.Single(lab.Host.Calls.All).Outcome);
    }

    [Fact]
    public async Task ALostAnswerDidTheWork()
    {
        await using var lab = await Lab.StartAsync();
        lab.Host.Faults.Add(Fault.LoseAnswer("AssociateAddress"));

        await Assert.ThrowsAsync<HttpRequestException>(() => lab.AssociateAsync());

        Assert.Equal("BINDING", lab.TheEip.Status);
        Assert.Equal("lost after the work", Assert.Single(lab.Host.Calls.All).Outcome);
    }

    [Theory]
    [InlineData(false, "UNBIND")]
    [InlineData(true, "BINDING")]
    public async Task AnInternalErrorComesBeforeOrAfterTheWork(bool afterWork, string status)
    {
        await using var lab = await Lab.StartAsync();
        lab.Host.Faults.Add(Fault.InternalError("AssociateAddress", afterWork));

        Assert.Equal("InternalError", ApiClient.CodeOf(await lab.AssociateAsync()));
        Assert.Equal(status, lab.TheEip.Status);
    }

    [Theory]
    [InlineData(false, "UNBIND")]
    [InlineData(true, "BINDING")]
    public async Task AGatewayAnswersWithAPage(bool afterWork, string status)
    {
        await using var lab = await Lab.StartAsync();
        lab.Host.Faults.Add(Fault.HttpStatus(502) with { AfterWork = afterWork });

        using var response = await lab.Client.SendAsync("AssociateAddress", AssociateBody);

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("<html>", page, StringComparison.Ordinal);
        Assert.Equal(status, lab.TheEip.Status);
    }

    [Fact]
    public async Task ATruncatedAnswerIsNoJson()
    {
        await using var lab = await Lab.StartAsync();
        lab.Host.Faults.Add(Fault.TruncateAnswer("AssociateAddress"));

        using var response = await lab.Client.SendAsync("AssociateAddress", AssociateBody);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("{\"Response\"", text, StringComparison.Ordinal);
        Assert.ThrowsAny<JsonException>(() => JsonElement.Parse(text));
        Assert.Equal("BINDING", lab.TheEip.Status);
    }

    [Fact]
    public async Task AHugeAnswerIsJsonAllTheSame()
    {
        await using var lab = await Lab.StartAsync();
        lab.Host.Faults.Add(Fault.HugeAnswer(1_000_000));

        using var response = await lab.Client.SendAsync("AssociateAddress", AssociateBody);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.InRange(text.Length, 1_000_000, 1_001_000);
        Assert.True(JsonElement.Parse(text).GetProperty("Response").TryGetProperty("TaskId", out _));
    }

    [Theory]
    [InlineData(false, "UNBIND")]
    [InlineData(true, "BINDING")]
    public async Task ADelayedRequestIsParkedUntilTheClockGoesOn(bool afterWork, string statusMeanwhile)
    {
        await using var lab = await Lab.StartAsync();
        lab.Host.Faults.Add(Fault.DelayRequest(10 * Second, "AssociateAddress") with { AfterWork = afterWork });

        var answer = lab.AssociateAsync();
        await UntilAsync(() => lab.Host.ParkedRequests == 1);
        Assert.Equal(1, lab.Host.ActiveRequests);
        Assert.Equal(statusMeanwhile, lab.TheEip.Status);

        lab.Clock.Advance(9 * Second);
        Assert.Equal(1, lab.Host.ParkedRequests);
        lab.Clock.Advance(Second);
        Assert.Equal(0, lab.Host.ParkedRequests);
        Assert.Equal("OK", ApiClient.CodeOf(await answer));
    }

    [Fact]
    public async Task AClientThatHangsUpIsParkedNoLonger()
    {
        await using var lab = await Lab.StartAsync();
        lab.Host.Faults.Add(Fault.DelayRequest(Timeout.InfiniteTimeSpan));
        using (var impatient = new ApiClient(lab.Host.Endpoint))
        {
            _ = impatient.CallAsync("DescribeAddresses", new { EcmRegion = Lab.RegionName });
            await UntilAsync(() => lab.Host.ParkedRequests == 1);
        }

        await UntilAsync(() => lab.Host.ActiveRequests == 0);
        Assert.Equal(0, lab.Host.ParkedRequests);
    }

    [Fact]
    public async Task AnEmulatorEndsWithRequestsParked()
    {
        var lab = await Lab.StartAsync();
        lab.Host.Faults.Add(Fault.DelayRequest(Timeout.InfiniteTimeSpan));
        var answer = lab.AssociateAsync();
        await UntilAsync(() => lab.Host.ParkedRequests == 1);

        await lab.Host.DisposeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => answer);
    }

    [Fact]
    public async Task AFaultStrikesAsOftenAsToldAndOnlyWhereTold()
    {
        await using var lab = await Lab.StartAsync();
        var fault = lab.Host.Faults.Add(Fault.Throttle("AssociateAddress") with { AddressId = Lab.OtherEip, Times = 2 });

        Assert.Equal("OK", ApiClient.CodeOf(await lab.AssociateAsync()));
        Assert.Equal("RequestLimitExceeded", ApiClient.CodeOf(await lab.AssociateAsync(Lab.OtherInstance, Lab.OtherEip)));
        Assert.Equal("UNBIND", await lab.StatusAsync(Lab.OtherEip));
        Assert.Equal("RequestLimitExceeded", ApiClient.CodeOf(await lab.AssociateAsync(Lab.OtherInstance, Lab.OtherEip)));
        Assert.Equal("OK", ApiClient.CodeOf(await lab.AssociateAsync(Lab.OtherInstance, Lab.OtherEip)));
        Assert.Equal(2, fault.Hits);
        Assert.Empty(lab.Host.Faults.Active);
    }

    [Fact]
    public async Task AFaultForAnEipStrikesTheLookUpOfItsTask()
    {
        await using var lab = await Lab.StartAsync();
        var task = Lab.TaskOf(await lab.AssociateAsync());
        lab.Host.Faults.Add(Fault.InternalError() with { AddressId = Lab.Eip, Times = null });

        var byTask = new { EcmRegion = Lab.RegionName, TaskId = task };
        var byIds = new { EcmRegion = Lab.RegionName, AddressIds = new[] { Lab.OtherEip, Lab.Eip } };
        Assert.Equal("InternalError", await lab.Client.CodeOfAsync("DescribeTaskResult", byTask));
        Assert.Equal("InternalError", await lab.Client.CodeOfAsync("DescribeAddresses", byIds));
        Assert.Equal("UNBIND", await lab.StatusAsync(Lab.OtherEip));
    }

    [Fact]
    public async Task APredicateChoosesTheCalls()
    {
        await using var lab = await Lab.StartAsync();
        lab.Host.Faults.Add(Fault.InternalError() with
        {
            When = call => call.Parameters.GetProperty("EcmRegion").GetString() == "ap-nowhere-ecm",
            Times = null,
        });

        Assert.Equal("InternalError", await lab.Client.CodeOfAsync("DescribeAddresses", new { EcmRegion = "ap-nowhere-ecm" }));
        Assert.Equal("OK", await lab.Client.CodeOfAsync("DescribeAddresses", new { EcmRegion = Lab.RegionName }));
    }

    [Fact]
    public async Task FaultsThatAreClearedStrikeNoMore()
    {
        await using var lab = await Lab.StartAsync();
        lab.Host.Faults.Add(Fault.InternalError() with { Times = null });
        lab.Host.Faults.Clear();

        Assert.Equal("OK", ApiClient.CodeOf(await lab.AssociateAsync()));
    }

    [Fact]
    public async Task ALookUpThatLagsShowsWhatWas()
    {
        await using var lab = await Lab.StartAsync();
        var lag = lab.Host.Faults.Add(Fault.Lag(5 * Second));
        var task = Lab.TaskOf(await lab.AssociateAsync());

        lab.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("SUCCESS", await lab.TaskResultAsync(task));
        Assert.Equal("BINDING", await lab.StatusAsync());
        Assert.Equal("BIND", lab.TheEip.Status);

        lab.Clock.Advance(5 * Second);
        Assert.Equal("BIND", await lab.StatusAsync());
        lab.Region.People.Release(Lab.Eip);
        Assert.Equal("BIND", await lab.StatusAsync());
        lag.Remove();
        Assert.Equal(JsonValueKind.Undefined, (await lab.DescribeAsync()).ValueKind);
    }

    [Fact]
    public async Task ALagCountsFromTheEndOfATaskNotFromTheNextLook()
    {
        await using var lab = await Lab.StartAsync();
        lab.Host.Faults.Add(Fault.Lag(5 * Second));
        await lab.AssociateAsync();

        lab.Clock.Advance(TimeSpan.FromSeconds(65));

        Assert.Equal("BIND", await lab.StatusAsync());
    }

    private static string AssociateBody =>
        JsonSerializer.Serialize(new { EcmRegion = Lab.RegionName, AddressId = Lab.Eip, InstanceId = Lab.Instance });

    // What happens on the server's threads has no event to wait for; a spin of at most ten seconds is the wait.
    private static async Task UntilAsync(Func<bool> holds)
    {
        var started = Stopwatch.GetTimestamp();
        while (!holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < 10 * Second, "It did not come to pass within ten seconds.");
            await Task.Yield();
        }
    }
}
