using EcmProvider.Tests.Support;
using Grpc.Core;
using Xunit;

namespace EcmProvider.Tests.Resources;

/// <summary>One EIP touched twice in a run: renames, replacements and swaps, as an engine plays them.</summary>
public sealed class OneRunTests
{
    [Fact]
    public async Task AResourceRenamedWithoutAnAliasKeepsItsBinding()
    {
        await using var provider = await TestProvider.StartAsync();
        var web = await provider.CreateInEarlierRunAsync();

        var front = await provider.CreateAsync(Some.Inputs(), "front");
        var deleted = await provider.DeleteAsync(web.Id, web.State, Some.Inputs(), "web");

        Assert.Equal(web.Id, front.Id);
        Assert.Equal(string.Empty, deleted.Message);
        Assert.Equal(Some.Instance, provider.Cloud.Address(Some.Eip).InstanceId);
        Assert.Equal(0, provider.Emulator.Calls.Count("DisassociateAddress"));
        Assert.Contains(provider.Engine.Messages, m => m.Contains("stands for that association now"));
    }

    [Fact]
    public async Task AResourceReplacedByForceKeepsItsBinding()
    {
        await using var provider = await TestProvider.StartAsync();
        var web = await provider.CreateInEarlierRunAsync();

        await provider.DiffAsync(web.Id, web.State, Some.Inputs(), Some.Inputs());
        var again = await provider.CreateAsync(Some.Inputs());
        await provider.DeleteAsync(web.Id, web.State, Some.Inputs());

        Assert.Equal(string.Empty, again.Message);
        Assert.Equal(Some.Instance, provider.Cloud.Address(Some.Eip).InstanceId);
    }

    [Fact]
    public async Task TheDeleteOfWhatThisVeryResourceCreatedIsNoRename()
    {
        await using var provider = await TestProvider.StartAsync();
        var web = await provider.CreateAsync(Some.Inputs());

        await provider.DeleteAsync(web.Id, web.State, Some.Inputs());

        Assert.False(provider.Cloud.Address(Some.Eip).IsBound);
    }

    [Fact]
    public async Task AReplacementDeletesFirst()
    {
        await using var provider = await TestProvider.StartAsync();
        var web = await provider.CreateInEarlierRunAsync();
        var news = Some.Inputs(instance: Some.OtherInstance);

        var diff = await provider.DiffAsync(web.Id, web.State, Some.Inputs(), news);
        var deleted = await provider.DeleteAsync(web.Id, web.State, Some.Inputs());
        var created = await provider.CreateAsync(news);

        Assert.True(diff.DeleteBeforeReplace);
        Assert.Equal(string.Empty, deleted.Message + created.Message);
        Assert.Equal(Some.OtherInstance, provider.Cloud.Address(Some.Eip).InstanceId);
    }

    [Fact]
    public async Task AReplacementThatCreatesFirstMovesItsOwnEip()
    {
        await using var provider = await TestProvider.StartAsync();
        var web = await provider.CreateInEarlierRunAsync();
        var news = Some.Inputs(instance: Some.OtherInstance);

        await provider.DiffAsync(web.Id, web.State, Some.Inputs(), news);
        var created = await provider.CreateAsync(news);
        var deleted = await provider.DeleteAsync(web.Id, web.State, Some.Inputs());

        Assert.Equal(string.Empty, created.Message + deleted.Message);
        Assert.Equal(Some.OtherInstance, provider.Cloud.Address(Some.Eip).InstanceId);
    }

    [Fact]
    public async Task TheDeleteOfWhatTheCreateHasUnboundInItsWayEndsAtOnce()
    {
        // A new EIP on the same target, create-first: the Create unbinds the old EIP, and its Delete comes after.
        await using var provider = await TestProvider.StartAsync();
        var web = await provider.CreateInEarlierRunAsync();
        var news = Some.Inputs(Some.OtherEip);

        await provider.DiffAsync(web.Id, web.State, Some.Inputs(), news);
        var created = await provider.CreateAsync(news);
        var before = provider.Clock.Elapsed;
        var deleted = await provider.DeleteAsync(web.Id, web.State, Some.Inputs(), timeout: 5);

        Assert.Equal(string.Empty, created.Message + deleted.Message);
        Assert.InRange((provider.Clock.Elapsed - before).TotalSeconds, 0, 3);
        Assert.Equal(Some.Instance, provider.Cloud.Address(Some.OtherEip).InstanceId);
    }

