using System.Collections.Immutable;
using Pulumi;
using Pulumi.Ecm;
using Pulumi.Utilities;
using Sdk.Tests.Engine;
using Xunit;

namespace Sdk.Tests.Offline;

/// <summary>Functions that a program calls: their results, plain and as outputs.</summary>
public sealed class InvokeTests
{
    [Fact]
    public async Task SecretArgumentsMakeTheFunctionsResultSecret()
    {
        var isSecret = false;
        await using var engine = await RecordingEngine.StartAsync();

        await RecordingEngine.RunAsync(
            () => _ = new Stack(
                async () =>
                {
                    var found = GetAddress.Invoke(new GetAddressInvokeArgs { AddressId = Output.CreateSecret("eip-1") });
                    isSecret = await Output.IsSecretAsync(found);
                    return ImmutableDictionary<string, object?>.Empty;
                },
                null),
            engine.Settings());

        Assert.True(isSecret);
    }

    [Fact]
    public async Task APlainCallReturnsTheResultItself()
    {
        await using var engine = await RecordingEngine.StartAsync();

        await RecordingEngine.RunAsync(
            () => _ = new Stack(
                async () =>
                {
                    var found = await GetAddress.InvokeAsync(new GetAddressArgs { AddressId = "eip-1" });
                    return new Dictionary<string, object?> { ["found"] = found.AddressId };
                },
                null),
            engine.Settings());

        Assert.Equal("""{"found":"eip-1"}""", engine.StackOutputs().ToJsonString());
    }
}
