using EcmEmulator;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Grpc.Core;
using Xunit;

namespace EcmProvider.Tests.Native;

/// <summary>What only the binary itself can show: that it runs as compiled ahead of time.</summary>
public sealed class NativeBinaryTests
{
    [Fact]
    public async Task LivesAWholeAssociationAgainstTheEmulator()
    {
        await using var engine = await FakeEngine.StartAsync();
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { TaskDuration = TimeSpan.Zero });
        Some.FillRegion(emulator.Cloud.AddRegion(TestProvider.Region));
        using var binary = await NativeBinary.StartAsync("-logtostderr", "-v=9", engine.Address);
        var client = binary.Client;

        await client.HandshakeAsync(new() { EngineAddress = engine.Address, SupportsRefreshBeforeUpdate = true });
        var schema = await client.GetSchemaAsync(new());
        await client.ConfigureAsync(new() { Args = PropertyMarshaler.Marshal(Some.Configuration(emulator.Endpoint)) });
        var inputs = PropertyMarshaler.Marshal(Some.Inputs());
        var checkedInputs = await client.CheckAsync(new() { Urn = Some.Urn("web"), News = inputs });
        var created = await client.CreateAsync(new() { Urn = Some.Urn("web"), Properties = checkedInputs.Inputs });
        var read = await client.ReadAsync(new() { Id = created.Id, Urn = Some.Urn("web"), Properties = created.Properties, Inputs = inputs });
        var boundTo = emulator.Cloud.Region(TestProvider.Region).Address(Some.Eip).InstanceId;
        await client.DeleteAsync(new() { Id = created.Id, Urn = Some.Urn("web"), Properties = created.Properties, OldInputs = inputs });
        var failed = await Outcome.OfAsync(async () =>
        {
            await client.CreateAsync(new() { Urn = Some.Urn("web"), Properties = PropertyMarshaler.Marshal(Some.Inputs("eip-99990000")) });
            throw new InvalidOperationException("It was bound.");
        });

        Assert.Contains("ecm:index:EipAssociation", schema.Schema);
        Assert.Equal(created.Properties, read.Properties);
        Assert.Equal(Some.Instance, boundTo);
        Assert.False(emulator.Cloud.Region(TestProvider.Region).Address(Some.Eip).IsBound);
        Assert.Equal(StatusCode.NotFound, failed.Code);
    }

    [Fact]
    public async Task APartialCreateCarriesItsDetail()
    {
        await using var emulator = await EmulatorHost.StartAsync();
        Some.FillRegion(emulator.Cloud.AddRegion(TestProvider.Region));
        emulator.Cloud.HoldNextTasks();
        using var binary = await NativeBinary.StartAsync();
        var client = binary.Client;
        await client.ConfigureAsync(new() { Args = PropertyMarshaler.Marshal(Some.Configuration(emulator.Endpoint)) });

        var outcome = await Outcome.OfAsync(async () =>
        {
            await client.CreateAsync(new() { Urn = Some.Urn("web"), Properties = PropertyMarshaler.Marshal(Some.Inputs()), Timeout = 1 });
            throw new InvalidOperationException("It was bound.");
        });

        Assert.Equal(Some.Id(), outcome.Partial!.Id);
        Assert.Equal(StatusCode.DeadlineExceeded, outcome.Code);
    }
}
