using EcmEmulator.Faults;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Xunit;
using static EcmProvider.Tests.Secrets.SecretLab;

namespace EcmProvider.Tests.Secrets;

/// <summary>Every way in which things can fail, with marked secrets: no mark is told in clear but in an id.</summary>
public sealed class SecretsAreNotToldTests
{
    private static readonly string[] Bad = [" ", "/x", "\u0007", "\u2028"];

    [Fact]
    public async Task ByFailuresOfCheck()
    {
        await using var lab = await SecretLab.StartAsync();
        foreach (var bad in Bad)
        {
            await lab.CheckAsync(("addressId", Marks.Secret(Marks.Eip + bad)), ("instanceId", Marks.Secret(bad + Marks.Instance)), ("ecmRegion", Marks.Secret(Marks.Eni + bad)));
            await lab.CheckAsync(("networkInterfaceId", Marks.Secret(Marks.Eni + bad)), ("privateIpAddress", Marks.Secret(Marks.PrivateIp + bad)));
            await lab.CheckAsync(("addresId", Marks.Secret(Marks.Eip)), ("allowReassociation", Marks.Secret(Marks.Eip)), ("instanceId", List(Marks.Secret(Marks.Instance))));
            await lab.CheckAsync(("addressId", Marks.Secret(HundredTimes(Marks.Eip) + bad)), ("instanceId", Output(Marks.Instance + bad)));
        }

        lab.AssertTellsNoSecret();
    }

    [Fact]
    public async Task ByFailuresOfTheConfiguration()
    {
        await using var lab = await SecretLab.StartAsync(configures: false);
        (string, PropertyValue)[][] configurations =
        [
            .. Bad.Select(bad => new (string, PropertyValue)[] { ("secretId", Marks.Secret(Marks.SecretId)), ("ecmRegion", Marks.Secret(Marks.Eni + bad)) }),
            [("secretKey", PropertyValue.Of(Marks.SecretKey)), ("endpoint", Marks.Secret($"http://{Marks.SecretId}:{Marks.SecretKey}@example.com/{Marks.Token}"))],
            [("securityToken", Marks.Secret(Marks.Token)), ("stsEndpoint", Marks.Secret("ftp://" + Marks.SecretId)), ("maxRetries", Marks.Secret(Marks.SecretKey))],
            [("assumeRole", Marks.Secret($$"""{"roleArn": "{{Marks.SecretId}}", "sessionName": "{{Marks.SecretKey}}%", "extrnalId": "{{Marks.ExternalId}}"}"""))],
            [("assumeRole", PropertyValue.Of($$$"""{"sessionName": {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "{{{Marks.SecretKey}}}%"}}"""))],
            [("assumeRole", Marks.Secret("{" + Marks.SecretKey)), ("profile", Marks.Secret(Marks.SecretId)), ("detectDrift", Marks.Secret(Marks.SecretId))],
            [("secretId", new PropertyValue.Object(Some.Map(("x", PropertyValue.Of(Marks.SecretId))))), ("previewValidation", List(Marks.Secret(Marks.Token)))],
        ];
        foreach (var configuration in configurations)
        {
            await lab.Provider.Client.CheckConfigAsync(new() { News = PropertyMarshaler.Marshal(WithoutKeys(configuration)) });
            await Assert.ThrowsAsync<RpcException>(async () => await lab.ConfigureAsync(configuration));
        }

        lab.AssertTellsNoSecret("must be");

        // CheckConfig echoes what it was given; what was given in clear there is no news to who sees it.
        static PropertyMap WithoutKeys((string Name, PropertyValue Value)[] all) =>
            Some.Map([.. all.Where(item => item.Value.IsSecretValue)]);
    }

    [Theory]
    [InlineData("AssociateAddress")]
    [InlineData("DescribeAddresses")]
    [InlineData("DescribeNetworkInterfaces")]
    [InlineData("DescribeTaskResult")]
    [InlineData("DisassociateAddress")]
    public async Task ByRefusalsThatRepeatTheRequest(string action)
    {
        await using var lab = await SecretLab.StartAsync();
        var whole = await lab.CreateAsync();
        await lab.CreateAsync(Marks.EniInputs(), "eni", preview: true);
        foreach (var code in new[] { "InvalidParameterValue.X", "UnauthorizedOperation", "AuthFailure.SignatureFailure", "LimitExceeded.X", "ResourceNotFound.X", "InternalError", "Strange" })
        {
            lab.Emulator.Faults.Add(Fault.Refuse(code, action) with
            {
                Times = null,
                Message = $"{Marks.SecretId} may not touch {Marks.Eip}, {Marks.Instance}, {Marks.Eni} and {Marks.PrivateIp}",
            });
            await lab.TryEverythingAsync(whole.State);
            lab.Emulator.Faults.Clear();
        }

        lab.AssertTellsNoSecret();
    }

