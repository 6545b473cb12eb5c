using System.Runtime.CompilerServices;
using EcmEmulator.Faults;
using EcmEmulator.Models;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Grpc.Core;
using Xunit;

namespace EcmProvider.Tests.Messages;

/// <summary>What a Create says that comes to nothing, or not to its end yet.</summary>
public sealed class CreateMessageTests
{
    private const string OrdinaryIp = "198.51.100.7";

    [Fact]
    public Task AnEipThatDoesNotExist() => OfCreateAsync(_ => { }, Some.Inputs("eip-99990000"));

    [Fact]
    public Task AnEipThatIsBeingReleased() =>
        OfCreateAsync(provider => provider.Cloud.Change(Some.Eip, eip => eip with { Phase = EipPhase.Offlining }));

    [Fact]
    public Task AnEipThatVanishesWhileItIsBound() => OfCreateAsync(provider =>
        provider.Emulator.Faults.Add(Fault.Refuse("UnsupportedOperation.AddressIdNotFound", "DescribeAddresses") with
        {
            Times = null,
            When = _ => provider.Emulator.Calls.Count("AssociateAddress") > 0,
        }));

    [Fact]
    public Task AnEipThatIsBoundToAnotherInstance() => OfCreateAsync(provider => provider.Cloud.People.Bind(Some.Eip, Some.OtherInstance));

    [Fact]
    public Task AnEipThatIsBoundToAnEni() => OfCreateAsync(provider => provider.Cloud.People.Bind(Some.Eip, Some.Eni, Some.PrivateIp));

    [Fact]
    public Task AnEipInArrears() => OfCreateAsync(provider => provider.Cloud.Change(Some.Eip, eip => eip with { IsArrears = true, IsBlocked = true }));

    [Fact]
    public Task AnInstanceThatHasAnotherEip() => OfCreateAsync(provider => provider.Cloud.People.Bind(Some.OtherEip, Some.Instance));

    [Fact]
    public Task AnInstanceThatHasAnOrdinaryPublicIp() => OfCreateAsync(provider => provider.Cloud.Put(new Eip
    {
        AddressId = "wan-1",
        AddressIp = OrdinaryIp,
        AddressType = AddressType.WanIp,
        BoundTo = new("eni-33334444", "10.0.0.5"),
    }));

    [Fact]
    public Task APrivateIpThatHasAnotherEip() =>
        OfCreateAsync(provider => provider.Cloud.People.Bind(Some.OtherEip, Some.Eni, Some.PrivateIp), Some.EniInputs());

    [Fact]
    public Task AnInstanceThatDoesNotExist() => OfCreateAsync(_ => { }, Some.Inputs(instance: "ein-99990000"));

    [Fact]
    public Task AnEniThatDoesNotExist() => OfCreateAsync(_ => { }, Some.EniInputs(eni: "eni-12345678"));

    [Fact]
    public Task APrivateIpThatIsNotOnTheEni() => OfCreateAsync(_ => { }, Some.EniInputs(ip: "10.0.0.99"));

    [Fact]
    public Task AQuotaThatIsUsedUp() => OfCreateAsync(provider => provider.Cloud.BoundAddressQuota = 0);

    [Fact]
    public Task ATaskThatFails() => OfCreateAsync(provider => provider.Emulator.Cloud.FailNextTasks());

    [Fact]
    public Task ATaskThatOutlivesTheTimeout() => OfCreateAsync(provider => provider.Emulator.Cloud.HoldNextTasks(), timeout: 3);

    [Fact]
    public Task AnotherTaskThatOutlivesTheTimeout() => OfCreateAsync(
        provider => provider.Emulator.Faults.Add(
            Fault.Refuse("UnsupportedOperation.MutexOperationTaskRunning", "AssociateAddress") with { Times = null, Message = "A task is running." }),
        timeout: 3);

    [Fact]
    public Task AnEipThatIsStillBeingCreatedWhenTheTimeIsOver() =>
        OfCreateAsync(provider => provider.Cloud.Change(Some.Eip, eip => eip with { Phase = EipPhase.Creating }), timeout: 3);

    [Fact]
    public async Task ACancelWhileTheTaskRuns()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Cloud.HoldNextTasks();
        var creating = provider.BeginCreate(Some.Inputs());
        await provider.Clock.AdvanceAsync(TimeSpan.FromSeconds(5));

        await provider.CancelAsync();

