using System.Runtime.CompilerServices;
using EcmEmulator.Faults;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Functions;
using EcmProvider.Tests.Support;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Xunit;

namespace EcmProvider.Tests.Messages;

/// <summary>What the functions say when they fail, and the provider itself.</summary>
public sealed class OtherMessageTests
{
    [Fact]
    public Task AFunctionThatFindsNothing() =>
        OfCallAsync(provider => provider.GetAddressAsync(("addressId", PropertyValue.Of("eip-99990000"))));

    [Fact]
    public Task AFunctionThatIsNotPermitted() => OfCallAsync(provider =>
    {
        provider.Emulator.Emulator.Permissions.Revoke("DescribeNetworkInterfaces");
        return provider.GetNetworkInterfacesAsync();
    });

    [Fact]
    public Task AFunctionThatCannotReachTheApi() => OfCallAsync(provider =>
    {
        provider.Emulator.Faults.Add(Fault.HttpStatus(502) with { Times = null });
        return provider.GetAddressesAsync();
    });

    [Fact]
    public Task AFunctionWhoseFilterTheApiDoesNotTake() => OfCallAsync(provider =>
    {
        provider.Emulator.Faults.Add(Fault.Refuse("InvalidParameterValue.InvalidFilter", "DescribeAddresses") with { Message = "No such filter." });
        return provider.GetAddressesAsync(("filters", Invoking.List(Invoking.Filter("address-name", "web"))));
    });

    [Fact]
    public Task AFunctionWithoutCredentials() => OfCallAsync(
        provider => provider.GetAddressesAsync(("ecmRegion", PropertyValue.Of(TestProvider.Region))), withoutKey: true);

    [Fact]
    public Task AFunctionThatDoesNotExist() => OfCallAsync(provider => provider.InvokeAsync("ecm:index:getInstance"));

    [Fact]
    public Task AReadWithoutCredentials() => OfCallAsync(provider => provider.ReadAsync(Some.Id()), withoutKey: true);

    [Fact]
    public Task AResourceThatDoesNotExist() => OfCallAsync(provider => Outcome.OfAsync(async () =>
    {
        await provider.Client.CreateAsync(new() { Urn = Some.Urn("web"), Type = "ecm:index:Eip", Name = "web", Properties = new Struct() });
        throw new InvalidOperationException("It was created.");
    }));

    [Fact]
    public async Task AProviderThatWasNotConfigured()
    {
        await using var provider = await TestProvider.StartUnconfiguredAsync();

        Match(await provider.CreateAsync(Some.Inputs()), provider);
    }

    [Fact]
    public async Task ABugOfOurs()
    {
        await using var provider = await TestProvider.StartUnconfiguredAsync(_ => throw new InvalidOperationException("Out of\nthe blue."));

        var configured = await Outcome.OfAsync(async () =>
        {
            await provider.ConfigureAsync(Some.Configuration(provider.Emulator.Endpoint));
            throw new InvalidOperationException("It was configured.");
        });

        Assert.Equal(StatusCode.Internal, configured.Code);
        Assert.Contains("Please report this", configured.Message);
        Match(configured, provider);
    }

    private static async Task OfCallAsync(Func<TestProvider, Task<Outcome>> call, bool withoutKey = false, [CallerMemberName] string name = "")
    {
        await using var provider = await TestProvider.StartUnconfiguredAsync();
        await provider.HandshakeAsync();
        await provider.ConfigureAsync(withoutKey
            ? Some.Map(("endpoint", PropertyValue.Of(provider.Emulator.Endpoint.ToString())))
            : Some.Configuration(provider.Emulator.Endpoint));

        var outcome = await call(provider);

        Assert.NotEqual(StatusCode.OK, outcome.Code);
        Match(outcome, provider, name);
    }

    private static void Match(Outcome outcome, TestProvider provider, [CallerMemberName] string name = "") =>
        Golden.Match("Other", name, Shown.Of(outcome, provider));
}
