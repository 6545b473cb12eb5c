using System.Text.RegularExpressions;
using EcmEmulator.Faults;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Xunit;

namespace EcmProvider.Tests.Resources;

/// <summary>What the line of a resource says while something is waited for.</summary>
public sealed class ProgressTests
{
    [Fact]
    public async Task ACreateTellsTheTaskItsStateTheSecondsAndTheTimeout()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Cloud.HoldNextTasks();

        await provider.CreateAsync(Some.Inputs(), timeout: 35);

        var lines = LinesOf(provider);
        Assert.Contains("binding EIP \"eip-11112222\" to instance \"ein-33334444\" (0 s of 35 s)", lines);
        Assert.Contains(lines, line => Regex.IsMatch(
            line,
            "^waiting until EIP \"eip-11112222\" is bound to instance \"ein-33334444\": task \"\\d+\" is RUNNING, the EIP's status is BINDING \\(\\d+ s of 35 s\\)$"));
        Assert.Equal(string.Empty, lines[^1]);
    }

    [Fact]
    public async Task AWaitThatGoesOnIsToldEveryTenSeconds()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Cloud.HoldNextTasks();

        await provider.CreateAsync(Some.Inputs(), timeout: 62);

        var seconds = LinesOf(provider).Where(line => line.Contains("is RUNNING")).Select(SecondsOf).ToList();
        Assert.InRange(seconds.Count, 5, 7);
        Assert.All(seconds.Zip(seconds.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 9, 11));
    }

    [Fact]
    public async Task ADeleteTellsItsTaskToo()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateInEarlierRunAsync();
        provider.Engine.Lines.Clear();

        await provider.DeleteAsync(created.Id, created.State, Some.Inputs());

        var lines = LinesOf(provider);
        Assert.Contains("unbinding EIP \"eip-11112222\" from instance \"ein-33334444\" (0 s of 10 minutes)", lines);
        Assert.Contains(lines, line => Regex.IsMatch(
            line, "^waiting until EIP \"eip-11112222\" is unbound from instance \"ein-33334444\": task \"\\d+\", the EIP's status is UNBINDING \\("));
        Assert.Equal(string.Empty, lines[^1]);
    }

    [Fact]
    public async Task AReadTellsThatItWaitsAMinuteAtMost()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Cloud.HoldNextTasks();
        var unfinished = await provider.CreateAsync(Some.Inputs(), timeout: 5);
        provider.Engine.Lines.Clear();

        await provider.ReadAsync(unfinished.Id, unfinished.State, Some.Inputs());

        Assert.Contains(LinesOf(provider), line => Regex.IsMatch(
            line, "^waiting until EIP \"eip-11112222\" has settled: task \"\\d+\".* s of 60 s\\)$"));
    }

    [Fact]
    public async Task AnApiThatThrottlesForAWhileIsToldOnceWithItsCode()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Faults.Add(Fault.Throttle("DescribeAddresses") with { Times = 6 });

        await provider.CreateAsync(Some.Inputs());

        var told = Assert.Single(LinesOf(provider), line => line.Contains("DescribeAddresses is being tried again: RequestLimitExceeded"));
        Assert.InRange(SecondsOf(told), 2, 6);
        Assert.Equal(string.Empty, LinesOf(provider)[^1]);
    }

    [Fact]
    public async Task AThrottleThatPassesAtOnceIsNotTold()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Faults.Add(Fault.Throttle() with { Times = 2 });

        await provider.CreateAsync(Some.Inputs());

        Assert.DoesNotContain(LinesOf(provider), line => line.Contains("tried again"));
    }

    [Fact]
    public async Task AConnectionThatBreaksIsToldInWordsWithoutSecrets()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Faults.Add(Fault.HttpStatus(503, "DescribeAddresses") with { Times = 7 });

        await provider.CreateAsync(Some.Inputs());

        Assert.Contains(LinesOf(provider), line => line.Contains("DescribeAddresses is being tried again: HTTP 503"));
    }

    [Fact]
    public async Task EveryoneWhoMayWaitForALookUpIsToldAndOnlyTheOneWhoAsksOfAChange()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Cloud.HoldNextTasks();
        var waiting = provider.BeginCreate(Some.Inputs(Some.OtherEip, Some.OtherInstance), "other", timeout: 60);
        await provider.Clock.AdvanceAsync(TimeSpan.FromSeconds(2));
        provider.Emulator.Faults.Add(Fault.Throttle("AssociateAddress") with { Times = 6 });

        await provider.CreateAsync(Some.Inputs());
        provider.Emulator.Faults.Add(Fault.Throttle("DescribeAddresses") with { Times = 6 });
        await provider.Clock.AdvanceAsync(TimeSpan.FromSeconds(15));
        provider.Emulator.Cloud.FinishTasks();
        await provider.Clock.RunAsync(waiting);

        Assert.Contains(LinesOf(provider), line => line.Contains("AssociateAddress is being tried again"));
        Assert.DoesNotContain(LinesOf(provider, "other"), line => line.Contains("AssociateAddress is being tried again"));
        Assert.Contains(LinesOf(provider, "other"), line => line.Contains("DescribeAddresses is being tried again"));
    }

    [Fact]
    public async Task TroubleThatIsOverIsNotShownAnyMore()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Cloud.HoldNextTasks();
        provider.Emulator.Faults.Add(Fault.Throttle("AssociateAddress") with { Times = 6 });

        await provider.CreateAsync(Some.Inputs(), timeout: 45);

        var lines = LinesOf(provider);
        var last = lines.Index().Last(line => line.Item.Contains("tried again")).Index;
        Assert.Contains("waiting until EIP", lines[last + 1]);
        Assert.DoesNotContain("tried again", lines[last + 1]);
    }

    [Fact]
    public async Task APreviewThatWaitsForTheApiSaysSo()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Faults.Add(Fault.DelayRequest(TimeSpan.FromSeconds(25), "DescribeAddresses"));

        await provider.CreateAsync(Some.Inputs(), preview: true);

        Assert.Equal(
            ["waiting for the API's answer (10 s of 10 minutes)", "waiting for the API's answer (20 s of 10 minutes)", string.Empty],
            LinesOf(provider));
    }

    [Fact]
    public async Task AnAnswerThatGotLostIsTold()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Faults.Add(Fault.LoseAnswer("AssociateAddress"));

        await provider.CreateAsync(Some.Inputs());

        Assert.Contains(LinesOf(provider), line => line.StartsWith("the answer of AssociateAddress got lost (", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnotherTaskInTheWayIsToldWithTheCode()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Faults.Add(Fault.Refuse("UnsupportedOperation.MutexOperationTaskRunning", "AssociateAddress") with { Times = 3 });

        await provider.CreateAsync(Some.Inputs());

        Assert.Contains(LinesOf(provider), line => line.StartsWith("waiting for another task on EIP", StringComparison.Ordinal)
            && line.Contains("UnsupportedOperation.MutexOperationTaskRunning"));
    }

    [Fact]
    public async Task ASecretEipIsNotTold()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Cloud.HoldNextTasks();

        await provider.CreateAsync(
            Some.Inputs().With("addressId", new PropertyValue.Secret(PropertyValue.Of(Some.Eip))), timeout: 15);

        Assert.Contains(LinesOf(provider), line => line.Contains("[secret]"));
        Assert.DoesNotContain(LinesOf(provider), line => line.Contains(Some.Eip));
    }

    [Fact]
    public async Task AMoveIsToldOnceAndStays()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.People.Bind(Some.Eip, Some.OtherInstance);

        await provider.CreateAsync(Some.Inputs(allowReassociation: true));

        Assert.Equal(
            ["Info: EIP \"eip-11112222\" is unbound from instance \"ein-55556666\" first (allowReassociation)."], provider.Engine.Messages);
    }

    [Fact]
    public async Task ABindingThatADeleteLeavesAloneIsToldOnceAndStays()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateInEarlierRunAsync();
        provider.Cloud.People.Unbind(Some.Eip);
        provider.Cloud.People.Bind(Some.Eip, Some.OtherInstance);

        await provider.DeleteAsync(created.Id, created.State, Some.Inputs());

        Assert.Contains("that binding is left alone", Assert.Single(provider.Engine.Messages));
    }

    private static IReadOnlyList<string> LinesOf(TestProvider provider, string name = "web") =>
        [.. provider.Engine.Lines.Where(line => line.Ephemeral && line.Urn == Some.Urn(name)).Select(line => line.Message)];

    private static int SecondsOf(string line)
    {
        var from = line.LastIndexOf('(') + 1;
        return int.Parse(line[from..line.IndexOf(" s of", from, StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture);
    }
}
