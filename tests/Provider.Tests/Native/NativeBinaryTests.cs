using System.Runtime.InteropServices;
using EcmEmulator;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Pulumirpc;
using Xunit;

namespace EcmProvider.Tests.Native;

/// <summary>What only the binary itself can show: that it runs as compiled ahead of time, and how it begins and ends.</summary>
public sealed class NativeBinaryTests
{
    [Fact]
    public async Task LivesAWholeAssociationAgainstTheEmulator()
    {
        await using var engine = await FakeEngine.StartAsync();
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { TaskDuration = TimeSpan.Zero });
        Some.FillRegion(emulator.Cloud.AddRegion(TestProvider.Region));
        using var binary = await NativeBinary.StartAsync("-logtostderr", "-v=9", engine.Address);
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{binary.Port}");
        var client = new ResourceProvider.ResourceProviderClient(channel);

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
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{binary.Port}");
        var client = new ResourceProvider.ResourceProviderClient(channel);
        await client.ConfigureAsync(new() { Args = PropertyMarshaler.Marshal(Some.Configuration(emulator.Endpoint)) });

        var outcome = await Outcome.OfAsync(async () =>
        {
            await client.CreateAsync(new() { Urn = Some.Urn("web"), Properties = PropertyMarshaler.Marshal(Some.Inputs()), Timeout = 1 });
            throw new InvalidOperationException("It was bound.");
        });

        Assert.Equal(Some.Id(), outcome.Partial!.Id);
        Assert.Equal(StatusCode.DeadlineExceeded, outcome.Code);
    }

    [Theory]
    [InlineData(2)] // SIGINT
    [InlineData(15)] // SIGTERM
    public async Task EndsOnASignalWithoutAWord(int signal)
    {
        using var binary = await NativeBinary.StartAsync("127.0.0.1:1");

        Assert.Equal(0, Kill(binary.ProcessId, signal));

        Assert.Equal((0, string.Empty, string.Empty), await binary.EndAsync());
    }

    [Fact]
    public async Task EndsWhenTheEngineClosesItsStdin()
    {
        using var binary = await NativeBinary.StartAsync("127.0.0.1:1");

        binary.CloseStdin();

        Assert.Equal((0, string.Empty, string.Empty), await binary.EndAsync());
    }

    [Fact]
    public async Task AProviderStartedByHandDoesNotEndWithItsStdin()
    {
        using var binary = await NativeBinary.StartAsync();
        binary.CloseStdin();
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{binary.Port}");

        var info = await new ResourceProvider.ResourceProviderClient(channel).GetPluginInfoAsync(new Empty());

        Assert.Equal("0.1.0", info.Version);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int processId, int signal);
}