    [Fact]
    public async Task AnEipThatAnotherCreateOfThisRunHasBoundIsNeverMoved()
    {
        await using var provider = await TestProvider.StartAsync();
        await provider.CreateAsync(Some.Inputs(), "web");

        var created = await provider.CreateAsync(Some.Inputs(instance: Some.OtherInstance, allowReassociation: true), "thief");

        Assert.Equal(StatusCode.FailedPrecondition, created.Code);
        Assert.Contains(Some.Urn("web"), created.Message);
        Assert.Equal(Some.Instance, provider.Cloud.Address(Some.Eip).InstanceId);
    }

    [Fact]
    public async Task ATargetThatAnotherCreateOfThisRunHasTakenIsAnErrorThatNamesIt()
    {
        await using var provider = await TestProvider.StartAsync();
        await provider.CreateAsync(Some.Inputs(), "web");

        var created = await provider.CreateAsync(Some.Inputs(Some.OtherEip), "second");

        Assert.Equal(StatusCode.FailedPrecondition, created.Code);
        Assert.Contains(Some.Urn("web"), created.Message);
        Assert.False(provider.Cloud.Address(Some.OtherEip).IsBound);
    }

    [Fact]
    public async Task TwoResourcesForOneAssociationAreAnErrorThatNamesTheOther()
    {
        await using var provider = await TestProvider.StartAsync();
        var both = Task.WhenAll(provider.BeginCreate(Some.Inputs(), "web"), provider.BeginCreate(Some.Inputs(), "copy"));

        var outcomes = await provider.Clock.RunAsync(both);

        var failed = Assert.Single(outcomes, outcome => outcome.Error is not null);
        Assert.Null(failed.Partial);
        Assert.Contains("in this update", failed.Message);
        Assert.Equal(Some.Instance, provider.Cloud.Address(Some.Eip).InstanceId);
    }

    [Fact]
    public async Task ARenameThatAlsoChangesTheFormOfTheTargetKeepsTheBinding()
    {
        await using var provider = await TestProvider.StartAsync();
        var web = await provider.CreateInEarlierRunAsync();

        var front = await provider.CreateAsync(Some.EniInputs(eni: web["networkInterfaceId"]!, ip: "10.0.0.5"), "front");
        await provider.DeleteAsync(web.Id, web.State, Some.Inputs(), "web");

        Assert.Equal(string.Empty, front.Message);
        Assert.Equal(Some.Instance, provider.Cloud.Address(Some.Eip).InstanceId);
    }

    [Fact]
    public async Task TwoResourcesForOneBindingInTwoFormsAreAnErrorThatNamesTheOther()
    {
        await using var provider = await TestProvider.StartAsync();
        var web = await provider.CreateAsync(Some.Inputs(), "web");

        var copy = await provider.CreateAsync(Some.EniInputs(eni: web["networkInterfaceId"]!, ip: "10.0.0.5"), "copy");

        Assert.Equal(StatusCode.FailedPrecondition, copy.Code);
        Assert.Contains(Some.Urn("web"), copy.Message);
    }

    [Fact]
    public async Task ARenameThatWasCutOffBeforeItsDeleteKeepsTheBindingInTheNextRun()
    {
        await using var provider = await TestProvider.StartAsync();
        var web = await provider.CreateInEarlierRunAsync();
        var front = await provider.CreateInEarlierRunAsync(name: "front");

        await provider.DiffAsync(front.Id, front.State, Some.Inputs(), Some.Inputs(), "front");
        await provider.DeleteAsync(web.Id, web.State, Some.Inputs(), "web");

        Assert.Equal(Some.Instance, provider.Cloud.Address(Some.Eip).InstanceId);
    }

    [Fact]
    public async Task ADestroyOfTwoResourcesForOneBindingLeavesNothingBehind()
    {
        await using var provider = await TestProvider.StartAsync();
        var web = await provider.CreateInEarlierRunAsync();
        var front = await provider.CreateInEarlierRunAsync(name: "front");
        await provider.DiffAsync(front.Id, front.State, Some.Inputs(), Some.Inputs(), "front");
        await provider.DiffAsync(web.Id, web.State, Some.Inputs(), Some.Inputs(), "web");

        await provider.Clock.RunAsync(Task.WhenAll(
            provider.BeginDelete(web.Id, web.State, Some.Inputs(), "web"),
            provider.BeginDelete(front.Id, front.State, Some.Inputs(), "front")));

        Assert.False(provider.Cloud.Address(Some.Eip).IsBound);
    }
}
