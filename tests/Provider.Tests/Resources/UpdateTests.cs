using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Grpc.Core;
using Xunit;

namespace EcmProvider.Tests.Resources;

/// <summary>Update records flags, and finishes what was not whole.</summary>
public sealed class UpdateTests
{
    [Fact]
    public async Task NewFlagsAreRecordedWithoutACall()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateInEarlierRunAsync();
        var calls = provider.Emulator.Calls.Total;

        var updated = await provider.UpdateAsync(created.Id, created.State, Some.Inputs(), Some.Inputs(reallocate: true));

        Assert.Equal(PropertyValue.Of(true), updated.State["reallocateNormalPublicIp"]);
        Assert.Equal(created["addressIp"], updated["addressIp"]);
        Assert.True(updated.RefreshBeforeUpdate);
        Assert.Equal(calls, provider.Emulator.Calls.Total);
    }

    [Fact]
    public async Task ATaskStillRunningIsPartialAgain()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Cloud.HoldNextTasks();
        var created = await provider.CreateAsync(Some.Inputs(), timeout: 3);

        var updated = await provider.UpdateAsync(created.Id, created.State, created.Inputs, Some.Inputs(), timeout: 2);

        Assert.Equal(StatusCode.DeadlineExceeded, updated.Code);
        Assert.Equal(created.Id, updated.Id);
        Assert.Equal(created["taskId"], updated["taskId"]);
        Assert.Equal(1, provider.Emulator.Calls.Count("AssociateAddress"));
    }

    [Fact]
    public async Task ATaskThatHasFailedSinceIsAskedForAgain()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Cloud.HoldNextTasks();
        var created = await provider.CreateAsync(Some.Inputs(), timeout: 3);
        provider.Emulator.Cloud.FinishTask(created["taskId"]!, failed: true);

        var updated = await provider.UpdateAsync(created.Id, created.State, created.Inputs, Some.Inputs());

        Assert.Equal(string.Empty, updated.Message);
        Assert.NotEqual(created["taskId"], updated["taskId"]);
        Assert.Equal(Some.Instance, provider.Cloud.Address(Some.Eip).InstanceId);
    }

    [Fact]
    public async Task ATaskTheApiNoLongerKnowsIsNoReasonToFail()
    {
        await using var provider = await TestProvider.StartAsync();
        var state = Some.Inputs()
            .With("addressStatus", PropertyValue.Of("BINDING"))
            .With("addressIp", PropertyValue.Of("203.0.113.10"))
            .With("taskId", PropertyValue.Of("987654"));

        var updated = await provider.UpdateAsync(Some.Id(), state, Some.Inputs(), Some.Inputs());

        Assert.Equal(string.Empty, updated.Message);
        Assert.Equal(Some.Instance, provider.Cloud.Address(Some.Eip).InstanceId);
    }

    [Fact]
    public async Task AnUnfinishedOneWhoseFlagsChangeTooIsFinishedAsWell()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Cloud.HoldNextTasks();
        var created = await provider.CreateAsync(Some.Inputs(), timeout: 3);
        provider.Emulator.Cloud.FinishTasks();

        var updated = await provider.UpdateAsync(created.Id, created.State, created.Inputs, Some.Inputs(reallocate: true));

        Assert.Equal("BIND", updated["addressStatus"]);
        Assert.Equal(PropertyValue.Of(true), updated.State["reallocateNormalPublicIp"]);
    }

    [Fact]
    public async Task OneThatReadFoundUnsettledIsLookedAtThoughItsFlagsChangeToo()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateInEarlierRunAsync();
        provider.Emulator.Cloud.HoldNextTasks();
        await provider.DeleteAsync(created.Id, created.State, Some.Inputs(), timeout: 3);
        var read = await provider.ReadAsync(created.Id, created.State, Some.Inputs());
        provider.Emulator.Cloud.FinishTasks();

        var updated = await provider.UpdateAsync(read.Id, read.State, read.Inputs, Some.Inputs(reallocate: true));

        Assert.Equal("UNBINDING", read["addressStatus"]);
        Assert.Equal(string.Empty, updated.Message);
        Assert.Equal(Some.Instance, provider.Cloud.Address(Some.Eip).InstanceId);
    }

    [Fact]
    public async Task OneThatCannotLookIsAPlainErrorSoThatTheRecordedStateStays()
    {
        await using var provider = await TestProvider.StartAsync(configuration: ("maxRetries", PropertyValue.Of(1)));
        provider.Emulator.Cloud.HoldNextTasks();
        var created = await provider.CreateAsync(Some.Inputs(), timeout: 3);
        provider.Emulator.Faults.Add(EcmEmulator.Faults.Fault.HttpStatus(503) with { Times = null });

        var updated = await provider.UpdateAsync(created.Id, created.State, created.Inputs, Some.Inputs());

        Assert.Equal(StatusCode.Unavailable, updated.Code);
        Assert.Null(updated.Partial);
    }

    [Fact]
    public async Task ThePreviewOfAnUnfinishedOneSaysWhyThereIsAnUpdate()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Cloud.HoldNextTasks();
        var created = await provider.CreateAsync(Some.Inputs(), timeout: 3);

        var previewed = await provider.UpdateAsync(created.Id, created.State, created.Inputs, Some.Inputs(), preview: true);

        Assert.Equal(string.Empty, previewed.Message);
        Assert.Contains(provider.Engine.Messages, m => m.Contains("the update goes on waiting for it"));
        Assert.Equal(1, provider.Emulator.Calls.Count("AssociateAddress"));
    }
}
