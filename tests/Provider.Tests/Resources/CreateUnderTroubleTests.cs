using EcmEmulator.Faults;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Grpc.Core;
using Xunit;

namespace EcmProvider.Tests.Resources;

/// <summary>Create when the time runs out, somebody presses Ctrl-C, answers get lost or look-ups lag.</summary>
public sealed class CreateUnderTroubleTests
{
    [Fact]
    public async Task ATaskThatOutlivesTheTimeoutIsAPartialCreateThatTheNextUpdateFinishes()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Cloud.HoldNextTasks();

        var created = await provider.CreateAsync(Some.Inputs(), timeout: 3);

        Assert.Equal(StatusCode.DeadlineExceeded, created.Code);
        Assert.Equal(Some.Id(), created.Id);
        Assert.Equal("BINDING", created["addressStatus"]);
        Assert.NotNull(created["taskId"]);
        Assert.Equal(Some.Inputs(), created.Inputs);
        Assert.True(created.RefreshBeforeUpdate);
        Assert.All(created.Partial!.Reasons, reason => Assert.DoesNotContain('\n', reason));
        Assert.Contains("the timeout of 3 s passed", created.Partial.Reasons[0]);

        provider.Emulator.Cloud.FinishTasks();
        var updated = await provider.UpdateAsync(created.Id, created.State, created.Inputs, Some.Inputs());

        Assert.Equal(string.Empty, updated.Message);
        Assert.Equal("BIND", updated["addressStatus"]);
        Assert.Equal(created["taskId"], updated["taskId"]);
        Assert.Equal(1, provider.Emulator.Calls.Count("AssociateAddress"));
        Assert.Equal(Some.Instance, provider.Cloud.Address(Some.Eip).InstanceId);
    }

    [Fact]
    public async Task CancelDuringTheWaitIsAPartialCreateAtOnce()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Cloud.HoldNextTasks();
        var creating = provider.BeginCreate(Some.Inputs());
        await provider.Clock.AdvanceAsync(TimeSpan.FromSeconds(5));
        var before = provider.Clock.Elapsed;

        await provider.CancelAsync();
        var created = await provider.Clock.RunAsync(creating);

        Assert.Equal(StatusCode.Cancelled, created.Code);
        Assert.Equal(Some.Id(), created.Id);
        Assert.NotNull(created["taskId"]);
        Assert.InRange((provider.Clock.Elapsed - before).TotalSeconds, 0, 1.1);
    }

    [Fact]
    public async Task CancelStopsWhatComesAfterItToo()
    {
        await using var provider = await TestProvider.StartAsync();
        await provider.CancelAsync();

        var created = await provider.CreateAsync(Some.Inputs());

        Assert.Equal(StatusCode.Cancelled, created.Code);
        Assert.Null(created.Partial);
        Assert.Equal(0, provider.Emulator.Calls.Count("AssociateAddress"));

        await provider.HandshakeAsync();
        Assert.Equal(string.Empty, (await provider.CreateAsync(Some.Inputs())).Message);
    }

    [Fact]
    public async Task AnAnswerThatGotLostAfterTheWorkIsSettledByLooking()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Faults.Add(Fault.LoseAnswer("AssociateAddress"));

        var created = await provider.CreateAsync(Some.Inputs());

        Assert.Equal(string.Empty, created.Message);
        Assert.Equal(1, provider.Emulator.Calls.Count("AssociateAddress"));
        Assert.Equal(Some.Instance, provider.Cloud.Address(Some.Eip).InstanceId);
    }

    [Fact]
    public async Task ARequestThatGotLostBeforeTheWorkIsAskedAgainAfterLooking()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Faults.Add(Fault.LoseRequest("AssociateAddress"));

        var created = await provider.CreateAsync(Some.Inputs());

        Assert.Equal(string.Empty, created.Message);
        Assert.Equal(Some.Instance, provider.Cloud.Address(Some.Eip).InstanceId);
    }

    [Fact]
    public async Task AnApiThatNeverAnswersTheChangeIsAnErrorThatRecordsNothing()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Faults.Add(Fault.InternalError("AssociateAddress") with { Times = null });

        var created = await provider.CreateAsync(Some.Inputs());

        Assert.Equal(StatusCode.Unavailable, created.Code);
        Assert.Null(created.Partial);
        Assert.Contains("InternalError", created.Message);
        Assert.False(provider.Cloud.Address(Some.Eip).IsBound);
    }

    [Fact]
    public async Task LookUpsThatLagBehindDoNotLoseTheAssociation()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Faults.Add(Fault.Lag(TimeSpan.FromSeconds(8)) with { Times = null });

        var created = await provider.CreateAsync(Some.Inputs());

        Assert.Equal(string.Empty, created.Message);
        Assert.Equal("BIND", created["addressStatus"]);
        Assert.Equal(1, provider.Emulator.Calls.Count("AssociateAddress"));
    }

    [Fact]
    public async Task AnEipThatIsBeingUnboundIsWaitedFor()
    {
        await using var provider = await TestProvider.StartAsync();
        var other = await provider.CreateAsync(Some.Inputs(instance: Some.OtherInstance), "other");
        await provider.HandshakeAsync();
        var deleting = provider.BeginDelete(other.Id, other.State, Some.Inputs(instance: Some.OtherInstance), "other");
        await provider.Clock.AdvanceAsync(TimeSpan.FromMilliseconds(200));

        var created = await provider.CreateAsync(Some.Inputs());
        await provider.Clock.RunAsync(deleting);

        Assert.Equal(string.Empty, created.Message);
        Assert.Equal(Some.Instance, provider.Cloud.Address(Some.Eip).InstanceId);
    }

    [Fact]
    public async Task OneLookUpThatLacksTheEipDoesNotLoseWhatTheApiHasTaken()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Faults.Add(Fault.Refuse("UnsupportedOperation.AddressIdNotFound", "DescribeAddresses") with
        {
            Times = 3,
            When = _ => provider.Emulator.Calls.Count("AssociateAddress") > 0,
        });

        var created = await provider.CreateAsync(Some.Inputs());

        Assert.Equal(string.Empty, created.Message);
        Assert.Equal(Some.Instance, provider.Cloud.Address(Some.Eip).InstanceId);
    }

    [Fact]
    public async Task AnEniThatTheApiDoesNotShowYetIsWaitedFor()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Faults.Add(Fault.Refuse("UnsupportedOperation.InvalidNetworkInterfaceIdNotFound", "DescribeNetworkInterfaces") with
        {
            Times = 4,
        });

        var created = await provider.CreateAsync(Some.Inputs(allowReassociation: true));

        Assert.Equal(string.Empty, created.Message);
        Assert.Equal(0, provider.Emulator.Calls.Count("DisassociateAddress"));
    }
}
