using EcmEmulator.Faults;
using EcmProvider.Tests.Support;
using Grpc.Core;
using Xunit;

namespace EcmProvider.Tests.Resources;

/// <summary>Delete ends its own binding and no other, and leaves none behind.</summary>
public sealed class DeleteTests
{
    [Fact]
    public async Task UnbindsWhatItsIdSays()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateInEarlierRunAsync();

        var deleted = await provider.DeleteAsync(created.Id, created.State, Some.Inputs());

        Assert.Equal(string.Empty, deleted.Message);
        Assert.Equal("UNBIND", provider.Cloud.Address(Some.Eip).Status);
    }

    [Fact]
    public async Task GivesTheTargetAnOrdinaryPublicIpAgainWhenAsked()
    {
        await using var provider = await TestProvider.StartAsync();
        var inputs = Some.Inputs(reallocate: true);
        var created = await provider.CreateInEarlierRunAsync(inputs);

        await provider.DeleteAsync(created.Id, created.State, inputs);

        Assert.Contains(provider.Cloud.Addresses, address => address.Eip.AddressType == "WanIP" && address.InstanceId == Some.Instance);
    }

    [Fact]
    public async Task LeavesAnEipThatHasMovedElsewhereAlone()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateInEarlierRunAsync();
        provider.Cloud.People.Move(Some.Eip, Some.OtherInstance);

        var deleted = await provider.DeleteAsync(created.Id, created.State, Some.Inputs());

        Assert.Equal(string.Empty, deleted.Message);
        Assert.Equal(Some.OtherInstance, provider.Cloud.Address(Some.Eip).InstanceId);
        Assert.Equal(0, provider.Emulator.Calls.Count("DisassociateAddress"));
    }

    [Fact]
    public async Task LeavesAnEipThatHasMovedToAnotherEniOfTheInstanceAlone()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateInEarlierRunAsync();
        provider.Cloud.People.Attach(Some.Eni, Some.Instance);
        provider.Cloud.People.Move(Some.Eip, Some.Eni, Some.PrivateIp);

        await provider.DeleteAsync(created.Id, created.State, Some.Inputs());

        Assert.Equal(Some.PrivateIp, provider.Cloud.Address(Some.Eip).PrivateIpAddress);
    }

    [Fact]
    public async Task IsDoneWhenTheEipWasUnboundByHand()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateInEarlierRunAsync();
        provider.Cloud.People.Unbind(Some.Eip);

        Assert.Equal(string.Empty, (await provider.DeleteAsync(created.Id, created.State, Some.Inputs())).Message);
        Assert.Equal(0, provider.Emulator.Calls.Count("DisassociateAddress"));
    }

    [Fact]
    public async Task IsDoneWhenTheEipWasReleasedByHand()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateInEarlierRunAsync();
        provider.Cloud.RemoveAddress(Some.Eip);

        Assert.Equal(string.Empty, (await provider.DeleteAsync(created.Id, created.State, Some.Inputs())).Message);
    }

    [Fact]
    public async Task DoesNotHangWhenTheInstanceWasDeletedByHand()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateInEarlierRunAsync();
        provider.Cloud.People.DeleteInstance(Some.Instance);
        var before = provider.Clock.Elapsed;

        Assert.Equal(string.Empty, (await provider.DeleteAsync(created.Id, created.State, Some.Inputs())).Message);
        Assert.InRange((provider.Clock.Elapsed - before).TotalSeconds, 0, 15);
    }

    [Fact]
    public async Task WaitsForABindingThatIsStillInProgress()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Cloud.HoldNextTasks();
        var created = await provider.CreateAsync(Some.Inputs(), timeout: 3);
        await provider.HandshakeAsync();
        var deleting = provider.BeginDelete(created.Id, created.State, Some.Inputs());
        await provider.Clock.AdvanceAsync(TimeSpan.FromSeconds(20));
        Assert.False(deleting.IsCompleted);

        provider.Emulator.Cloud.FinishTasks();
        var deleted = await provider.Clock.RunAsync(deleting);

        Assert.Equal(string.Empty, deleted.Message);
        Assert.Equal("UNBIND", provider.Cloud.Address(Some.Eip).Status);
    }

    [Fact]
    public async Task ALookUpThatLagsBehindDoesNotLeaveTheBindingBehind()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateInEarlierRunAsync();
        provider.Emulator.Faults.Add(Fault.Lag(TimeSpan.FromSeconds(7)) with { Times = null });

        var deleted = await provider.DeleteAsync(created.Id, created.State, Some.Inputs());

        Assert.Equal(string.Empty, deleted.Message);
        Assert.Equal("UNBIND", provider.Cloud.Address(Some.Eip).Status);
    }

    [Fact]
    public async Task AnUnfinishedCreateWithoutATaskIsNotTakenForUnboundAtOnce()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Faults.Add(Fault.LoseAnswer("AssociateAddress"));
        provider.Emulator.Faults.Add(Fault.Lag(TimeSpan.FromSeconds(6)) with { Times = null });
        var created = await provider.CreateAsync(Some.Inputs(), timeout: 2);
        await provider.HandshakeAsync();

        var deleted = await provider.DeleteAsync(created.Id, created.State, Some.Inputs());

        Assert.NotNull(created.Partial);
        Assert.Null(created["taskId"]);
        Assert.Equal(string.Empty, deleted.Message);
        Assert.False(provider.Cloud.Address(Some.Eip).IsBound);
    }

    [Fact]
    public async Task ARequestThatWaitedIsNotSentForABindingThatHasMovedMeanwhile()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateInEarlierRunAsync();
        var refusals = provider.Emulator.Faults.Add(Fault.Throttle("DisassociateAddress") with { Times = null });
        var deleting = provider.BeginDelete(created.Id, created.State, Some.Inputs());
        await provider.Clock.AdvanceAsync(TimeSpan.FromMilliseconds(300));
        provider.Cloud.People.Move(Some.Eip, Some.OtherInstance);
        await provider.Clock.AdvanceAsync(TimeSpan.FromSeconds(3));
        refusals.Remove();

        var deleted = await provider.Clock.RunAsync(deleting);

        Assert.Equal(string.Empty, deleted.Message);
        Assert.Equal(Some.OtherInstance, provider.Cloud.Address(Some.Eip).InstanceId);
    }

    [Fact]
    public async Task ALookUpThatWasAnsweredLateDoesNotUnbindWhatHasMovedMeanwhile()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateInEarlierRunAsync();
        provider.Emulator.Faults.Add(Fault.DelayAnswer(TimeSpan.FromSeconds(8), "DescribeAddresses") with { Times = 2 });
        var deleting = provider.BeginDelete(created.Id, created.State, Some.Inputs());
        await provider.Clock.AdvanceAsync(TimeSpan.FromSeconds(12));
        provider.Cloud.People.Move(Some.Eip, Some.OtherInstance);

        var deleted = await provider.Clock.RunAsync(deleting);

        Assert.Equal(string.Empty, deleted.Message);
        Assert.Equal(0, provider.Emulator.Calls.Count("DisassociateAddress"));
        Assert.Equal(Some.OtherInstance, provider.Cloud.Address(Some.Eip).InstanceId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnAnswerThatGotLostIsSettledByLooking(bool afterTheWork)
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateInEarlierRunAsync();
        provider.Emulator.Faults.Add(afterTheWork ? Fault.LoseAnswer("DisassociateAddress") : Fault.LoseRequest("DisassociateAddress"));

        var deleted = await provider.DeleteAsync(created.Id, created.State, Some.Inputs());

        Assert.Equal(string.Empty, deleted.Message);
        Assert.Equal("UNBIND", provider.Cloud.Address(Some.Eip).Status);
        Assert.Equal(afterTheWork ? 1 : 2, provider.Emulator.Calls.Count("DisassociateAddress"));
    }

    [Fact]
    public async Task ATaskThatFailsIsAnErrorThatSaysTheEipIsStillBound()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateInEarlierRunAsync();
        provider.Emulator.Cloud.FailNextTasks();

        var deleted = await provider.DeleteAsync(created.Id, created.State, Some.Inputs());

        Assert.Equal(StatusCode.FailedPrecondition, deleted.Code);
        Assert.Contains("Now: the EIP is still bound.", deleted.Message);
        Assert.Equal(Some.Instance, provider.Cloud.Address(Some.Eip).InstanceId);
    }

    [Fact]
    public async Task ATaskThatOutlivesTheTimeoutIsAnErrorThatSaysSo()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateInEarlierRunAsync();
        provider.Emulator.Cloud.HoldNextTasks();

        var deleted = await provider.DeleteAsync(created.Id, created.State, Some.Inputs(), timeout: 4);

        Assert.Equal(StatusCode.DeadlineExceeded, deleted.Code);
        Assert.Contains("the timeout of 4 s passed", deleted.Message);
        Assert.Contains("stays in the state", deleted.Message);
    }
}
