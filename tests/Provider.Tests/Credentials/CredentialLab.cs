using EcmEmulator;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using static EcmProvider.Tests.Functions.Invoking;

namespace EcmProvider.Tests.Credentials;

/// <summary>Providers without a key in their configuration, on the emulator's STS and metadata service.</summary>
internal static class CredentialLab
{
    public const string Arn = "qcs::cam::uin/100000000001:roleName/ci";

    /// <summary>A lasting key that the emulator knows, as configuration.</summary>
    public static readonly (string Name, PropertyValue Value)[] Key =
        [("secretId", Text(EmulatorOptions.DefaultSecretId)), ("secretKey", Text(EmulatorOptions.DefaultSecretKey))];

    /// <summary>A provider that has been shaken hands with and configured, on a machine.</summary>
    public static async Task<TestProvider> StartAsync(MachineFake machine, params (string Name, PropertyValue Value)[] configuration)
    {
        var provider = await TestProvider.StartUnconfiguredAsync(machine);
        await provider.HandshakeAsync();
        await provider.ConfigureAsync(configuration);
        return provider;
    }

    /// <summary>A provider that assumes a role with the lasting key.</summary>
    public static Task<TestProvider> StartWithRoleAsync(params (string Name, PropertyValue Value)[] role) =>
        StartAsync(new(), [.. Key, ("assumeRole", Role(role))]);

    /// <summary>A provider that assumes a role with an OIDC token, <c>eyJ</c>.</summary>
    public static Task<TestProvider> StartWithWebRoleAsync(params (string Name, PropertyValue Value)[] role) =>
        StartAsync(new(), ("assumeRoleWithWebIdentity", WebRole([("webIdentityToken", Text("eyJ")), .. role])));

    public static Task ConfigureAsync(this TestProvider provider, params (string Name, PropertyValue Value)[] configuration)
    {
        var endpoint = Text(provider.Emulator.Endpoint.ToString());
        return provider.LetPassUntilAsync(Configured());

        async Task<bool> Configured()
        {
            await provider.ConfigureAsync(Some.Map(
                [("ecmRegion", Text(TestProvider.Region)), ("endpoint", endpoint), ("stsEndpoint", endpoint), .. configuration]));
            return true;
        }
    }

    public static PropertyValue.Object Role(params (string Name, PropertyValue Value)[] more) =>
        new(Some.Map([("roleArn", Text(Arn)), .. more]));

    public static PropertyValue.Object WebRole(params (string Name, PropertyValue Value)[] more) =>
        new(Some.Map([("roleArn", Text(Arn)), ("providerId", Text("github-actions")), .. more]));

    /// <summary>The actions that were called, in order.</summary>
    public static IEnumerable<string> Called(this TestProvider provider) => provider.Emulator.Calls.All.Select(call => call.Call.Action);

    /// <summary>What calls of an action brought as one of their parameters.</summary>
    public static IEnumerable<string?> Sent(this TestProvider provider, string action, string parameter) =>
        provider.Emulator.Calls.Of(action).Select(call => call.Call.Parameters.GetProperty(parameter).GetString());
}
