using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Functions;
using EcmProvider.Tests.Support;
using Grpc.Core;
using Pulumirpc;
using Xunit;

namespace EcmProvider.Tests.Configuration;

/// <summary>What <c>CheckConfig</c> and <c>Configure</c> answer an engine.</summary>
public sealed class ConfigureTests
{
    [Fact]
    public async Task CheckConfigAnswersTheInputsAsTheyCame()
    {
        await using var provider = await TestProvider.StartUnconfiguredAsync();
        var news = Some.Configuration(provider.Emulator.Endpoint, ("maxRetries", Text("3")), ("version", Text("0.1.0")));

        var response = await CheckAsync(provider, news);

        Assert.Empty(response.Failures);
        Assert.Equal(news, PropertyMarshaler.Unmarshal(response.Inputs));
    }

    [Fact]
    public async Task CheckConfigAnswersAllFailuresWithTheirProperties()
    {
        await using var provider = await TestProvider.StartUnconfiguredAsync();

        var response = await CheckAsync(provider, Some.Map(
            ("secretID", Text("x")), ("maxRetries", Text("99")), ("endpoint", Text("ftp://x")), ("camRoleName", Text("a/b"))));

        Assert.Equal(["camRoleName", "endpoint", "maxRetries", "secretID"], response.Failures.Select(failure => failure.Property).Order());
        Assert.Contains(response.Failures, failure => failure.Reason.Contains("did you mean secretId?"));
    }

    [Fact]
    public async Task ASecretIsTakenOutOfTheReasons()
    {
        await using var provider = await TestProvider.StartUnconfiguredAsync();
        var news = Some.Map(("endpoint", new PropertyValue.Secret(Text("ftp://hidden"))));

        var response = await CheckAsync(provider, news);
        var error = await Assert.ThrowsAsync<RpcException>(() => provider.ConfigureAsync(news));

        Assert.Contains("\"[secret]\" is not an https URL", Assert.Single(response.Failures).Reason);
        Assert.Contains("\"[secret]\" is not an https URL", error.Status.Detail);
    }

    [Fact]
    public async Task ConfigureRefusesWhatCannotBeUsedAndSaysAllOfItWithTheRemedy()
    {
        await using var provider = await TestProvider.StartUnconfiguredAsync();

        var error = await Assert.ThrowsAsync<RpcException>(() => provider.ConfigureAsync(Some.Map(
            ("secretId", Text("x")), ("maxRetries", Text("99")))));

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Equal(
            "The configuration of the ecm provider is not usable: secretKey secretId is given, so secretKey is needed too; "
                + "maxRetries must be a whole number from 0 to 20.\n"
                + "Set what is named there with pulumi config set ecm:…, on the explicit provider, or in the environment.",
            error.Status.Detail);
        Assert.Equal(StatusCode.FailedPrecondition, (await provider.GetAddressesAsync()).Code);
    }

    [Fact]
    public async Task ConfigureTakesTheVariablesOfAnEngineThatSendsNoArgs()
    {
        await using var provider = await TestProvider.StartUnconfiguredAsync();
        var request = new ConfigureRequest();
        foreach (var (name, value) in Some.Configuration(provider.Emulator.Endpoint))
        {
            request.Variables.Add($"ecm:config:{name}", ((PropertyValue.String)value.Bare).Value);
        }

        var response = await provider.Client.ConfigureAsync(request, cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(response.AcceptSecrets && response.SupportsPreview && response.AcceptResources && response.AcceptOutputs);
        Assert.Equal(2, (await provider.GetAddressesAsync()).ListOf("addresses").Count);
    }

    [Fact]
    public async Task ASecretOfTheConfigurationIsTakenOutOfEveryErrorOfTheApi()
    {
        await using var provider = await TestProvider.StartUnconfiguredAsync();
        await provider.ConfigureAsync(Some.Configuration(
            provider.Emulator.Endpoint,
            ("stsEndpoint", Text(provider.Emulator.Endpoint.ToString())),
            ("assumeRole", new PropertyValue.Secret(Text("{\"externalId\":\"hush-hush\",\"roleArn\":\"qcs::cam::uin/1:roleName/ci\"}")))));
        provider.Emulator.Faults.Add(EcmEmulator.Faults.Fault.Refuse("InvalidParameter", "AssumeRole") with
        {
            Message = "The external id hush-hush is wrong.",
        });

        var found = await provider.GetAddressesAsync();

        Assert.Contains("InvalidParameter: The external id [secret] is wrong.", found.Message);
    }

    private static PropertyValue Text(string text) => PropertyValue.Of(text);

    private static async Task<CheckResponse> CheckAsync(TestProvider provider, PropertyMap news) => await provider.Client.CheckConfigAsync(
        new()
        {
            Urn = "urn:pulumi:dev::edge::pulumi:providers:ecm::default",
            Type = "pulumi:providers:ecm",
            Name = "default",
            News = PropertyMarshaler.Marshal(news),
        });
}
