using EcmProvider.Configuration;
using EcmProvider.Credentials;
using EcmProvider.Credentials.Files;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Xunit;
using static EcmProvider.Tests.Functions.Invoking;

namespace EcmProvider.Tests.Credentials;

/// <summary>Where a key is taken from: the first place that has one, whole.</summary>
public sealed class CredentialChainTests
{
    private const string Sdk = $"{MachineFake.Home}/.tencentcloud/credentials";
    private const string SystemWide = "/etc/tencentcloud/credentials";

    // A machine that has a key in every place.
    private readonly MachineFake machine = new MachineFake()
        .With("TENCENTCLOUD_SECRET_ID", "env").With("TENCENTCLOUD_SECRET_KEY", "k").With("TENCENTCLOUD_SECURITY_TOKEN", "t")
        .WithProfile("default", "tccli", "k", "t").WithProfile("edge", "tccli-edge", "k")
        .WithFile(Sdk, "[default]\nsecret_id=sdk\nsecret_key=k\n[ci]\nsecret_id=sdk-ci\nsecret_key=k")
        .WithFile(SystemWide, "[default]\nsecret_id=system\nsecret_key=k")
        .With("TKE_PROVIDER_ID", "p").With("TKE_WEB_IDENTITY_TOKEN_FILE", "/token").With("TKE_ROLE_ARN", "arn")
        .With("TENCENTCLOUD_CAM_ROLE_NAME", "EdgeRole");

    [Fact]
    public async Task EachPlaceIsTakenWhenThoseBeforeItHaveNothing()
    {
        var all = new[] { ("secretId", Text("configured")), ("secretKey", Text("k")) };

        Assert.Equal(new("configured", "k"), await KeyAsync(all));
        Assert.Equal(new("env", "k", "t"), await KeyAsync());
        Assert.Equal(new("tccli", "k", "t"), await KeyAsync(without: ["TENCENTCLOUD_SECRET_ID"]));
        machine.WithFile($"{MachineFake.Home}/.tccli/default.credential", "{}");
        Assert.Equal(new("sdk", "k"), await KeyAsync(without: ["TENCENTCLOUD_SECRET_KEY"]));
        machine.WithFile(Sdk, "[other]");
        Assert.Equal(new("system", "k"), await KeyAsync(without: ["TENCENTCLOUD_SECRET_KEY"]));
        machine.WithFile(SystemWide, string.Empty);
        Assert.Equal(new("pod p arn /token", ""), await KeyAsync(without: ["TENCENTCLOUD_SECRET_KEY"]));
        Assert.Equal(new("machine EdgeRole", ""), await KeyAsync(without: ["TENCENTCLOUD_SECRET_KEY", "TKE_ROLE_ARN"]));
    }

    [Fact]
    public async Task AProfileOfTheConfigurationBeatsAKeyOfTheEnvironment()
    {
        Assert.Equal(new("tccli-edge", "k"), await KeyAsync([("profile", Text("edge"))]));
        Assert.Equal(new("sdk-ci", "k"), await KeyAsync([("profile", Text("ci"))]));
    }

    [Fact]
    public async Task AProfileOfTheEnvironmentDoesNot()
    {
        machine.With("TENCENTCLOUD_PROFILE", "edge");

        Assert.Equal(new("env", "k", "t"), await KeyAsync());
        Assert.Equal(new("tccli-edge", "k"), await KeyAsync(without: ["TENCENTCLOUD_SECRET_KEY"]));
    }

    [Fact]
    public async Task ACamRoleOfTheConfigurationBeatsAKeyOfTheEnvironment() =>
        Assert.Equal(new("machine Other", ""), await KeyAsync([("camRoleName", Text("Other"))]));

    [Theory]
    [InlineData("/keys")]
    [InlineData("~/keys")]
    public async Task ProfilesAreInTheDirectoryThatIsNamed(string directory)
    {
        machine.WithFile(directory.Replace("~", MachineFake.Home, StringComparison.Ordinal) + "/edge.credential", """{"secretId": "there", "secretKey": "k"}""");

        Assert.Equal(new("there", "k"), await KeyAsync([("profile", Text("edge")), ("sharedCredentialsDir", Text(directory))]));
        machine.With("TENCENTCLOUD_SHARED_CREDENTIALS_DIR", directory);
        Assert.Equal(new("there", "k"), await KeyAsync([("profile", Text("edge"))]));
        Assert.Equal(new("tccli-edge", "k"), await KeyAsync([("profile", Text("edge")), ("sharedCredentialsDir", Text($"{MachineFake.Home}/.tccli"))]));
    }

    [Fact]
    public async Task TheSdksFileIsTheOneThatIsNamed()
    {
        machine.With("TENCENTCLOUD_CREDENTIALS_FILE", "/keys.ini").WithFile("/keys.ini", "[ci]\nsecret_id=named\nsecret_key=k");

        Assert.Equal(new("named", "k"), await KeyAsync([("profile", Text("ci"))]));
    }

