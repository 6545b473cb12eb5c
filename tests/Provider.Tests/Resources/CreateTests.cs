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
    public async Task AnEipIsNotUnboundElsewhereForATargetThatDoesNotExist()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.People.Bind(Some.Eip, Some.OtherInstance);

        var created = await provider.CreateAsync(Some.Inputs(instance: "ein-00000000", allowReassociation: true));

        Assert.Equal(StatusCode.NotFound, created.Code);
        Assert.Contains("the target does not exist", created.Message);
        Assert.Equal(Some.OtherInstance, provider.Cloud.Address(Some.Eip).InstanceId);
        Assert.Equal(0, provider.Emulator.Calls.Count("DisassociateAddress"));
    }

    [Fact]
    public async Task AnEipIsNotUnboundElsewhereForATargetThatAnotherEipHolds()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.People.Bind(Some.Eip, Some.OtherInstance);
        provider.Cloud.People.Bind(Some.OtherEip, Some.Instance);

        var created = await provider.CreateAsync(Some.Inputs(allowReassociation: true));

        Assert.Equal(StatusCode.FailedPrecondition, created.Code);
        Assert.Contains($"the target has the EIP \"{Some.OtherEip}\" already", created.Message);
        Assert.Equal(Some.OtherInstance, provider.Cloud.Address(Some.Eip).InstanceId);
        Assert.Equal(0, provider.Emulator.Calls.Count("DisassociateAddress"));
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