    [Theory]
    [InlineData(FaultKind.Lose, false)]
    [InlineData(FaultKind.Lose, true)]
    [InlineData(FaultKind.HttpStatus, false)]
    [InlineData(FaultKind.Truncate, true)]
    [InlineData(FaultKind.Delay, false)]
    public async Task ByAnApiThatCannotBeReached(FaultKind kind, bool afterWork)
    {
        await using var lab = await SecretLab.StartAsync();
        var whole = await lab.CreateAsync();
        lab.Emulator.Faults.Add(new Fault { Kind = kind, AfterWork = afterWork, Times = null, Time = TimeSpan.FromSeconds(100) });

        await lab.TryEverythingAsync(whole.State);

        lab.AssertTellsNoSecret();
    }

    [Fact]
    public async Task ByAKeyThatIsWrong()
    {
        await using var lab = await SecretLab.StartAsync();
        lab.Emulator.Emulator.Keys.Remove(Marks.SecretId);
        await lab.TryEverythingAsync(Marks.Inputs());
        lab.AssertTellsNoSecret("AuthFailure");
    }

    [Fact]
    public async Task ByNoKeyAndNoPermission()
    {
        await using var lab = await SecretLab.StartAsync();
        lab.Emulator.Emulator.Permissions.Revoke("DescribeAddresses");
        await lab.TryEverythingAsync(Marks.Inputs());
        await lab.Provider.ConfigureAsync(Some.Map(("ecmRegion", PropertyValue.Of(TestProvider.Region)), ("endpoint", PropertyValue.Of(lab.Emulator.Endpoint.ToString()))));
        await lab.TryEverythingAsync(Marks.Inputs());
        lab.AssertTellsNoSecret("There is no Tencent Cloud API key.");
    }

    [Fact]
    public async Task ByTheStateOfThings()
    {
        await using var lab = await SecretLab.StartAsync();

        // Another resource of the program, by whose inputs the provider knows that these are secret.
        await lab.CheckAsync(("addressId", Marks.Secret(Marks.OtherEip)), ("instanceId", Marks.Secret(Marks.OtherInstance)));
        lab.Provider.Cloud.People.Bind(Marks.Eip, Marks.OtherInstance);
        await lab.TryEverythingAsync(Marks.Inputs());
        await lab.CreateAsync(Marks.Inputs(allowReassociation: true), preview: true);
        await lab.CreateAsync(Marks.Inputs(allowReassociation: true));
        await lab.TryEverythingAsync(Marks.Inputs());
        lab.Provider.Cloud.RemoveAddress(Marks.Eip);
        await lab.TryEverythingAsync(Marks.Inputs());
        lab.Provider.Cloud.People.DeleteInstance(Marks.Instance);
        await lab.CreateAsync(Marks.Inputs(Marks.OtherEip));
        await lab.CreateAsync(Marks.Inputs(Marks.OtherEip), preview: true);
        lab.AssertTellsNoSecret();
    }

    [Fact]
    public async Task ByAssociationsThatAreNotWhole()
    {
        await using var lab = await SecretLab.StartAsync();
        lab.Emulator.Cloud.HoldNextTasks(20);
        var late = await lab.CreateAsync(timeout: 5);
        Assert.NotNull(late.Partial);
        await lab.UpdateAsync(late.State, preview: true);
        await lab.UpdateAsync(late.State, timeout: 5);
        await lab.ReadAsync(state: late.State, inputs: Marks.Inputs());
        await lab.DeleteAsync(late.State, timeout: 5);
        lab.Emulator.Cloud.FinishTasks();
        await lab.DeleteAsync(late.State, timeout: 5);
        lab.Emulator.Cloud.FinishTasks();
        lab.Emulator.Cloud.ClearTaskPlans();
        lab.Emulator.Cloud.FailNextTasks(20);
        await lab.CreateAsync();
        await lab.CreateAsync(Marks.EniInputs(), "eni");

        lab.AssertTellsNoSecret();
    }

    [Fact]
    public async Task ByCancel()
    {
        await using var lab = await SecretLab.StartAsync();
        lab.Emulator.Cloud.HoldNextTasks(20);
        var creating = lab.CreateAsync();
        while (lab.Emulator.Calls.Count("DescribeTaskResult") == 0 && lab.Emulator.Calls.Count("AssociateAddress") == 0)
        {
            await lab.Provider.Client.GetPluginInfoAsync(new Empty());
        }

        await lab.Provider.Client.CancelAsync(new Empty());

        Assert.Equal(StatusCode.Cancelled, (await creating).Code);
        await lab.TryEverythingAsync(Marks.Inputs());
        lab.AssertTellsNoSecret();
    }

