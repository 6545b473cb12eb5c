using EcmEmulator.Models;
using EcmProvider.Tests.Support;
using Xunit;

namespace EcmProvider.Tests.Traces;

/// <summary>
/// Every recording of a real engine is replayed: the same calls get replies of the same shape, what differs is what the design
/// wants otherwise, and the cloud ends as it should.
/// </summary>
public sealed class TraceTests
{
    /// <summary>The names of all scenarios.</summary>
    public static TheoryData<string> Names => [.. Scenarios.All.Select(scenario => scenario.Name)];

    [Fact]
    public void EveryRecordingHasAScenarioAndEveryScenarioARecording() =>
        Assert.Equal(Trace.Names, Scenarios.All.Select(scenario => scenario.Trace).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task IsAnsweredAsRecordedOrAsTheDesignSays(string name)
    {
        var scenario = Scenarios.Of(name);
        TestProvider? started = null;
        await using var provider = await TestProvider.StartUnconfiguredAsync(
            variable => variable == "TENCENTCLOUD_STS_ENDPOINT" ? started!.Emulator.Endpoint.ToString() : null);
        started = provider;
        provider.Emulator.Cloud.Clear();
        scenario.Cloud(provider.Emulator.Cloud.AddRegion(TestProvider.Region));

        await PlayAsync(provider, new(provider), scenario);

        Assert.Equal(scenario.Changes, ChangesOf(provider));
        Assert.Equal(scenario.Holds, provider.Cloud.Addresses.Select(Line));
    }

    private static async Task PlayAsync(TestProvider provider, Reality reality, Scenario scenario)
    {
        if (scenario.After is { } before)
        {
            await PlayAsync(provider, reality, Scenarios.Of(before));
        }

        provider.Engine.Lines.Clear();
        scenario.Switches(provider.Emulator);
        var replay = new Replay(provider, reality, scenario);
        await scenario.Play(replay);
        await replay.RestAsync();

        // The same configuration in every scenario, so this one is known for all of them.
        var differences = replay.Found.Any(found => found.Call == Known.SameConfiguration)
            ? [.. scenario.Differences, .. Known.ToldInDetail]
            : scenario.Differences;
        var wrong = Verdict.OnReplies(differences, replay.Found)
            .Concat(Verdict.OnLog(scenario.Says, provider.Engine.Messages))
            .ToList();
        Assert.True(wrong.Count == 0, $"{scenario.Name}:\n{string.Join('\n', wrong)}");
    }

    private static List<string> ChangesOf(TestProvider provider) =>
    [
        .. provider.Emulator.Calls.All
            .Where(logged => logged.Outcome == "OK" && !logged.Call.Action.StartsWith("Describe", StringComparison.Ordinal))
            .Select(logged => logged.Call.Action),
    ];

    private static string Line(AddressView address) =>
        string.Join(
            ' ', new[] { address.AddressId, address.Status, address.InstanceId, address.PrivateIpAddress }.OfType<string>());
}
