using EcmEmulator;
using EcmEmulator.Faults;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Functions;
using EcmProvider.Tests.Support;
using Grpc.Core;
using Xunit;
using static EcmProvider.Tests.Credentials.CredentialLab;
using static EcmProvider.Tests.Functions.Invoking;

namespace EcmProvider.Tests.Credentials;

/// <summary>The provider with <c>assumeRole</c>: whose key the API sees, and when it is renewed.</summary>
public sealed class AssumeRoleTests
{
    [Fact]
    public async Task BindsWithTheTemporaryKeyOfTheRole()
    {
        await using var provider = await StartWithRoleAsync();
        await provider.GetAddressAsync(("addressId", Text(Some.Eip)));

        // From now on the lasting key is good for nothing.
        provider.Emulator.Emulator.Keys.Remove(EmulatorOptions.DefaultSecretId);
        var created = await provider.CreateAsync(Some.Inputs());

        Assert.Equal(string.Empty, created.Message);
        Assert.Equal(Some.Instance, provider.Cloud.Address(Some.Eip).InstanceId);
        Assert.Equal(1, provider.Emulator.Calls.Count("AssumeRole"));
    }

    [Fact]
    public async Task AsksForTheSessionThatTheConfigurationDescribes()
    {
        await using var provider = await StartWithRoleAsync(
            ("sessionName", Text("night-build")),
            ("sessionDuration", PropertyValue.Of(900)),
            ("policy", Text("{\"version\": \"2.0\"}")),
            ("externalId", Text("x&y")));

        await provider.GetAddressAsync(("addressId", Text(Some.Eip)));

        var sent = provider.Emulator.Calls.Of("AssumeRole").Single().Call.Parameters;
        Assert.Equal(Arn, sent.GetProperty("RoleArn").GetString());
        Assert.Equal("night-build", sent.GetProperty("RoleSessionName").GetString());
        Assert.Equal(900, sent.GetProperty("DurationSeconds").GetInt32());
        Assert.Equal("%7B%22version%22%3A%20%222.0%22%7D", sent.GetProperty("Policy").GetString());
        Assert.Equal("x&y", sent.GetProperty("ExternalId").GetString());
    }

    [Fact]
    public async Task TakesTheRoleFromTheEnvironmentWhenTheBlockIsAbsent()
    {
        var machine = new MachineFake()
            .With("TENCENTCLOUD_ASSUME_ROLE_ARN", Arn).With("TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME", "from-environment");
        await using var provider = await StartAsync(machine, Key);

        await provider.GetAddressAsync(("addressId", Text(Some.Eip)));

        var sent = provider.Emulator.Calls.Of("AssumeRole").Single().Call.Parameters;
        Assert.Equal("from-environment", sent.GetProperty("RoleSessionName").GetString());
        Assert.Equal(7200, sent.GetProperty("DurationSeconds").GetInt32());
    }

    [Fact]
    public async Task ManyCallsShareOneRequestForTheKey()
    {
        await using var provider = await StartWithRoleAsync();

        var found = await provider.LetPassUntilAsync(Task.WhenAll(
            Enumerable.Range(0, 40).Select(_ => provider.BeginInvoke("ecm:index:getAddresses", []))));

        Assert.All(found, outcome => Assert.Equal(string.Empty, outcome.Message));
        Assert.Equal(1, provider.Emulator.Calls.Count("AssumeRole"));
    }

    [Fact]
    public async Task ACallThatIsCancelledWhileItWaitsForTheKeyDoesNotDisturbTheOthers()
    {
        await using var provider = await StartWithRoleAsync();
        provider.Emulator.Faults.Add(Fault.DelayRequest(TimeSpan.FromSeconds(10), "AssumeRole"));
        using var impatience = new CancellationTokenSource();
        var impatient = provider.BeginInvoke("ecm:index:getAddresses", [], impatience.Token);
        await provider.Clock.AdvanceAsync(TimeSpan.FromSeconds(1));
        var patient = provider.GetAddressesAsync();

        await impatience.CancelAsync();

        Assert.Equal(StatusCode.Cancelled, (await impatient).Code);
        Assert.Equal(string.Empty, (await patient).Message);
        Assert.Equal(1, provider.Emulator.Calls.Count("AssumeRole"));
    }

