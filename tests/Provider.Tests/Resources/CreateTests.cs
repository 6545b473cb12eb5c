using EcmEmulator.Faults;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Grpc.Core;
using Xunit;

namespace EcmProvider.Tests.Resources;

/// <summary>What Create does, and what the cloud really holds afterwards.</summary>
public sealed class CreateTests
{
    [Fact]
    public async Task BindsAnEipToAnInstanceAndAnswersWhatItResolvedTo()
    {
        await using var provider = await TestProvider.StartAsync();

        var created = await provider.CreateAsync(Some.Inputs());

        Assert.Equal(string.Empty, created.Message);
        Assert.Equal(Some.Id(), created.Id);
        Assert.Equal("BIND", created["addressStatus"]);
        Assert.Equal("203.0.113.10", created["addressIp"]);
        Assert.Equal("10.0.0.5", created["privateIpAddress"]);
        Assert.NotNull(created["networkInterfaceId"]);
        Assert.NotNull(created["taskId"]);
        Assert.True(created.RefreshBeforeUpdate);
        Assert.Equal(Some.Instance, provider.Cloud.Address(Some.Eip).InstanceId);
    }

    [Fact]
    public async Task BindsAnEipToAPrivateIpOfAnUnattachedEni()
    {
        await using var provider = await TestProvider.StartAsync();

        var created = await provider.CreateAsync(Some.EniInputs());

        Assert.Equal($"ap-xian-ecm/{Some.Eip}/{Some.Eni}/{Some.PrivateIp}", created.Id);
        Assert.Equal("BIND_ENI", created["addressStatus"]);
        Assert.Null(created["instanceId"]);
        Assert.Equal(Some.PrivateIp, provider.Cloud.Address(Some.Eip).PrivateIpAddress);
    }

    [Fact]
    public async Task DoesNotAskForDriftDetectionOfAnEngineThatCannotDoIt()
    {
        await using var provider = await TestProvider.StartAsync(detectsDrift: false);

        Assert.False((await provider.CreateAsync(Some.Inputs())).RefreshBeforeUpdate);
    }

    [Fact]
    public async Task DoesNotAskForDriftDetectionWhenItIsSwitchedOff()
    {
        await using var provider = await TestProvider.StartAsync(configuration: ("detectDrift", PropertyValue.Of("false")));

        Assert.False((await provider.CreateAsync(Some.Inputs())).RefreshBeforeUpdate);
    }

    [Fact]
    public async Task AdoptsABindingThatIsThereAlreadyAndSaysSo()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.People.Bind(Some.Eip, Some.Instance);

        var created = await provider.CreateAsync(Some.Inputs());

