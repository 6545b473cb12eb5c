using EcmEmulator.Faults;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Xunit;

namespace EcmProvider.Tests.Resources.Previews;

/// <summary>How many calls previews cost, and what becomes of them when the look-ups cannot be made.</summary>
public sealed class PreviewLookUpTests
{
    private const int Many = 300;

    [Fact]
    public async Task ManyPreviewsShareFewCalls()
    {
        await using var provider = await TestProvider.StartAsync();
        for (var i = 0; i < Many; i++)
        {
            provider.Cloud.AddAddress($"eip-{i:00000000}", $"198.18.{i / 250}.{i % 250}").AddNetworkInterface($"eni-{i:00000000}", [$"10.1.{i / 250}.{i % 250}"]);
        }

        var all = await provider.Clock.RunAsync(Task.WhenAll(Enumerable.Range(0, Many).Select(i =>
            provider.BeginCreate(Some.EniInputs($"eip-{i:00000000}", $"eni-{i:00000000}", $"10.1.{i / 250}.{i % 250}"), $"web{i}", preview: true))));

        Assert.All(all, (previewed, i) => Assert.Equal($"198.18.{i / 250}.{i % 250}", previewed["addressIp"]));
        Assert.InRange(provider.Emulator.Calls.Count("DescribeAddresses"), 3, 8);
        Assert.InRange(provider.Emulator.Calls.Count("DescribeNetworkInterfaces"), 3, 8);
        Assert.Equal(
            provider.Emulator.Calls.Total,
            provider.Emulator.Calls.Count("DescribeAddresses") + provider.Emulator.Calls.Count("DescribeNetworkInterfaces"));
    }

    [Fact]
    public async Task NoPermissionIsOneWarningForManyPreviewsAtOnce()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Faults.Add(Fault.Refuse("UnauthorizedOperation.ForbiddenOperation") with { Times = null });