    [Fact]
    public async Task RenewsTheKeyFiveMinutesBeforeItExpires()
    {
        await using var provider = await StartWithRoleAsync(("sessionDuration", PropertyValue.Of(3600)));
        await provider.GetAddressesAsync();

        await provider.Clock.AdvanceAsync(TimeSpan.FromMinutes(54));
        await provider.GetAddressesAsync();
        Assert.Equal(1, provider.Emulator.Calls.Count("AssumeRole"));

        await provider.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        var found = await provider.GetAddressesAsync();
        Assert.Equal(string.Empty, found.Message);
        Assert.Equal(2, provider.Emulator.Calls.Count("AssumeRole"));
    }

    [Fact]
    public async Task ACreateThatOutlivesItsKeyGoesOnWithTheNext()
    {
        await using var provider = await StartWithRoleAsync(("sessionDuration", PropertyValue.Of(20)));
        provider.Emulator.Cloud.HoldNextTasks();
        var creating = provider.BeginCreate(Some.Inputs());

        await provider.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        provider.Emulator.Cloud.FinishTasks();
        var created = await provider.Clock.RunAsync(creating);

        Assert.Equal(string.Empty, created.Message);
        Assert.Equal("BIND", created["addressStatus"]);
        Assert.InRange(provider.Emulator.Calls.Count("AssumeRole"), 5, 10);
        Assert.DoesNotContain(provider.Emulator.Calls.All, call => call.Outcome != "OK");
    }

    [Fact]
    public async Task AKeyThatCannotBeRenewedIsUsedToItsEnd()
    {
        await using var provider = await StartWithRoleAsync(("sessionDuration", PropertyValue.Of(3600)));
        await provider.GetAddressesAsync();
        provider.Emulator.Faults.Add(Fault.Refuse("UnauthorizedOperation", "AssumeRole") with { Times = null });

        await provider.Clock.AdvanceAsync(TimeSpan.FromMinutes(56));
        var good = await provider.GetAddressesAsync();
        await provider.GetAddressesAsync();
        Assert.Equal(string.Empty, good.Message);
        Assert.Equal(2, provider.Emulator.Calls.Count("AssumeRole"));

        await provider.Clock.AdvanceAsync(TimeSpan.FromMinutes(4));
        Assert.Equal(StatusCode.PermissionDenied, (await provider.GetAddressesAsync()).Code);
    }

    [Fact]
    public async Task ACreateWhoseKeyIsRefusedInTheMiddleKeepsWhatTheApiWasAskedFor()
    {
        await using var provider = await StartWithRoleAsync(("sessionDuration", PropertyValue.Of(20)));
        provider.Emulator.Cloud.HoldNextTasks();
        var creating = provider.BeginCreate(Some.Inputs());
        await provider.Clock.AdvanceAsync(TimeSpan.FromSeconds(5));
        provider.Emulator.Faults.Add(Fault.Refuse("ResourceNotFound.RoleNotFound", "AssumeRole") with { Times = null });

        var created = await provider.Clock.RunAsync(creating);

        Assert.Equal(Some.Id(), created.Partial?.Id);
        Assert.NotNull(created["taskId"]);
        Assert.Contains($"The role \"{Arn}\" could not be assumed", created.Message);
    }

