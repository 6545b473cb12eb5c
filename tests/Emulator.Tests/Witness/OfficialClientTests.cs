using System.Text.Json;
using EcmEmulator.Errors;
using EcmEmulator.Faults;
using EcmEmulator.Tests.Support;
using Xunit;

namespace EcmEmulator.Tests.Witness;

/// <summary>
/// What the official Node.js client makes of the emulator: it signs, sends and reads by rules that are not ours.
/// </summary>
public class OfficialClientTests(OfficialClient client) : IClassFixture<OfficialClient>
{
    // All but the wrong language, which the client refuses to send.
    public static TheoryData<int> Cases =>
        [.. Enumerable.Range(0, ErrorCase.All.Count).Where(index => ErrorCase.All[index].Language == "en-US")];

    [Fact]
    public async Task ItBindsLooksAndUnbinds()
    {
        await using var lab = await StartAsync();
        var region = new { EcmRegion = Lab.RegionName };
        var eip = new { EcmRegion = Lab.RegionName, AddressIds = new[] { Lab.Eip } };

        var bind = await CallAsync(
            lab, "AssociateAddress", new { EcmRegion = Lab.RegionName, AddressId = Lab.Eip, InstanceId = Lab.Instance });
        var bindTask = new { EcmRegion = Lab.RegionName, TaskId = bind.Result.GetProperty("TaskId").GetString() };
        Assert.Equal("RUNNING", Text((await CallAsync(lab, "DescribeTaskResult", bindTask)).Result, "Result"));
        Assert.Equal("BINDING", Text(await AddressAsync(lab, eip), "AddressStatus"));

        lab.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("SUCCESS", Text((await CallAsync(lab, "DescribeTaskResult", bindTask)).Result, "Result"));
        var bound = await AddressAsync(lab, eip);
        Assert.Equal("BIND", Text(bound, "AddressStatus"));
        Assert.Equal(Lab.Instance, Text(bound, "InstanceId"));
        Assert.Equal("203.0.113.10", Text(bound, "AddressIp"));
        Assert.Equal("CMCC", Text(bound, "InternetServiceProvider"));
        Assert.Equal(5, bound.GetProperty("Bandwidth").GetInt32());

        var enis = (await CallAsync(lab, "DescribeNetworkInterfaces", region)).Result;
        Assert.Equal(3, enis.GetProperty("TotalCount").GetInt32());
        var eni = enis.GetProperty("NetworkInterfaceSet")[0];
        Assert.Equal(Lab.Eip, Text(eni.GetProperty("PrivateIpAddressSet")[0], "AddressId"));

        var unbind = await CallAsync(
            lab,
            "DisassociateAddress",
            new { EcmRegion = Lab.RegionName, AddressId = Lab.Eip, ReallocateNormalPublicIp = false });
        Assert.NotEqual(bindTask.TaskId, Text(unbind.Result, "TaskId"));
        Assert.Equal("UNBINDING", Text(await AddressAsync(lab, eip), "AddressStatus"));
        lab.Clock.Advance(TimeSpan.FromMinutes(1));
        var unbound = await AddressAsync(lab, eip);
        Assert.Equal("UNBIND", Text(unbound, "AddressStatus"));
        Assert.Equal(JsonValueKind.Null, unbound.GetProperty("InstanceId").ValueKind);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task ItThrowsTheCodeOfEachCause(int index)
    {
        var error = ErrorCase.All[index];
        await using var lab = await StartAsync();
        error.Arrange(lab);

        var answer = await client.CallAsync(Call(lab, "AssociateAddress", error.Parameters) with { Language = error.Language });

        Assert.True(error.Code == answer.Code, $"{error}, but the answer is {answer}");
        Assert.Equal(Assert.Single(lab.Host.Calls.All).Call.RequestId, answer.Error!.RequestId);
        Assert.NotEmpty(answer.Error.Message);
    }

    [Fact]
    public async Task ItIsRefusedWithTheWrongKey()
    {
        await using var lab = await StartAsync();
        var call = Call(lab, "DescribeAddresses", new { EcmRegion = Lab.RegionName });

        Assert.Equal(ErrorCode.SignatureFailure, (await client.CallAsync(call with { SecretKey = "another" })).Code);
        Assert.Equal(ErrorCode.SecretIdNotFound, (await client.CallAsync(call with { SecretId = "AKIDNOBODY" })).Code);
        Assert.Equal(ErrorCode.TokenFailure, (await client.CallAsync(call with { Token = "token" })).Code);
    }

    [Fact]
    public async Task ItIsRefusedWhenTheClocksDiffer()
    {
        await using var lab = await StartAsync();
        lab.Host.Emulator.ClockSkew = TimeSpan.FromHours(-1);

        var answer = await CallAsync(lab, "DescribeAddresses", new { EcmRegion = Lab.RegionName });
        Assert.Equal(ErrorCode.SignatureExpire, answer.Code);
    }

    [Fact]
    public async Task ItIsRefusedWhatItAsksTooOften()
    {
        await using var lab = await StartAsync();
        lab.Host.Emulator.Limiter.PerSecond = 1;
        var region = new { EcmRegion = Lab.RegionName };

        Assert.Equal("OK", (await CallAsync(lab, "DescribeAddresses", region)).Code);
        Assert.Equal(ErrorCode.RequestLimitExceeded, (await CallAsync(lab, "DescribeAddresses", region)).Code);
    }

    [Fact]
    public async Task ItAssumesARole()
    {
        await using var lab = await StartAsync();
        var role = new { RoleArn = "qcs::cam::uin/100000000001:roleName/ci", RoleSessionName = "witness" };

        var assumed = (await client.CallAsync(Call(lab, "AssumeRole", role) with { Service = "sts" })).Result;
        var key = assumed.GetProperty("Credentials");
        var asRole = Call(lab, "DescribeAddresses", new { EcmRegion = Lab.RegionName }) with
        {
            SecretId = Text(key, "TmpSecretId")!,
            SecretKey = Text(key, "TmpSecretKey")!,
            Token = Text(key, "Token"),
        };

        Assert.Equal("OK", (await client.CallAsync(asRole)).Code);
        var whoAmI = asRole with { Service = "sts", Action = "GetCallerIdentity", Parameters = JsonElement.Parse("{}") };
        var caller = await client.CallAsync(whoAmI);
        Assert.Equal("CAMRole", Text(caller.Result, "Type"));
    }

    [Theory]
    [InlineData("STSCredential", "AssumeRole")]
    [InlineData("OIDCRoleArnCredential", "AssumeRoleWithWebIdentity")]
    [InlineData("CvmRoleCredential", "Metadata")]
    public async Task ItsCredentialProvidersGetAKeyThatIsGood(string provider, string action)
    {
        await using var lab = await StartAsync();
        lab.Host.Emulator.Machine.Role = "EdgeRole";
        object role = provider == "STSCredential"
            ? new { RoleArn = "qcs::cam::uin/100000000001:roleName/ci", RoleSessionName = "witness" }
            : new { RoleArn = "qcs::cam::uin/100000000001:roleName/ci", RoleSessionName = "witness", ProviderId = "github", WebIdentityToken = "eyJ" };

        var got = await client.CallAsync(Call(lab, "", role) with { Provider = provider });

        Assert.True(got.Error is null, $"{got.Error}");
        var look = Call(lab, "DescribeAddresses", new { EcmRegion = Lab.RegionName }) with
        {
            SecretId = Text(got.Result, "secretId")!,
            SecretKey = Text(got.Result, "secretKey")!,
            Token = Text(got.Result, "token"),
        };
        Assert.Equal("OK", (await client.CallAsync(look)).Code);
        Assert.InRange(lab.Host.Calls.Count(action), 1, 2);
    }

    [Fact]
    public async Task ItFailsWithoutACodeWhenTheAnswerIsNone()
    {
        await using var lab = await StartAsync();
        var call = Call(lab, "DescribeAddresses", new { EcmRegion = Lab.RegionName });
        foreach (var fault in new[] { Fault.LoseAnswer(), Fault.HttpStatus(502), Fault.TruncateAnswer() })
        {
            lab.Host.Faults.Add(fault);
            Assert.Equal("", (await client.CallAsync(call)).Code);
        }

        Assert.Equal("OK", (await client.CallAsync(call)).Code);
    }

    // The client signs with the real time, so the virtual clock starts there.
    private async Task<Lab> StartAsync()
    {
        client.SkipWhenMissing();
        var lab = await Lab.StartAsync();
        lab.Clock.SetTo(TimeProvider.System.GetUtcNow());
        return lab;
    }

    private static OfficialCall Call(Lab lab, string action, object parameters) =>
        new(lab.Host.Endpoint, action, JsonSerializer.SerializeToElement(parameters));

    private Task<OfficialAnswer> CallAsync(Lab lab, string action, object parameters) =>
        client.CallAsync(Call(lab, action, parameters));

    private async Task<JsonElement> AddressAsync(Lab lab, object parameters) =>
        Assert.Single((await CallAsync(lab, "DescribeAddresses", parameters)).Result.GetProperty("AddressSet").EnumerateArray());

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
