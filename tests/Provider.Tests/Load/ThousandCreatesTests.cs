using System.Diagnostics;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Hostile;
using EcmProvider.Tests.Support;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;
using Xunit;

namespace EcmProvider.Tests.Load;

/// <summary>A thousand creates at once over one connection, at the API's real limit of 20 requests a second.</summary>
[Collection(AloneCollection.Name)]
public sealed class ThousandCreatesTests(ITestOutputHelper output)
{
    private const int Creates = 1000;
    private const double Hurry = 20;
    private const long Megabyte = 1024 * 1024;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task AllEndWellAndCheckAnswersMeanwhile()
    {
        await using var provider = await StartAsync();
        await CheckAsync(provider);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();

        var all = Task.WhenAll(Enumerable.Range(0, Creates).Select(i => CreateAsync(provider, i)));
        var (checks, slowest, peak) = await CheckUntilAsync(provider, () => all.IsCompleted);
        var outcomes = await all;

        var duration = watch.Elapsed;
        var after = GC.GetTotalMemory(forceFullCollection: true);
        output.WriteLine(
            $"{Creates} creates in {duration.TotalSeconds:0.0} s ({duration.TotalSeconds * Hurry:0} s of the API's time); {checks} checks meanwhile, the slowest {slowest.TotalMilliseconds:0} ms; "
            + $"managed memory {before / Megabyte} MB before, {peak / Megabyte} MB at its peak, {after / Megabyte} MB after; working set {Environment.WorkingSet / Megabyte} MB; "
            + $"{provider.Emulator.Calls.Total} requests, of which {provider.Emulator.Calls.Count("AssociateAddress")} AssociateAddress");

        Assert.All(outcomes, outcome => Assert.Equal(string.Empty, outcome.Message));
        Assert.All(Enumerable.Range(0, Creates), i => Assert.Equal(InstanceOf(i), provider.Cloud.Address(EipOf(i)).InstanceId));
        Assert.InRange(slowest, TimeSpan.Zero, Soon);
        Assert.InRange(after - before, long.MinValue, 64 * Megabyte);
    }

    [Fact]
    public async Task CancelEndsThemAllAtOnceAndEachOneTellsTheTruth()
    {
        await using var provider = await StartAsync();
        provider.Emulator.Cloud.HoldNextTasks(Creates);
        var all = Task.WhenAll(Enumerable.Range(0, Creates).Select(i => CreateAsync(provider, i)));
        await CheckUntilAsync(provider, () => provider.Emulator.Calls.Count("AssociateAddress") >= 100);

        var watch = Stopwatch.StartNew();
        await provider.Client.CancelAsync(new Empty());
        var answered = watch.Elapsed;
        var outcomes = await all.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        var ended = watch.Elapsed;

        var partial = outcomes.Count(outcome => outcome.Partial is not null);
        output.WriteLine(
            $"Cancel answered after {answered.TotalMilliseconds:0} ms, the last of {Creates} creates after {ended.TotalMilliseconds:0} ms; {partial} of them were kept as begun");
        Assert.InRange(answered, TimeSpan.Zero, Soon);
        Assert.InRange(partial, 50, Creates - 1);
        Assert.All(outcomes.Index(), create =>
        {
            Assert.NotNull(create.Item.Error);
            Assert.Equal(provider.Cloud.Address(EipOf(create.Index)).Status != "UNBIND", create.Item.Partial is not null);
        });
    }

    private static string EipOf(int i) => $"eip-{i:00000000}";

    private static string InstanceOf(int i) => $"ein-{i:00000000}";

    private static async Task<HurriedProvider> StartAsync()
    {
        var provider = await HurriedProvider.StartAsync(Hurry, options: new() { TaskDuration = TimeSpan.FromSeconds(2) });
        for (var i = 0; i < Creates; i++)
        {
            provider.Cloud.AddAddress(EipOf(i), $"198.18.{i / 250}.{i % 250}").AddInstance(InstanceOf(i), $"10.1.{i / 250}.{i % 250}");
        }

        await provider.HandshakeAsync();
        await provider.ConfigureAsync();
        return provider;
    }

    private static Task<Outcome> CreateAsync(HurriedProvider provider, int i) => Outcome.OfAsync(async () =>
    {
        var response = await provider.Client.CreateAsync(new()
        {
            Urn = Some.Urn($"web{i}"),
            Type = Some.Type,
            Properties = PropertyMarshaler.Marshal(Some.Inputs(EipOf(i), InstanceOf(i))),
        });
        return new(response.Id, PropertyMarshaler.Unmarshal(response.Properties), PropertyMap.Empty, response.RefreshBeforeUpdate, null, null);
    });

    private static async Task CheckAsync(HurriedProvider provider) => Assert.Empty((await provider.Client.CheckAsync(new()
    {
        Urn = Some.Urn("web"),
        Type = Some.Type,
        News = PropertyMarshaler.Marshal(Some.Inputs()),
    })).Failures);

    // One after the other without a pause, and how long the slowest took.
    private static async Task<(int Checks, TimeSpan Slowest, long Peak)> CheckUntilAsync(HurriedProvider provider, Func<bool> isEnough)
    {
        var (checks, slowest, peak) = (0, TimeSpan.Zero, 0L);
        while (!isEnough())
        {
            var begun = Stopwatch.GetTimestamp();
            await CheckAsync(provider);
            var taken = Stopwatch.GetElapsedTime(begun);
            checks++;
            slowest = taken > slowest ? taken : slowest;
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
        }

        return (checks, slowest, peak);
    }
}
