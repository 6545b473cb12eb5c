using EcmEmulator.Faults;
using EcmEmulator.Signing;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Grpc.Core;
using Xunit;

namespace EcmProvider.Tests.Secrets;

/// <summary>Marked keys and tokens in every place where keys come from, with everything failing: no mark is told.</summary>
public sealed class SecretSourcesTests
{
    private const string File = "/run/token";
    private const string Arn = "qcs::cam::uin/100000000001:roleName/ci";

    private static readonly string[] Actions = ["AssumeRole", "AssumeRoleWithWebIdentity", "GetCallerIdentity", "DescribeAddresses", "AssociateAddress"];

    // A real token is longer than any message; this one can be cut anywhere.
    private static readonly string LongToken = string.Concat(Enumerable.Repeat(Marks.Token, 100));

    public enum Source
    {
        Environment,
        TccliProfile,
        SdkCredentials,
        WebIdentityToken,
        WebIdentityTokenFile,
        WebIdentityOfEnvironment,
        Pod,
        Machine,
        RoleOnProfile,
    }

    public static TheoryData<Source> Sources => [.. Enum.GetValues<Source>()];

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task NothingOfASourceIsToldByRefusalsThatRepeatIt(Source source)
    {
        await using var lab = await StartAsync(source);
        await lab.TryEverythingAsync(Marks.Inputs());
        foreach (var code in new[] { "AuthFailure.TokenFailure", "UnauthorizedOperation", "InvalidParameterValue", "ResourceNotFound.X", "InternalError" })
        {
            // Longer than what is kept of a message, so that it is cut in the middle of a mark.
            foreach (var padding in new[] { 0, 900, 960 })
            {
                List<ActiveFault> faults = [.. Actions.Select(action => lab.Emulator.Faults.Add(Repeating(code, action, padding)))];
                await lab.InvokeAsync("getAddresses", ("filters", SecretLab.List(SecretLab.Filter("address-name", "nobody"))));
                await lab.CreateAsync(timeout: 10);
                await lab.ConfigureWithoutKeyAsync(ConfigurationOf(source));
                await lab.CreateAsync(timeout: 10);
                faults.ForEach(fault => fault.Remove());
                await lab.InvokeAsync("getAddresses", ("filters", SecretLab.List(SecretLab.Filter("address-name", "nobody"))));
            }
        }

        lab.AssertTellsNoSecret();
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task NothingOfASourceIsToldWhenItsAccountIsNotAllowed(Source source)
    {
        await using var lab = await StartAsync(source, configures: false);
        (string, PropertyValue)[] configuration = [.. ConfigurationOf(source), ("allowedAccountIds", SecretLab.List(PropertyValue.Of("9")))];
        await Assert.ThrowsAsync<RpcException>(() => lab.ConfigureWithoutKeyAsync(configuration));
        foreach (var action in Actions)
        {
            var fault = lab.Emulator.Faults.Add(Repeating("UnauthorizedOperation", action, 0));
            await Assert.ThrowsAsync<RpcException>(() => lab.ConfigureWithoutKeyAsync(configuration));
            fault.Remove();
        }

        lab.AssertTellsNoSecret("allowedAccountIds");
    }

    [Fact]
    public async Task FilesThatCannotBeReadAreNotQuoted()
    {
        foreach (var text in new[]
        {
            $"{{\"secretId\": \"{Marks.SecretId}\", \"secretKey\": \"{Marks.SecretKey}", $"[{Marks.SecretId}]\n{Marks.SecretKey} = {Marks.Token}",
            $"{{\"{Marks.SecretKey}\": \"{Marks.Token}\"}}", $"[default]\nsecret_id = {Marks.SecretId}",
        })
        {
            var machine = new MachineFake().WithFile(File, text)
                .WithFile($"{MachineFake.Home}/.tccli/default.credential", text).WithFile($"{MachineFake.Home}/.tencentcloud/credentials", text)
                .WithFile("/etc/tencentcloud/credentials", () => throw new IOException(text));
            await using var lab = await SecretLab.StartAsync(configures: false, machine: machine);
            await lab.ConfigureWithoutKeyAsync();
            await lab.TryEverythingAsync(Marks.Inputs());
            await lab.ConfigureWithoutKeyAsync(("assumeRoleWithWebIdentity", WebRole(("webIdentityTokenFile", PropertyValue.Of(File)))));
            await lab.TryEverythingAsync(Marks.Inputs());

            lab.AssertTellsNoSecret("There is no");
        }
    }

    [Theory]
    [InlineData("""{"Code": "KEYS", "TmpSecretId": "KEYS"}""")]
    [InlineData("""{"Code": "Success", "TmpSecretId": "KEYS", "TmpSecretKey": "KEYS", "ExpiredTime": "KEYS"}""")]
    [InlineData("KEYS")]
    public async Task AnAnswerOfTheMetadataServiceThatCannotBeUsedIsNotQuoted(string answer)
    {
        var keys = $"{Marks.SecretId}{Marks.SecretKey}{Marks.Token}";
        await using var lab = await SecretLab.StartAsync(
            () => new Answering(answer.Replace("KEYS", answer.Contains("\"Code\": \"KEYS\"", StringComparison.Ordinal) ? "Failed" : keys, StringComparison.Ordinal)),
            configures: false);
        await lab.ConfigureWithoutKeyAsync(("camRoleName", PropertyValue.Of("EdgeRole")));

        await lab.TryEverythingAsync(Marks.Inputs());

        lab.AssertTellsNoSecret("There is no Tencent Cloud API key from the CAM role");
    }

    [Fact]
    public async Task DiffConfigAnswersNoValues()
    {
        await using var lab = await SecretLab.StartAsync();
        await lab.Provider.Client.DiffConfigAsync(new()
        {
            Olds = PropertyMarshaler.Marshal(Some.Map(("secretKey", PropertyValue.Of(Marks.SecretKey)), ("assumeRoleWithWebIdentity", WebRole()))),
            News = PropertyMarshaler.Marshal(Some.Map(
                ("secretKey", Marks.Secret(Marks.Token)), ("assumeRoleWithWebIdentity", WebRole(("webIdentityToken", PropertyValue.Of(Marks.Token)))))),
        });

        lab.AssertTellsNoSecret("assumeRoleWithWebIdentity.webIdentityToken");
    }

    // An API can repeat only what it was sent.
    private static Fault Repeating(string code, string action, int padding) => Fault.Refuse(code, action) with
    {
        Times = null,
        Message = new string('.', padding)
            + (action == "AssumeRoleWithWebIdentity" ? LongToken : $"{Marks.SecretId} {Marks.SecretKey} {Marks.Token}"),
    };

    private static async Task<SecretLab> StartAsync(Source source, bool configures = true)
    {
        var lab = await SecretLab.StartAsync(configures: false, machine: MachineOf(source));
        var keys = lab.Emulator.Emulator.Keys;

        // The lasting key becomes one with a token, and all keys that are given out are this one.
        keys.Issued = (Marks.SecretId, Marks.SecretKey, Marks.Token);
        keys.Add(new Key(Marks.SecretId, Marks.SecretKey, Marks.Token, null, keys.Find(Marks.SecretId)!.Caller));
        lab.Emulator.Emulator.Machine.Role = "EdgeRole";
        if (configures)
        {
            await lab.ConfigureWithoutKeyAsync(ConfigurationOf(source));
        }

        return lab;
    }

    private static (string, PropertyValue)[] ConfigurationOf(Source source) => source switch
    {
        Source.WebIdentityToken => [("assumeRoleWithWebIdentity", WebRole(("webIdentityToken", PropertyValue.Of(LongToken))))],
        Source.WebIdentityTokenFile => [("assumeRoleWithWebIdentity", WebRole(("webIdentityTokenFile", PropertyValue.Of(File))))],
        Source.Machine => [("camRoleName", PropertyValue.Of("EdgeRole"))],
        Source.RoleOnProfile => [("assumeRole", new PropertyValue.Object(Some.Map(("roleArn", PropertyValue.Of(Arn)))))],
        _ => [],
    };

    private static MachineFake MachineOf(Source source)
    {
        var machine = new MachineFake().WithFile(File, LongToken);
        return source switch
        {
            Source.Environment => machine.With("TENCENTCLOUD_SECRET_ID", Marks.SecretId)
                .With("TENCENTCLOUD_SECRET_KEY", Marks.SecretKey).With("TENCENTCLOUD_SECURITY_TOKEN", Marks.Token),
            Source.TccliProfile or Source.RoleOnProfile => machine.WithProfile("default", Marks.SecretId, Marks.SecretKey, Marks.Token),
            Source.SdkCredentials => machine.WithFile(
                $"{MachineFake.Home}/.tencentcloud/credentials",
                $"[default]\nsecret_id={Marks.SecretId}\nsecret_key={Marks.SecretKey}\ntoken={Marks.Token}"),
            Source.WebIdentityOfEnvironment => machine.With("TENCENTCLOUD_ASSUME_ROLE_ARN", Arn)
                .With("TENCENTCLOUD_ASSUME_ROLE_PROVIDER_ID", "github").With("TENCENTCLOUD_ASSUME_ROLE_WEB_IDENTITY_TOKEN", LongToken),
            Source.Pod => machine.With("TKE_PROVIDER_ID", "cls-1").With("TKE_ROLE_ARN", Arn).With("TKE_WEB_IDENTITY_TOKEN_FILE", File),
            _ => machine,
        };
    }

    private static PropertyValue.Object WebRole(params (string Name, PropertyValue Value)[] more) =>
        new(Some.Map([("roleArn", PropertyValue.Of(Arn)), ("providerId", PropertyValue.Of("github")), .. more]));

    private sealed class Answering(string text) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StringContent(text) });
    }
}
