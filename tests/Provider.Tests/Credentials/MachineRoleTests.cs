using EcmEmulator;
using EcmEmulator.Faults;
using EcmProvider.Tests.Functions;
using EcmProvider.Tests.Support;
using Grpc.Core;
using Xunit;
using static EcmProvider.Tests.Credentials.CredentialLab;
using static EcmProvider.Tests.Functions.Invoking;

namespace EcmProvider.Tests.Credentials;

/// <summary>The provider with the CAM role of the machine, whose keys its metadata service gives.</summary>
public sealed class MachineRoleTests
{
    private const string Role = "EdgeRole";
    private const string Metadata = "Metadata";

    [Fact]
    public async Task BindsWithTheKeyOfTheMachinesRole()
    {
        await using var provider = await StartOnMachineAsync();
        provider.Emulator.Emulator.Keys.Remove(EmulatorOptions.DefaultSecretId);

        var created = await provider.CreateAsync(Some.Inputs());

        Assert.Equal(string.Empty, created.Message);
        Assert.Equal("BIND", created["addressStatus"]);
        Assert.Equal(1, provider.Emulator.Calls.Count(Metadata));
    }

    [Fact]
    public async Task TheRoleMayBeNamedByTheEnvironment()
    {
        await using var provider = await StartAsync(new MachineFake().With("TENCENTCLOUD_CAM_ROLE_NAME", Role));
        provider.Emulator.Emulator.Machine.Role = Role;

        Assert.Equal(string.Empty, (await provider.GetAddressesAsync()).Message);
    }

    [Fact]
    public async Task TheServiceIsNotAskedWhenNoRoleIsNamed()
    {
        await using var provider = await StartAsync(new());
        provider.Emulator.Emulator.Machine.Role = Role;

        Assert.Equal(StatusCode.Unauthenticated, (await provider.GetAddressesAsync()).Code);
        Assert.Equal(0, provider.Emulator.Calls.Total);
    }

    [Fact]
    public async Task TheKeyIsRenewedFiveMinutesBeforeItExpires()
    {
        await using var provider = await StartOnMachineAsync();
        await provider.GetAddressesAsync();

        await provider.Clock.AdvanceAsync(TimeSpan.FromMinutes((6 * 60) - 6));
        await provider.GetAddressesAsync();
        Assert.Equal(1, provider.Emulator.Calls.Count(Metadata));

        await provider.Clock.AdvanceAsync(TimeSpan.FromMinutes(1.5));
        Assert.Equal(string.Empty, (await provider.GetAddressesAsync()).Message);
        Assert.Equal(2, provider.Emulator.Calls.Count(Metadata));
    }

    [Fact]
    public async Task AMachineWhoseClockIsAnHourOffRenewsInTime()
    {
        await using var provider = await StartOnMachineAsync();
        provider.Emulator.Emulator.ClockSkew = TimeSpan.FromHours(1);

        Assert.Equal(string.Empty, (await provider.GetAddressesAsync()).Message);
        await provider.Clock.AdvanceAsync(TimeSpan.FromMinutes((6 * 60) - 4.5));
        Assert.Equal(string.Empty, (await provider.GetAddressesAsync()).Message);
        Assert.Equal(2, provider.Emulator.Calls.Count(Metadata));
    }

    [Fact]
    public async Task AnotherRoleThanTheMachinesIsToldWithTheOneItHas()
    {
        await using var provider = await StartOnMachineAsync();
        provider.Emulator.Emulator.Machine.Role = "OtherRole";

        var found = await provider.GetAddressesAsync();

        Assert.Equal(StatusCode.Unauthenticated, found.Code);
        Assert.Contains(
            "There is no Tencent Cloud API key from the CAM role \"EdgeRole\" of this machine: this machine has no such role, but has \"OtherRole\".\nBind the role",
            found.Message);
    }

    [Fact]
    public async Task AMachineWithoutARoleIsToldAsSuch()
    {
        await using var provider = await StartOnMachineAsync();
        provider.Emulator.Emulator.Machine.Role = null;

        Assert.Contains("this machine has no such role and no other.", (await provider.GetAddressesAsync()).Message);
    }

    [Fact]
    public async Task APassingTroubleIsTriedAgain()
    {
        await using var provider = await StartOnMachineAsync();
        provider.Emulator.Faults.Add(Fault.HttpStatus(503, Metadata));
        provider.Emulator.Faults.Add(Fault.LoseRequest(Metadata));

        Assert.Equal(string.Empty, (await provider.GetAddressesAsync()).Message);
        Assert.Equal(3, provider.Emulator.Calls.Count(Metadata));
    }

    [Fact]
    public async Task AServiceThatDoesNotAnswerIsGivenUp()
    {
        await using var provider = await StartOnMachineAsync();
        provider.Emulator.Faults.Add(Fault.DelayRequest(TimeSpan.FromHours(1), Metadata) with { Times = null });

        var found = await provider.GetAddressesAsync();

        Assert.Equal(StatusCode.Unauthenticated, found.Code);
        Assert.Contains("the metadata service could not be reached: ", found.Message);
        Assert.InRange(provider.Clock.Elapsed, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData(403, "answered HTTP 403")]
    [InlineData(502, "answered HTTP 502")]
    public async Task AServiceThatRefusesIsToldAsSuch(int status, string told)
    {
        await using var provider = await StartOnMachineAsync();
        provider.Emulator.Faults.Add(Fault.HttpStatus(status, Metadata) with { Times = null });

        Assert.Contains(told, (await provider.GetAddressesAsync()).Message);
    }

    [Fact]
    public async Task AnAnswerWithoutSuccessIsToldByItsCode()
    {
        await using var provider = await StartOnMachineAsync();
        provider.Emulator.Faults.Add(Fault.Refuse("Failed", Metadata));

        Assert.Contains("answered the code \"Failed\"", (await provider.GetAddressesAsync()).Message);
    }

    [Fact]
    public async Task InAPreviewAServiceThatIsNotThereIsOneWarning()
    {
        await using var provider = await StartOnMachineAsync();
        provider.Emulator.Emulator.Machine.Role = null;

        var first = await provider.CreateAsync(Some.Inputs(), preview: true);
        var second = await provider.CreateAsync(Some.EniInputs(Some.OtherEip), "other", preview: true);

        Assert.Equal(string.Empty, first.Message + second.Message);
        var warning = Assert.Single(provider.Engine.Messages);
        Assert.StartsWith("Warning: The preview goes on without looking at EIPs and targets: There is no Tencent Cloud API key", warning);
    }

    private static async Task<TestProvider> StartOnMachineAsync()
    {
        var provider = await StartAsync(new(), ("camRoleName", Text(Role)));
        provider.Emulator.Emulator.Machine.Role = Role;
        return provider;
    }
}
