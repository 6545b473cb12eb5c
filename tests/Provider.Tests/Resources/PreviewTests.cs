using EcmEmulator.Faults;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Grpc.Core;
using Xunit;

namespace EcmProvider.Tests.Resources;

/// <summary>A preview finds out what would fail, and changes nothing.</summary>
public sealed class PreviewTests
{
    [Fact]
    public async Task ShowsWhatTheLookUpKnowsAndLeavesTheRestUnknown()
    {
        await using var provider = await TestProvider.StartAsync();

        var previewed = await provider.CreateAsync(Some.Inputs(), preview: true);

        Assert.Equal(string.Empty, previewed.Id);
        Assert.Equal("203.0.113.10", previewed["addressIp"]);
        Assert.Equal("10.0.0.5", previewed["privateIpAddress"]);
        Assert.NotNull(previewed["networkInterfaceId"]);
        Assert.Equal(PropertyValue.UnknownValue, previewed.State["addressStatus"]);
        Assert.Equal(PropertyValue.UnknownValue, previewed.State["taskId"]);
        AssertOnlyLooked(provider);
    }

    [Fact]
    public async Task WithUnknownInputsEverythingElseIsUnknownToo()
    {
        await using var provider = await TestProvider.StartAsync();

        var previewed = await provider.CreateAsync(
            Some.Inputs().With("addressId", PropertyValue.UnknownValue).With("instanceId", PropertyValue.UnknownValue), preview: true);

        Assert.Equal(PropertyValue.UnknownValue, previewed.State["addressIp"]);
        Assert.Equal(PropertyValue.UnknownValue, previewed.State["privateIpAddress"]);
        Assert.Equal(0, provider.Emulator.Calls.Total);
    }

    [Fact]
    public async Task LooksNothingUpWhenValidationIsOff()
    {
        await using var provider = await TestProvider.StartAsync(configuration: ("previewValidation", PropertyValue.Of(false)));

        var previewed = await provider.CreateAsync(Some.Inputs("eip-99990000"), preview: true);

        Assert.Equal(string.Empty, previewed.Message);
        Assert.Equal(0, provider.Emulator.Calls.Total);
    }

    [Fact]
    public async Task AnEipThatDoesNotExistIsAnError() => await AssertErrorAsync(
        Some.Inputs("eip-99990000"), StatusCode.NotFound, "EIP \"eip-99990000\" does not exist in the ECM region \"ap-xian-ecm\"");

    [Fact]
    public async Task AnInstanceThatDoesNotExistIsAnError() => await AssertErrorAsync(
        Some.Inputs(instance: "ein-99990000"), StatusCode.NotFound, "The instance \"ein-99990000\" does not exist");

    [Fact]
    public async Task AnEniThatDoesNotExistIsAnError() => await AssertErrorAsync(
        Some.EniInputs(eni: "eni-00000000"), StatusCode.NotFound, "The ENI \"eni-00000000\" does not exist");

    [Fact]
    public async Task APrivateIpThatIsNotOnTheEniIsAnErrorThatNamesThoseThatAre() => await AssertErrorAsync(
        Some.EniInputs(ip: "10.0.0.99"), StatusCode.NotFound, "that ENI has 10.0.0.11, 10.0.0.12");

    [Fact]
    public async Task AnEipThatIsBeingReleasedIsAnError()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.Change(Some.Eip, eip => eip with { Phase = EcmEmulator.Models.EipPhase.Offlining });

        var previewed = await provider.CreateAsync(Some.Inputs(), preview: true);