    [Theory]
    [InlineData("ResourceNotFound.RoleNotFound", StatusCode.NotFound, "Check assumeRole.roleArn: there is no such role.")]
    [InlineData("UnauthorizedOperation", StatusCode.PermissionDenied, "Let the role's trust policy name the key's account or user")]
    [InlineData("AuthFailure.UnauthorizedOperation", StatusCode.PermissionDenied, "Let the role's trust policy name the key's account or user")]
    [InlineData("InvalidParameter.OverTimeError", StatusCode.InvalidArgument, "Check assumeRole: roleArn, sessionName, sessionDuration")]
    [InlineData("InvalidParameterValue", StatusCode.InvalidArgument, "Check assumeRole: roleArn, sessionName, sessionDuration")]
    [InlineData("InvalidAction", StatusCode.InvalidArgument, "Check stsEndpoint: what answers there is not the STS API.")]
    [InlineData("AuthFailure.SecretIdNotFound", StatusCode.Unauthenticated, "Check secretId: the key does not exist, or is disabled.")]
    public async Task ARefusalIsToldWithTheRoleAndTheRemedy(string code, StatusCode status, string remedy)
    {
        await using var provider = await StartWithRoleAsync();
        provider.Emulator.Faults.Add(Fault.Refuse(code, "AssumeRole"));

        var found = await provider.GetAddressAsync(("addressId", Text(Some.Eip)));

        Assert.Equal(status, found.Code);
        Assert.StartsWith($"The role \"{Arn}\" could not be assumed: ", found.Message);
        Assert.Matches($"{code}: .* \\(AssumeRole, RequestId .+\\)", found.Message);
        Assert.Contains("\n" + remedy, found.Message);
        Assert.Equal(1, provider.Emulator.Calls.Total);
    }

    [Fact]
    public async Task ARoleThatDoesNotExistIsNotTakenForAnEniThatDoesNot()
    {
        await using var provider = await StartWithRoleAsync();
        provider.Emulator.Faults.Add(Fault.Refuse("ResourceNotFound.RoleNotFound", "AssumeRole") with { Times = null });

        var listed = await provider.GetNetworkInterfacesAsync(("networkInterfaceIds", Texts(Some.Eni)));

        Assert.Equal(StatusCode.NotFound, listed.Code);
        Assert.StartsWith($"The role \"{Arn}\" could not be assumed", listed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AfterARefusalTheNextCallAsksAgain()
    {
        await using var provider = await StartWithRoleAsync();
        provider.Emulator.Faults.Add(Fault.Refuse("UnauthorizedOperation", "AssumeRole"));

        Assert.Equal(StatusCode.PermissionDenied, (await provider.GetAddressesAsync()).Code);
        Assert.Equal(StatusCode.OK, (await provider.GetAddressesAsync()).Code);
    }

    [Fact]
    public async Task APassingErrorOfStsIsRetried()
    {
        await using var provider = await StartWithRoleAsync();
        provider.Emulator.Faults.Add(Fault.InternalError("AssumeRole") with { Times = 2 });

        Assert.Equal(string.Empty, (await provider.GetAddressesAsync()).Message);
        Assert.Equal(3, provider.Emulator.Calls.Count("AssumeRole"));
    }

    [Fact]
    public async Task AnStsThatCannotBeReachedIsToldAsSuch()
    {
        await using var provider = await StartWithRoleAsync();
        provider.Emulator.Faults.Add(Fault.HttpStatus(403, "AssumeRole") with { Times = null });

        var found = await provider.GetAddressesAsync();

        Assert.Equal(StatusCode.Unavailable, found.Code);
        Assert.Contains("the API could not be reached.\n", found.Message);
        Assert.Contains("\nNo answer: AssumeRole: HTTP 403", found.Message);
    }

    [Fact]
    public async Task WithoutAKeyOfItsOwnTheErrorSaysHowToGiveOne()
    {
        await using var provider = await StartAsync(new(), ("assumeRole", Role()));

        var found = await provider.GetAddressAsync(("addressId", Text(Some.Eip)));

        Assert.Equal(StatusCode.Unauthenticated, found.Code);
        Assert.Contains("There is no Tencent Cloud API key.", found.Message);
        Assert.Equal(0, provider.Emulator.Calls.Total);
    }

    [Fact]
    public async Task AMachineWhoseClockIsAnHourOffGetsAKeyThatLasts()
    {
        await using var provider = await StartWithRoleAsync(("sessionDuration", PropertyValue.Of(1800)));
        provider.Emulator.Emulator.ClockSkew = TimeSpan.FromHours(1);

        Assert.Equal(string.Empty, (await provider.GetAddressesAsync()).Message);
        Assert.Equal(string.Empty, (await provider.GetAddressesAsync()).Message);

        // The first one was refused for its time.
        Assert.Equal(2, provider.Emulator.Calls.Count("AssumeRole"));
    }
}
