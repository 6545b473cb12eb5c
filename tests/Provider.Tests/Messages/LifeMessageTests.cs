using System.Runtime.CompilerServices;
using EcmEmulator.Faults;
using EcmEmulator.Models;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Xunit;

namespace EcmProvider.Tests.Messages;

/// <summary>What Read, Update and Delete say when they fail, or find something else than what was recorded.</summary>
public sealed class LifeMessageTests
{
    [Fact]
    public Task DeleteIsRefusedForTheStatus() => OfDeleteAsync(provider => Refuse(provider, "UnsupportedOperation.StatusNotPermit"));

    [Fact]
    public Task DeleteIsRefusedForAnUnknownReason() => OfDeleteAsync(provider => Refuse(provider, "UnsupportedOperation"));

    [Fact]
    public Task DeleteIsNotPermitted() => OfDeleteAsync(provider => provider.Emulator.Emulator.Permissions.Revoke("DisassociateAddress"));

    [Fact]
    public Task DeleteMayNotLookUp() => OfDeleteAsync(provider => provider.Emulator.Emulator.Permissions.Revoke("DescribeAddresses"));

    [Fact]
    public Task DeleteCannotReachTheApi() => OfDeleteAsync(provider => provider.Emulator.Faults.Add(Fault.HttpStatus(502) with { Times = null }));

    [Fact]
    public Task DeleteGetsNoAnswer() =>
        OfDeleteAsync(provider => provider.Emulator.Faults.Add(Fault.LoseRequest("DisassociateAddress") with { Times = null }));

    [Fact]
    public Task DeleteOutlivesItsTimeout() => OfDeleteAsync(provider => provider.Emulator.Cloud.HoldNextTasks(), timeout: 4);

    [Fact]
    public Task DeleteIsKeptOffByAnotherTask() => OfDeleteAsync(provider => Refuse(provider, "UnsupportedOperation.MutexOperationTaskRunning"), timeout: 4);

    [Fact]
    public Task DeleteFindsItsTaskFailed() => OfDeleteAsync(provider => provider.Emulator.Cloud.FailNextTasks());

    [Fact]
    public Task DeleteFindsTheEipElsewhere() => OfDeleteAsync(provider => provider.Cloud.People.Move(Some.Eip, Some.OtherInstance));

    [Fact]
    public async Task DeleteIsCancelled()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateInEarlierRunAsync();
        provider.Emulator.Cloud.HoldNextTasks();
        var deleting = provider.BeginDelete(created.Id, created.State, Some.Inputs());
        await provider.Clock.AdvanceAsync(TimeSpan.FromSeconds(3));

        await provider.CancelAsync();

        Match(await provider.Clock.RunAsync(deleting), provider);
    }

    [Fact]
    public Task ReadCannotReachTheApi() => OfReadAsync(provider => provider.Emulator.Faults.Add(Fault.HttpStatus(502) with { Times = null }));

    [Fact]
    public Task ReadIsNotPermitted() => OfReadAsync(provider => provider.Emulator.Emulator.Permissions.Revoke("DescribeAddresses"));

    [Fact]
    public Task ReadIsThrottledForGood() =>
        OfReadAsync(provider => provider.Emulator.Faults.Add(Fault.Throttle("DescribeAddresses") with { Times = null, Message = "Too many." }));

    [Fact]
    public Task ReadFindsTheEipElsewhere() => OfReadAsync(provider => provider.Cloud.People.Move(Some.Eip, Some.OtherInstance));

    [Fact]
    public Task ReadFindsTheEipUnsettled() =>
        OfReadAsync(provider => provider.Cloud.Change(Some.Eip, eip => eip with { Phase = EipPhase.Creating, BoundTo = null }));

    [Fact]
    public Task ImportOfAnEipThatDoesNotExist() => OfImportAsync("ap-xian-ecm/eip-99990000");

    [Fact]
    public Task ImportOfAnEipThatIsBoundToNothing() => OfImportAsync(Some.Id());

    [Fact]
    public Task ImportOfAnEipThatIsBoundElsewhere() =>
        OfImportAsync(Some.Id(), provider => provider.Cloud.People.Bind(Some.Eip, Some.Eni, Some.PrivateIp));

    [Fact]
    public Task ImportOfAnEipThatIsUnsettled() => OfImportAsync(
        "ap-xian-ecm/eip-11112222", provider => provider.Cloud.Change(Some.Eip, eip => eip with { Phase = EipPhase.Creating }));

    [Fact]
    public Task ImportOfAnIdThatIsNone() => OfImportAsync("eip-11112222");

    [Fact]
    public Task ImportOfAnIdWithWhiteSpace() => OfImportAsync("ap-xian-ecm/eip-1111 2222");

    [Fact]
    public async Task UpdateOutlivesItsTimeoutAgain()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Cloud.HoldNextTasks();
        var created = await provider.CreateAsync(Some.Inputs(), timeout: 3);

        Match(await provider.UpdateAsync(created.Id, created.State, created.Inputs, Some.Inputs(), timeout: 3), provider);
    }

    [Fact]
    public async Task UpdateFindsTheEipTaken()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateInEarlierRunAsync();
        provider.Cloud.People.Move(Some.Eip, Some.OtherInstance);

        Match(await provider.UpdateAsync(created.Id, created.State, Some.Inputs(), Some.Inputs()), provider);
    }

    private static void Refuse(TestProvider provider, string code) => provider.Emulator.Faults.Add(
        Fault.Refuse(code, "DisassociateAddress") with { Times = null, Message = "So says the API." });

    private static async Task OfDeleteAsync(Action<TestProvider> arrange, double timeout = 0, [CallerMemberName] string name = "")
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateInEarlierRunAsync();
        arrange(provider);

        Match(await provider.DeleteAsync(created.Id, created.State, Some.Inputs(), timeout: timeout), provider, name);
    }

    private static async Task OfReadAsync(Action<TestProvider> arrange, [CallerMemberName] string name = "")
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateInEarlierRunAsync();
        arrange(provider);

        Match(await provider.ReadAsync(created.Id, created.State, Some.Inputs()), provider, name);
    }

    private static async Task OfImportAsync(string id, Action<TestProvider>? arrange = null, [CallerMemberName] string name = "")
    {
        await using var provider = await TestProvider.StartAsync();
        arrange?.Invoke(provider);

        Match(await provider.ReadAsync(id), provider, name);
    }

    private static void Match(Outcome outcome, TestProvider provider, [CallerMemberName] string name = "") =>
        Golden.Match("Life", name, Shown.Of(outcome, provider));
}