        Assert.Equal(Some.Id(), created.Id);
        Assert.Null(created["taskId"]);
        Assert.Equal(0, provider.Emulator.Calls.Count("AssociateAddress"));
        Assert.Contains(provider.Engine.Messages, m => m.Contains("adopted. If another stack manages it, remove it there."));
    }

    [Fact]
    public async Task FailsForAnEipThatIsBoundElsewhereAndTouchesNothing()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.People.Bind(Some.Eip, Some.OtherInstance);

        var created = await provider.CreateAsync(Some.Inputs());

        Assert.Equal(StatusCode.FailedPrecondition, created.Code);
        Assert.Null(created.Partial);
        Assert.Contains($"is bound to instance \"{Some.OtherInstance}\"", created.Message);
        Assert.Contains("allowReassociation", created.Message);
        Assert.Equal(Some.OtherInstance, provider.Cloud.Address(Some.Eip).InstanceId);
        Assert.Equal(0, provider.Emulator.Calls.Count("DisassociateAddress"));
    }

    [Fact]
    public async Task MovesAnEipThatIsBoundElsewhereWhenThatIsAllowed()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.People.Bind(Some.Eip, Some.OtherInstance);

        var created = await provider.CreateAsync(Some.Inputs(allowReassociation: true));

        Assert.Equal(string.Empty, created.Message);
        Assert.Equal(Some.Instance, provider.Cloud.Address(Some.Eip).InstanceId);
        Assert.Contains(provider.Engine.Messages, m => m.Contains("is unbound from instance \"ein-55556666\" first (allowReassociation)"));
    }

    [Fact]
    public async Task AnEipOnAnotherEniOfTheSameInstanceIsNotTheInstanceFormsBinding()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.People.Attach(Some.Eni, Some.Instance);
        provider.Cloud.People.Bind(Some.Eip, Some.Eni, Some.PrivateIp);

        var created = await provider.CreateAsync(Some.Inputs());

        Assert.Equal(StatusCode.FailedPrecondition, created.Code);
        Assert.Contains($"private IP \"{Some.PrivateIp}\" of ENI \"{Some.Eni}\"", created.Message);
        Assert.Equal(Some.PrivateIp, provider.Cloud.Address(Some.Eip).PrivateIpAddress);
    }

    [Theory]
    [InlineData("eip-99990000", Some.Instance, StatusCode.NotFound, "no such EIP")]
    [InlineData(Some.Eip, "ein-99990000", StatusCode.NotFound, "UnsupportedOperation.InstanceIdNotFound")]
    public async Task FailsForWhatDoesNotExistWithTheRemedy(string eip, string instance, StatusCode code, string fact)
    {
        await using var provider = await TestProvider.StartAsync();

        var created = await provider.CreateAsync(Some.Inputs(eip, instance));

        Assert.Equal(code, created.Code);
        Assert.Null(created.Partial);
        Assert.Contains(fact, created.Message);
        Assert.Contains("\nCheck ", created.Message);
        Assert.DoesNotContain(provider.Cloud.Addresses, address => address.IsBound);
    }

    [Fact]
    public async Task ATargetWithAnotherEipIsAnErrorThatNamesItAndTheLastRefusal()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.People.Bind(Some.OtherEip, Some.Instance);

        var created = await provider.CreateAsync(Some.Inputs());

        Assert.Equal(StatusCode.FailedPrecondition, created.Code);
        Assert.Null(created.Partial);
        Assert.Contains($"the target has the EIP \"{Some.OtherEip}\" already", created.Message);
        Assert.Matches("UnsupportedOperation.AlreadyBindEip: .*AssociateAddress, RequestId .+", created.Message);
        Assert.Equal(Some.Instance, provider.Cloud.Address(Some.OtherEip).InstanceId);
        Assert.False(provider.Cloud.Address(Some.Eip).IsBound);
    }

    [Fact]
    public async Task ATaskThatFailsIsAnErrorThatTellsTheEipsStatusAndRecordsNothing()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Cloud.FailNextTasks();

        var created = await provider.CreateAsync(Some.Inputs());

        Assert.Equal(StatusCode.FailedPrecondition, created.Code);
        Assert.Null(created.Partial);
        Assert.Contains("failed and gave no reason.\n", created.Message);
        Assert.Contains("the status of EIP \"eip-11112222\" (203.0.113.10) is UNBIND.", created.Message);
        Assert.False(provider.Cloud.Address(Some.Eip).IsBound);
    }

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

    [Fact]
    public async Task ProgressIsToldOnceAPhaseAndEveryTenSeconds()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Faults.Add(Fault.Refuse("UnsupportedOperation.MutexOperationTaskRunning", "AssociateAddress") with { Times = null });

        await provider.CreateAsync(Some.Inputs(), timeout: 25);

        Assert.InRange(provider.Engine.Lines.Count(line => line.Ephemeral), 3, 8);
    }

    [Fact]
    public async Task ProgressIsEphemeralAndEndsWithAnEmptyLine()
    {
        await using var provider = await TestProvider.StartAsync();

        Assert.Equal(string.Empty, (await provider.CreateAsync(Some.Inputs())).Message);

        var progress = provider.Engine.Lines.Where(line => line.Ephemeral).ToList();
        Assert.Contains(progress, line => line.Message.Contains("waiting until EIP"));
        Assert.Equal(string.Empty, progress[^1].Message);
        Assert.All(progress, line => Assert.Equal(Some.Urn("web"), line.Urn));
    }
}