        Assert.Equal(StatusCode.FailedPrecondition, previewed.Code);
        Assert.Contains("OFFLINING", previewed.Message);
    }

    [Fact]
    public async Task AnEipThatIsBoundElsewhereIsAWarningThatSaysWhatHoldsIt()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.People.Bind(Some.Eip, Some.OtherInstance);

        var previewed = await provider.CreateAsync(Some.Inputs(), preview: true);

        Assert.Equal(string.Empty, previewed.Message);
        var warning = Assert.Single(provider.Engine.Messages);
        Assert.StartsWith("Warning: EIP \"eip-11112222\" is bound to instance \"ein-55556666\"", warning, StringComparison.Ordinal);
        Assert.Contains("will fail unless that EIP is unbound by then, by this update or by hand", warning);
        AssertOnlyLooked(provider);
    }

    [Fact]
    public async Task AnEipThatWillBeMovedIsSaidAndIsNoWarning()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.People.Bind(Some.Eip, Some.OtherInstance);

        await provider.CreateAsync(Some.Inputs(allowReassociation: true), preview: true);

        Assert.Equal(
            ["Info: EIP \"eip-11112222\" is bound to instance \"ein-55556666\" and will be moved (allowReassociation)."],
            provider.Engine.Messages);
    }

    [Fact]
    public async Task WhetherAnEipMayBeMovedThatIsNotKnownYetIsNoWarning()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.People.Bind(Some.Eip, Some.OtherInstance);

        await provider.CreateAsync(Some.Inputs().With("allowReassociation", PropertyValue.UnknownValue), preview: true);

        Assert.Empty(provider.Engine.Messages);
    }

    [Fact]
    public async Task ATargetWithAnotherEipIsAWarningThatNamesIt()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.People.Bind(Some.OtherEip, Some.Instance);

        await provider.CreateAsync(Some.Inputs(), preview: true);

        Assert.Contains("has another EIP, \"eip-22223333\"", Assert.Single(provider.Engine.Messages));
    }

    [Fact]
    public async Task ABindingThatWillBeAdoptedIsSaid()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.People.Bind(Some.Eip, Some.Instance);

        await provider.CreateAsync(Some.Inputs(), preview: true);

        Assert.Contains("will be adopted; if another stack manages it, remove it there", Assert.Single(provider.Engine.Messages));
    }

    [Fact]
    public async Task ABindingThatThisRunReplacesIsNoObstacleForItself()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateInEarlierRunAsync();
        var news = Some.Inputs(instance: Some.OtherInstance);

        await provider.DiffAsync(created.Id, created.State, Some.Inputs(), news);
        var previewed = await provider.CreateAsync(news, preview: true);

        Assert.Equal(string.Empty, previewed.Message);
        Assert.Empty(provider.Engine.Messages);
    }

    [Fact]
    public async Task ABindingThatThisRunReplacesIsNoObstacleForASwapThoughItsDiffComesLate()
    {
        await using var provider = await TestProvider.StartAsync();
        await provider.CreateAsync(Some.Inputs(), "one");
        var two = await provider.CreateAsync(Some.Inputs(Some.OtherEip, Some.OtherInstance), "two");
        await provider.HandshakeAsync();
        await provider.DiffAsync(Some.Id(), Some.Inputs(), Some.Inputs(), Some.Inputs(instance: Some.OtherInstance), "one");

        var previewing = provider.BeginCreate(Some.Inputs(instance: Some.OtherInstance), "one", preview: true);
        await provider.Clock.AdvanceAsync(TimeSpan.FromMilliseconds(300));
        await provider.DiffAsync(
            two.Id, two.State, Some.Inputs(Some.OtherEip, Some.OtherInstance), Some.Inputs(Some.OtherEip, Some.Instance), "two");
        await provider.Clock.RunAsync(previewing);

        Assert.Empty(provider.Engine.Messages);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhatIsOnlyLikelyToHurtIsAWarning(bool arrears)
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.Change(Some.Eip, eip => arrears ? eip with { IsArrears = true } : eip with { IsBlocked = true });

        var previewed = await provider.CreateAsync(Some.Inputs(), preview: true);

        Assert.Equal(string.Empty, previewed.Message);
        Assert.Contains(arrears ? "overdue payment" : "is blocked", Assert.Single(provider.Engine.Messages));
    }

    [Fact]
    public async Task NoPermissionIsOneWarningForTheRun()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Faults.Add(Fault.Refuse("UnauthorizedOperation.ForbiddenOperation", "DescribeAddresses") with { Times = null });

        var one = await provider.CreateAsync(Some.Inputs(), "one", preview: true);
        var two = await provider.CreateAsync(Some.Inputs(Some.OtherEip, Some.OtherInstance), "two", preview: true);

        Assert.Equal(string.Empty, one.Message + two.Message);
        Assert.Contains("the key may not look them up", Assert.Single(provider.Engine.Messages));
    }

    [Fact]
    public async Task AnApiThatCannotBeReachedIsOneWarningForTheRun()
    {
        await using var provider = await TestProvider.StartAsync(configuration: ("maxRetries", PropertyValue.Of(1)));
        provider.Emulator.Faults.Add(Fault.HttpStatus(503) with { Times = null });

        var one = await provider.CreateAsync(Some.Inputs(), "one", preview: true);
        var two = await provider.CreateAsync(Some.Inputs(Some.OtherEip, Some.OtherInstance), "two", preview: true);

        Assert.Equal(string.Empty, one.Message + two.Message);
        Assert.Contains("could not be reached", Assert.Single(provider.Engine.Messages));
    }

    [Fact]
    public async Task NoKeyIsOneWarning()
    {
        await using var provider = await TestProvider.StartUnconfiguredAsync();
        await provider.HandshakeAsync();
        await provider.ConfigureAsync(Some.Map(("endpoint", PropertyValue.Of(provider.Emulator.Endpoint.ToString()))));

        var previewed = await provider.CreateAsync(Some.Inputs(), preview: true);

        Assert.Equal(string.Empty, previewed.Message);
        Assert.Contains("There is no Tencent Cloud API key", Assert.Single(provider.Engine.Messages));
    }

    [Fact]
    public async Task AWrongKeyIsAnError()
    {
        await using var provider = await TestProvider.StartAsync(
            configuration: ("secretKey", new PropertyValue.Secret(PropertyValue.Of("not-the-key"))));

        var previewed = await provider.CreateAsync(Some.Inputs(), preview: true);

        Assert.Equal(StatusCode.Unauthenticated, previewed.Code);
        Assert.Contains("AuthFailure.SignatureFailure", previewed.Message);
        Assert.Contains("Check secretKey", previewed.Message);
        Assert.DoesNotContain("not-the-key", previewed.Message);
    }

    private static async Task AssertErrorAsync(PropertyMap inputs, StatusCode code, string message)
    {
        await using var provider = await TestProvider.StartAsync();

        var previewed = await provider.CreateAsync(inputs, preview: true);

        Assert.Equal(code, previewed.Code);
        Assert.Contains(message, previewed.Message);
        AssertOnlyLooked(provider);
    }

    private static void AssertOnlyLooked(TestProvider provider) =>
        Assert.All(provider.Emulator.Calls.Counts.Keys, action => Assert.StartsWith("Describe", action, StringComparison.Ordinal));
}