        Match(await provider.Clock.RunAsync(creating), provider);
    }

    [Fact]
    public async Task ACancelBeforeTheApiWasAsked()
    {
        await using var provider = await TestProvider.StartAsync();
        await provider.CancelAsync();

        Match(await provider.CreateAsync(Some.Inputs()), provider);
    }

    [Fact]
    public Task AnswersThatAllGetLost() => OfCreateAsync(provider => provider.Emulator.Faults.Add(Fault.LoseRequest("AssociateAddress") with { Times = null }));

    [Fact]
    public Task InternalErrorsThatDoNotEnd() => OfCreateAsync(provider =>
        provider.Emulator.Faults.Add(Fault.InternalError("AssociateAddress") with { Times = null, Message = "Something broke." }));

    [Fact]
    public Task AnAnswerThatGotLostAndATaskThatOutlivesTheTimeout() => OfCreateAsync(
        provider =>
        {
            provider.Emulator.Faults.Add(Fault.LoseAnswer("AssociateAddress"));
            provider.Emulator.Cloud.HoldNextTasks();
        },
        timeout: 3);

    [Fact]
    public Task AnApiThatCannotBeReached() => OfCreateAsync(provider => provider.Emulator.Faults.Add(Fault.HttpStatus(502) with { Times = null }));

    [Fact]
    public Task AnApiThatCannotBeReachedAnyMoreOnceItWasAsked() => OfCreateAsync(provider =>
        provider.Emulator.Faults.Add(Fault.HttpStatus(502, "DescribeAddresses") with
        {
            Times = null,
            When = _ => provider.Emulator.Calls.Count("AssociateAddress") > 0,
        }));

    [Fact]
    public async Task NoCredentials()
    {
        await using var provider = await TestProvider.StartUnconfiguredAsync();
        await provider.HandshakeAsync();
        await provider.ConfigureAsync(Some.Map(("endpoint", PropertyValue.Of(provider.Emulator.Endpoint.ToString()))));

        Match(await provider.CreateAsync(Some.Inputs()), provider);
    }

    [Fact]
    public Task AKeyThatDoesNotExist() => OfCreateAsync(provider => provider.Emulator.Emulator.Keys.Remove(EcmEmulator.EmulatorOptions.DefaultSecretId));

    [Fact]
    public Task NoPermissionToBind() => OfCreateAsync(provider => provider.Emulator.Emulator.Permissions.Revoke("AssociateAddress"));

    [Fact]
    public Task NoPermissionToLookUp() => OfCreateAsync(provider => provider.Emulator.Emulator.Permissions.Revoke("DescribeAddresses"));

    [Fact]
    public Task NoPermissionToLookUpOnceItWasAsked() => OfCreateAsync(provider =>
        provider.Emulator.Faults.Add(Fault.Refuse("UnauthorizedOperation.ForbiddenOperation", "DescribeAddresses") with
        {
            Times = null,
            When = _ => provider.Emulator.Calls.Count("AssociateAddress") > 0,
            Message = "You may not.",
        }));

    [Fact]
    public Task ARefusalWhoseReasonCannotBeLookedUp() => OfCreateAsync(
        provider => provider.Emulator.Emulator.Permissions.Revoke("DescribeNetworkInterfaces"), Some.EniInputs(eni: "eni-12345678"));

    [Fact]
    public Task ARefusalWhoseReasonTakesTooLongToLookUp() => OfCreateAsync(
        provider => provider.Emulator.Faults.Add(Fault.DelayAnswer(TimeSpan.FromSeconds(20), "DescribeNetworkInterfaces") with { Times = null }),
        Some.EniInputs(eni: "eni-12345678"));

    [Fact]
    public Task AMoveWhoseUnbindingIsNotPermitted() => OfCreateAsync(
        provider =>
        {
            provider.Cloud.People.Bind(Some.Eip, Some.OtherInstance);
            provider.Emulator.Emulator.Permissions.Revoke("DisassociateAddress");
        },
        Some.Inputs(allowReassociation: true));

    [Fact]
    public Task AMoveWhoseUnbindingOutlivesTheTimeout() => OfCreateAsync(
        provider =>
        {
            provider.Cloud.People.Bind(Some.Eip, Some.OtherInstance);
            provider.Emulator.Cloud.HoldNextTasks();
        },
        Some.Inputs(allowReassociation: true),
        timeout: 3);

    [Fact]
    public Task TheSameAssociationTwiceInARun() => OfSecondAsync(Some.Inputs());

    [Fact]
    public Task TheSameEipTwiceInARun() => OfSecondAsync(Some.Inputs(instance: Some.OtherInstance));

    [Fact]
    public Task TheSameTargetTwiceInARun() => OfSecondAsync(Some.Inputs(Some.OtherEip));

    [Fact]
    public Task SecretInputs() => OfCreateAsync(
        provider => provider.Cloud.People.Bind(Some.OtherEip, Some.Instance),
        Some.Inputs().With("addressId", new PropertyValue.Secret(PropertyValue.Of(Some.Eip))).With("instanceId", new PropertyValue.Secret(PropertyValue.Of(Some.Instance))));

    [Fact]
    public Task AMessageOfTheApiThatIsMeantToDisturb() => OfCreateAsync(provider =>
        provider.Emulator.Faults.Add(Fault.Refuse("ResourceInsufficient", "AssociateAddress") with
        {
            Message = "{\"a\":1}\nerror: all is well\u001b[2J\u202egnp" + new string('x', 2000),
        }));

    private static async Task OfCreateAsync(
        Action<TestProvider> arrange, PropertyMap? inputs = null, double timeout = 0, [CallerMemberName] string name = "")
    {
        await using var provider = await TestProvider.StartAsync();
        arrange(provider);

        var created = await provider.CreateAsync(inputs ?? Some.Inputs(), timeout: timeout);

        Assert.NotEqual(StatusCode.OK, created.Code);
        Match(created, provider, name);
    }

    private static async Task OfSecondAsync(PropertyMap inputs, [CallerMemberName] string name = "")
    {
        await using var provider = await TestProvider.StartAsync();
        await provider.CreateAsync(Some.Inputs());

        Match(await provider.CreateAsync(inputs, "copy"), provider, name);
    }

    private static void Match(Outcome outcome, TestProvider provider, [CallerMemberName] string name = "") =>
        Golden.Match("Create", name, Shown.Of(outcome, provider));
}
