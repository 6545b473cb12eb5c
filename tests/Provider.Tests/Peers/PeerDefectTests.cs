using EcmEmulator.Faults;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Grpc.Core;
using Xunit;

namespace EcmProvider.Tests.Peers;

/// <summary>
/// What users of providers that do the same job ran into: each defect under its name, and what the cloud really holds where the
/// peers went wrong.
/// </summary>
public sealed class PeerDefectTests
{
    [Fact]
    public async Task ACreateDoesNotEndCompleteWhileTheEipIsNotBound()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Cloud.HoldNextTasks();
        var creating = provider.BeginCreate(Some.Inputs());

        await provider.Clock.AdvanceAsync(TimeSpan.FromMinutes(2));

        Assert.False(creating.IsCompleted);
        Assert.False(provider.Cloud.Address(Some.Eip).IsBound);
        provider.Emulator.Cloud.FinishTasks();
        Assert.Equal(string.Empty, (await provider.Clock.RunAsync(creating)).Message);
        AssertBound(provider);
    }

    [Fact]
    public async Task ACreateWhoseAsynchronousRequestFailedDoesNotEndComplete()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Cloud.FailNextTasks();

        var created = await provider.CreateAsync(Some.Inputs());

        Assert.Equal(StatusCode.FailedPrecondition, created.Code);
        Assert.Equal(string.Empty, created.Id);
        Assert.Equal("UNBIND", provider.Cloud.Address(Some.Eip).Status);
    }

    [Fact]
    public async Task ADestroyDoesNotHangWhenTheInstanceHasBeenDeletedByHand()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateInEarlierRunAsync();
        provider.Cloud.People.DeleteInstance(Some.Instance);
        var before = provider.Clock.Elapsed;

        var deleted = await provider.DeleteAsync(created.Id, created.State, Some.Inputs());

        Assert.Equal(string.Empty, deleted.Message);
        Assert.InRange((provider.Clock.Elapsed - before).TotalSeconds, 0, 15);
        Assert.Equal("UNBIND", provider.Cloud.Address(Some.Eip).Status);
    }

    [Fact]
    public async Task ADestroyDoesNotHangWhenTheInstanceIsDeletedByHandMeanwhile()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateInEarlierRunAsync();
        var deleting = provider.BeginDelete(created.Id, created.State, Some.Inputs());
        await provider.Clock.AdvanceAsync(TimeSpan.FromSeconds(1));
        var before = provider.Clock.Elapsed;

        provider.Cloud.People.DeleteInstance(Some.Instance);
        var deleted = await provider.Clock.RunAsync(deleting);

        Assert.Equal(string.Empty, deleted.Message);
        Assert.InRange((provider.Clock.Elapsed - before).TotalSeconds, 0, 15);
        Assert.Equal("UNBIND", provider.Cloud.Address(Some.Eip).Status);
    }

    [Fact]
    public async Task AnAssociationIsNotLostWhenAReadRightAfterTheCreateFindsNothingYet()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateAsync(Some.Inputs());
        provider.Emulator.Faults.Add(Fault.Lag(TimeSpan.FromSeconds(8)));

        var read = await provider.ReadAsync(created.Id, created.State, Some.Inputs());

        Assert.Equal(created.Id, read.Id);
        Assert.Equal("BIND", read["addressStatus"]);
        AssertBound(provider);
    }

    [Fact]
    public async Task ACreateThatTimedOutLeavesTheBindingInTheStateAsWell()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Cloud.HoldNextTasks();

        var created = await provider.CreateAsync(Some.Inputs(), timeout: 5);
        provider.Emulator.Cloud.FinishTasks();

        AssertBound(provider);
        Assert.Equal(Some.Id(), created.Partial!.Id);
        var deleted = await provider.DeleteAsync(created.Id, created.State, created.Inputs);
        Assert.Equal(string.Empty, deleted.Message);
        Assert.Equal("UNBIND", provider.Cloud.Address(Some.Eip).Status);
    }

    [Fact]
    public async Task AReplacementIsCreatedWhenTheOldOneHasBeenDeleted()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateInEarlierRunAsync();
        var wanted = Some.Inputs(instance: Some.OtherInstance);

        var diff = await provider.DiffAsync(created.Id, created.State, Some.Inputs(), wanted);
        var deleted = await provider.DeleteAsync(created.Id, created.State, Some.Inputs());
        var replaced = await provider.CreateAsync(wanted);

        Assert.True(diff.DeleteBeforeReplace);
        Assert.Equal(string.Empty, deleted.Message + replaced.Message);
        AssertBound(provider, Some.OtherInstance);
    }

    [Fact]
    public async Task AReplacementThatIsCreatedFirstAllTheSameDoesNotFailForItsOwnOldBinding()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateInEarlierRunAsync();
        var wanted = Some.Inputs(instance: Some.OtherInstance);
        await provider.DiffAsync(created.Id, created.State, Some.Inputs(), wanted);

        var replaced = await provider.CreateAsync(wanted);
        var deleted = await provider.DeleteAsync(created.Id, created.State, Some.Inputs());

        Assert.Equal(string.Empty, replaced.Message + deleted.Message);
        AssertBound(provider, Some.OtherInstance);
    }

    [Fact]
    public async Task AnEipIsNotTakenAwayFromAnotherTargetWhileReassociationIsSwitchedOff()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.People.Bind(Some.Eip, Some.OtherInstance);

        var created = await provider.CreateAsync(Some.Inputs());

        Assert.Equal(StatusCode.FailedPrecondition, created.Code);
        AssertBound(provider, Some.OtherInstance);
    }

    [Fact]
    public async Task AnEipIsNotTakenAwayFromATargetThatGotItAfterTheLookUp()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Faults.Add(Before("AssociateAddress", () => provider.Cloud.People.Bind(Some.Eip, Some.OtherInstance)));

        var created = await provider.CreateAsync(Some.Inputs());

        Assert.Equal(StatusCode.FailedPrecondition, created.Code);
        Assert.Null(created.Partial);
        AssertBound(provider, Some.OtherInstance);
        Assert.Equal(0, provider.Emulator.Calls.Count("DisassociateAddress"));
    }

    [Fact]
    public async Task ATargetsOtherEipIsNotTakenAwayEither()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.People.Bind(Some.OtherEip, Some.Instance);

        var created = await provider.CreateAsync(Some.Inputs(allowReassociation: true));

        Assert.Equal(StatusCode.FailedPrecondition, created.Code);
        AssertBound(provider, eip: Some.OtherEip);
        Assert.False(provider.Cloud.Address(Some.Eip).IsBound);
    }

    [Fact]
    public async Task DeletingAnAssociationThatHasSinceMovedElsewhereDoesNotCutOffTheNewTarget()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateInEarlierRunAsync();
        provider.Cloud.People.Move(Some.Eip, Some.OtherInstance);

        var deleted = await provider.DeleteAsync(created.Id, created.State, Some.Inputs());

        Assert.Equal(string.Empty, deleted.Message);
        AssertBound(provider, Some.OtherInstance);
        Assert.Equal(0, provider.Emulator.Calls.Count("DisassociateAddress"));
    }

    [Theory]
    [InlineData(MissingAddressAnswer.Absent)]
    [InlineData(MissingAddressAnswer.AddressIdNotFound)]
    [InlineData(MissingAddressAnswer.InvaildAddressId)]
    public async Task NothingCrashesWhenTheEipItselfNoLongerExists(MissingAddressAnswer answer)
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateInEarlierRunAsync();
        provider.Emulator.Faults.MissingAddresses = answer;
        provider.Cloud.People.Release(Some.Eip);

        var previewed = await provider.CreateAsync(Some.Inputs(), preview: true);
        var createdAgain = await provider.CreateAsync(Some.Inputs());
        var read = await provider.ReadAsync(created.Id, created.State, Some.Inputs());
        var unfinished = created.State.With("addressStatus", PropertyValue.Of("BINDING"));
        var updated = await provider.UpdateAsync(created.Id, unfinished, Some.Inputs(), Some.Inputs());
        var deleted = await provider.DeleteAsync(created.Id, created.State, Some.Inputs());

        Assert.All([previewed, createdAgain, updated], outcome => Assert.Equal(StatusCode.NotFound, outcome.Code));
        Assert.All([previewed, createdAgain, updated], outcome => Assert.Contains($"EIP \"{Some.Eip}\"", outcome.Message));
        Assert.All([read, deleted], outcome => Assert.Equal((string.Empty, string.Empty), (outcome.Message, outcome.Id)));
        Assert.Null(provider.Cloud.FindAddress(Some.Eip));
    }

    [Fact]
    public async Task AnErrorMessageNamesTheResourceAndTheRequestId()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Faults.Add(Fault.Refuse("LimitExceeded.AddressQuotaLimitExceeded", "AssociateAddress") with { Times = null });

        var created = await provider.CreateAsync(Some.Inputs());

        var call = Assert.Single(provider.Emulator.Calls.Of("AssociateAddress")).Call;
        Assert.Contains($"EIP \"{Some.Eip}\"", created.Message);
        Assert.Contains($"instance \"{Some.Instance}\"", created.Message);
        Assert.Contains("LimitExceeded.AddressQuotaLimitExceeded", created.Message);
        Assert.Contains($"AssociateAddress, RequestId {call.RequestId}", created.Message);
        Assert.Contains('\n', created.Message);
        Assert.False(provider.Cloud.Address(Some.Eip).IsBound);
    }

    [Fact]
    public async Task AnErrorInTheProgramNamesTheProperty()
    {
        await using var provider = await TestProvider.StartAsync();
        var inputs = Some.EniInputs(ip: "10.0.0").With("addressId", PropertyValue.Of(string.Empty));

        var answer = await provider.CheckAsync(inputs);

        Assert.Equal(["addressId", "privateIpAddress"], answer.Failures.Select(failure => failure.Property).Order());
        Assert.Equal(0, provider.Emulator.Calls.Total);
    }

    private static void AssertBound(TestProvider provider, string instance = Some.Instance, string eip = Some.Eip)
    {
        var address = provider.Cloud.Address(eip);
        Assert.Equal(("BIND", instance), (address.Status, address.InstanceId));
    }

    // Something that people do in the moment between a look-up and the change that follows it.
    private static Fault Before(string action, Action act) => new()
    {
        Kind = FaultKind.Delay,
        Action = action,
        When = _ =>
        {
            act();
            return true;
        },
    };
}