    [Fact]
    public async Task ByAnotherResourceOfTheRun()
    {
        await using var lab = await SecretLab.StartAsync();
        await lab.CreateAsync();

        // The other one's inputs are no secrets; the API tells whose way it is in.
        var clash = await lab.CreateAsync(
            Some.Inputs(Marks.OtherEip[..^1] + "X", Marks.Instance), "plain");
        lab.Provider.Cloud.AddAddress("eip-plain", "203.0.113.12");
        var held = await lab.CreateAsync(Some.Inputs("eip-plain", Marks.Instance), "plain");

        Assert.NotNull(clash.Error);
        Assert.NotNull(held.Error);
        Assert.DoesNotContain(Marks.Eip, held.Message);
        Assert.DoesNotContain(Marks.Instance, held.Message);
    }

    [Fact]
    public async Task ByFunctions()
    {
        await using var lab = await SecretLab.StartAsync();
        await lab.TryFunctionsAsync();
        lab.Provider.Cloud.RemoveAddress(Marks.Eip);
        await lab.TryFunctionsAsync();
        foreach (var bad in Bad)
        {
            await lab.InvokeAsync("getAddress", ("addressId", Marks.Secret(Marks.Eip + bad)), ("adressIp", Marks.Secret(Marks.PrivateIp)));
            await lab.InvokeAsync("getAddresses", ("addressIds", Marks.Secret(Marks.Eip)), ("filters", List(Marks.Secret(Marks.Eip))));
            await lab.InvokeAsync("getNetworkInterfaces", ("networkInterfaceIds", new PropertyValue.Secret(List(PropertyValue.Of(Marks.Eni + bad)))), ("filters", Filter(Marks.Instance, Marks.Eni)));
        }

        lab.AssertTellsNoSecret();
    }

    [Fact]
    public async Task TheAnswerOfAFunctionIsSecretWhereTheQuestionWas()
    {
        await using var lab = await SecretLab.StartAsync();

        var found = await lab.InvokeAsync("getAddress", ("addressId", Marks.Secret(Marks.Eip)));

        Assert.Equal(Marks.Secret(Marks.Eip), found.State["addressId"]);
        Assert.Equal(PropertyValue.Of("203.0.113.10"), found.State["addressIp"]);
    }

    [Fact]
    public async Task ByARoleThatCannotBeAssumed()
    {
        await using var lab = await SecretLab.StartAsync(configuration: ("assumeRole", new PropertyValue.Object(Some.Map(
            ("roleArn", PropertyValue.Of("qcs::cam::uin/100000000001:roleName/ci")), ("externalId", Marks.Secret(Marks.ExternalId))))));
        foreach (var code in new[] { "ResourceNotFound.RoleNotFound", "UnauthorizedOperation", "InvalidParameterValue", "InternalError", "AuthFailure.SecretIdNotFound" })
        {
            var fault = lab.Emulator.Faults.Add(Fault.Refuse(code, "AssumeRole") with { Times = null, Message = $"{Marks.SecretId} with {Marks.ExternalId} for {Marks.SecretKey}" });
            await lab.TryEverythingAsync(Marks.Inputs());
            fault.Remove();
        }

        foreach (var fault in new[] { Fault.HttpStatus(502, "AssumeRole"), Fault.TruncateAnswer("AssumeRole"), Fault.LoseAnswer("AssumeRole") })
        {
            var active = lab.Emulator.Faults.Add(fault with { Times = null });
            await lab.TryEverythingAsync(Marks.Inputs());
            active.Remove();
        }

        lab.AssertTellsNoSecret();
    }

    [Theory]
    [InlineData(Repeats.OnAPage)]
    [InlineData(Repeats.EscapedOnAPage)]
    [InlineData(Repeats.InARefusal)]
    [InlineData(Repeats.InACode)]
    [InlineData(Repeats.AsFields)]
    public async Task ByAnApiThatRepeatsAllItWasSentWhereverThatIsCut(Repeats how)
    {
        var padding = 0;
        await using var lab = await SecretLab.StartAsync(() => new Repeater(how, () => padding));
        await lab.ConfigureAsync(("securityToken", Marks.Secret(Marks.Token)), ("maxRetries", PropertyValue.Of(0)), ("endpoint", PropertyValue.Of("https://ecm.example")));
        for (; padding < 100; padding += 3)
        {
            await lab.InvokeAsync("getAddress", ("addressId", Marks.Secret(Marks.Eip)));
            await lab.InvokeAsync("getNetworkInterfaces", ("networkInterfaceIds", List(Marks.Secret(Marks.Eni))));
            await lab.CreateAsync(timeout: 1);
        }

        // Where the API's message is cut.
        for (padding = 700; padding < 1000; padding += 7)
        {
            await lab.InvokeAsync("getAddress", ("addressId", Marks.Secret(Marks.Eip)));
        }

        Assert.InRange(lab.AssertTellsNoSecret(), 140, int.MaxValue);
    }

    private static PropertyValue.Output Output(string text) => new PropertyValue.Output(PropertyValue.Of(text), IsSecret: true, []);

    private static string HundredTimes(string text) => string.Concat(Enumerable.Repeat(text, 100));
}