    [Fact]
    public async Task AProfileThatIsNamedAndNotThereIsNotReplacedByAnythingElse()
    {
        var missing = await Assert.ThrowsAsync<MissingCredentialsException>(() => KeyAsync([("profile", Text("nobody"))]));

        Assert.Equal(
            """
            There is no Tencent Cloud API key: the profile "nobody" (profile) was asked for, so only this was looked at:
            - the file "/home/edge/.tccli/nobody.credential": does not exist
            - the file "/home/edge/.tencentcloud/credentials": has no section "[nobody]"
            - the file "/etc/tencentcloud/credentials": has no section "[nobody]"
            Make it with tccli configure --profile …, or name another one.
            """,
            missing.Message);
        machine.With("TENCENTCLOUD_PROFILE", "nobody");
        missing = await Assert.ThrowsAsync<MissingCredentialsException>(() => KeyAsync(without: ["TENCENTCLOUD_SECRET_KEY"]));
        Assert.Contains("the profile \"nobody\" (TENCENTCLOUD_PROFILE) was asked for", missing.Message);
    }

    [Fact]
    public async Task WhenNothingIsFoundEveryPlaceIsListedWithWhatIsMissingThere()
    {
        var bare = new MachineFake().With("TENCENTCLOUD_SECRET_ID", "hush").With("TKE_ROLE_ARN", "arn")
            .WithFile($"{MachineFake.Home}/.tccli/default.credential", """{"secretId": "hush"}""")
            .WithFile(Sdk, () => throw new UnauthorizedAccessException())
            .WithFile(SystemWide, () => throw new IOException("hush"));

        var missing = await Assert.ThrowsAsync<MissingCredentialsException>(() => KeyAsync(bare, []));

        Assert.Equal(
            """
            There is no Tencent Cloud API key. These places were looked at:
            - the provider's configuration: secretId and secretKey are not set
            - the environment: TENCENTCLOUD_SECRET_KEY is not set
            - the file "/home/edge/.tccli/default.credential": has no secretKey
            - the file "/home/edge/.tencentcloud/credentials": may not be read by this user, or is a directory
            - the file "/etc/tencentcloud/credentials": cannot be read
            - the web identity of a TKE pod: TKE_PROVIDER_ID and TKE_WEB_IDENTITY_TOKEN_FILE are not set
            - the machine's CAM role: neither camRoleName nor TENCENTCLOUD_CAM_ROLE_NAME names one
            Set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, or run: pulumi config set --secret ecm:secretId … and pulumi config set --secret ecm:secretKey …
            """,
            missing.Message);
    }

    [Fact]
    public async Task AKeyThatComesLaterIsFoundLater()
    {
        var bare = new MachineFake();
        var chain = Chain(bare, []);
        await Assert.ThrowsAsync<MissingCredentialsException>(async () => await chain.GetAsync(default));

        bare.WithProfile("default", "late", "k");

        Assert.Equal(new("late", "k"), await chain.GetAsync(default));
    }

    [Fact]
    public async Task WhatComesBeforeIsEnoughAndNothingElseIsTouched()
    {
        await KeyAsync();

        Assert.Empty(machine.Asked);
    }

    [Fact]
    public async Task AKeyWhoseTokenWasRefusedIsReadAgainFromItsFile()
    {
        var chain = Chain(machine, [("profile", Text("default"))]);
        var old = await chain.GetAsync(default);

        Assert.False(chain.Discard(old));
        machine.WithProfile("default", "tccli", "k2", "t2");
        Assert.True(chain.Discard(old));
        Assert.True(chain.Discard(old));

        Assert.Equal(new("tccli", "k2", "t2"), await chain.GetAsync(default));
        Assert.Contains("t", chain.Secrets);
        Assert.Contains("t2", chain.Secrets);
    }

    [Fact]
    public async Task AKeyOfTheEnvironmentHasNoOther()
    {
        var chain = Chain(machine, []);

        Assert.False(chain.Discard(await chain.GetAsync(default)));
    }

    private Task<TencentCredentials> KeyAsync((string, PropertyValue)[]? configuration = null, params string[] without)
    {
        var bare = new MachineFake(name => without.Contains(name) ? null : machine.Variable(name));
        return KeyAsync(bare, configuration ?? [], machine);
    }

    private static Task<TencentCredentials> KeyAsync(MachineFake variables, (string, PropertyValue)[] configuration, MachineFake? files = null) =>
        Chain(variables, configuration, files).GetAsync(CancellationToken.None).AsTask();

    private static CredentialChain Chain(MachineFake variables, (string, PropertyValue)[] configuration, MachineFake? files = null)
    {
        var (settings, failures) = ProviderConfiguration.Read(Some.Map(configuration), variables.Variable);
        Assert.Empty(failures);
        return new(settings, variables.Variable, new TextFiles((files ?? variables).ReadFile, MachineFake.Home), new Issuers());
    }

    // Keys that tell who was asked.
    private sealed class Issuers : IKeyIssuers
    {
        public ICredentialSource OfPod(string providerId, string tokenFile, string roleArn) =>
            new StaticCredentialSource(new($"pod {providerId} {roleArn} {tokenFile}", ""));

        public ICredentialSource OfMachine(string roleName) => new StaticCredentialSource(new($"machine {roleName}", ""));
    }
}