        var all = await provider.Clock.RunAsync(Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            provider.BeginCreate(Some.Inputs($"eip-{i:00000000}", $"ein-{i:00000000}"), $"web{i}", preview: true))));

        Assert.All(all, previewed => Assert.Equal(string.Empty, previewed.Message));
        Assert.Contains("Allow ecm:Describe", Assert.Single(provider.Engine.Messages));
    }

    [Fact]
    public async Task WithoutPermissionForTargetsTheEipIsLookedAtAllTheSame()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Faults.Add(Fault.Refuse("UnauthorizedOperation.ForbiddenOperation", "DescribeNetworkInterfaces") with { Times = null });

        var one = await provider.CreateAsync(Some.Inputs(), "one", preview: true);
        await provider.CreateAsync(Some.Inputs(Some.OtherEip, Some.OtherInstance), "two", preview: true);
        var lost = await provider.CreateAsync(Some.Inputs("eip-99990000"), "lost", preview: true);

        Assert.Equal("203.0.113.10", one["addressIp"]);
        Assert.Equal(PropertyValue.UnknownValue, one.State["privateIpAddress"]);
        Assert.Contains("does not exist", lost.Message);
        Assert.Contains("without looking at targets", provider.Engine.Messages[0]);
        Assert.Equal(1, provider.Emulator.Calls.Count("DescribeNetworkInterfaces"));
    }

    [Fact]
    public async Task ABoundEipIsNoFalseAlarmWithoutPermissionForTargets()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.People.Bind(Some.Eip, Some.Instance);
        provider.Emulator.Faults.Add(Fault.Refuse("UnauthorizedOperation.ForbiddenOperation", "DescribeNetworkInterfaces") with { Times = null });

        await provider.CreateAsync(Some.Inputs(), preview: true);

        Assert.Contains("without looking at targets", Assert.Single(provider.Engine.Messages));
    }

    [Fact]
    public async Task AnApiThatCannotBeReachedIsNotAskedAgainInTheRun()
    {
        await using var provider = await TestProvider.StartAsync(configuration: ("maxRetries", PropertyValue.Of(1)));
        provider.Emulator.Faults.Add(Fault.HttpStatus(503) with { Times = null });
        await provider.CreateAsync(Some.Inputs(), "one", preview: true);
        var before = provider.Emulator.Calls.Total;

        await provider.CreateAsync(Some.Inputs(Some.OtherEip, Some.OtherInstance), "two", preview: true);

        Assert.Equal(before, provider.Emulator.Calls.Total);
        Assert.Single(provider.Engine.Messages);
    }

    [Fact]
    public async Task TheNextRunAsksAgain()
    {
        await using var provider = await TestProvider.StartAsync(configuration: ("maxRetries", PropertyValue.Of(0)));
        provider.Emulator.Faults.Add(Fault.HttpStatus(503) with { Times = 2 });
        await provider.CreateAsync(Some.Inputs(), preview: true);
        await provider.HandshakeAsync();

        var previewed = await provider.CreateAsync(Some.Inputs(), preview: true);

        Assert.Equal("203.0.113.10", previewed["addressIp"]);
    }

    [Fact]
    public async Task AnApiThatThrottlesForAWhileIsWaitedFor()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Faults.Add(Fault.Throttle("DescribeAddresses") with { Times = 5 });

        var previewed = await provider.CreateAsync(Some.Inputs(), preview: true);

        Assert.Equal("203.0.113.10", previewed["addressIp"]);
        Assert.Empty(provider.Engine.Messages);
    }

    [Fact]
    public async Task AnApiThatThrottlesOnAndOnIsOneWarning()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Faults.Add(Fault.Throttle() with { Times = null });

        var one = await provider.CreateAsync(Some.Inputs(), "one", preview: true);
        var two = await provider.CreateAsync(Some.Inputs(Some.OtherEip, Some.OtherInstance), "two", preview: true);

        Assert.Equal(string.Empty, one.Message + two.Message);
        Assert.Contains("RequestLimitExceeded", Assert.Single(provider.Engine.Messages));
    }

    [Fact]
    public async Task AnApiThatDoesNotAnswerIsGivenAMinute()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Faults.Add(Fault.DelayRequest(TimeSpan.FromHours(1)) with { Times = null });

        var previewed = await provider.CreateAsync(Some.Inputs(), preview: true);

        Assert.Equal(string.Empty, previewed.Message);
        Assert.Contains("no usable answer within 60 s", Assert.Single(provider.Engine.Messages));
        Assert.InRange(provider.Clock.Elapsed, TimeSpan.FromSeconds(59), TimeSpan.FromSeconds(75));
    }

    [Fact]
    public async Task AnUpdateOfFlagsLooksNothingUp()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateInEarlierRunAsync();
        var before = provider.Emulator.Calls.Total;

        var previewed = await provider.UpdateAsync(
            created.Id, created.State, Some.Inputs(), Some.Inputs(reallocate: true), preview: true);

        Assert.Equal("BIND", previewed["addressStatus"]);
        Assert.Equal(before, provider.Emulator.Calls.Total);
        Assert.Empty(provider.Engine.Messages);
    }

    [Fact]
    public async Task AnUpdateThatGoesOnWithAnUnfinishedAssociationIsLookedAtLikeACreate()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Cloud.HoldNextTasks();
        var unfinished = await provider.CreateAsync(Some.Inputs(), timeout: 5);
        await provider.HandshakeAsync();
        provider.Engine.Lines.Clear();
        await provider.DiffAsync(unfinished.Id, unfinished.State, Some.Inputs(), Some.Inputs());

        var previewed = await provider.UpdateAsync(unfinished.Id, unfinished.State, Some.Inputs(), Some.Inputs(), preview: true);
        provider.Cloud.RemoveAddress(Some.Eip);
        var lost = await provider.UpdateAsync(unfinished.Id, unfinished.State, Some.Inputs(), Some.Inputs(), preview: true);

        Assert.Equal("203.0.113.10", previewed["addressIp"]);
        Assert.Equal("10.0.0.5", previewed["privateIpAddress"]);
        Assert.Equal(PropertyValue.UnknownValue, previewed.State["addressStatus"]);
        Assert.Contains("EIP \"eip-11112222\" does not exist", lost.Message);
        Assert.All(provider.Engine.Messages, said => Assert.Contains("not known to be whole", said));
    }
}
