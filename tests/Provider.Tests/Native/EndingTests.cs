using EcmEmulator;
using EcmEmulator.Faults;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Xunit;

namespace EcmProvider.Tests.Native;

/// <summary>How a provider comes to its end.</summary>
public enum Ending
{
    Interrupted,
    Terminated,
    StdinClosed,
    EngineDied,
}

/// <summary>Their bounds are real time: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(RealTime), DisableParallelization = true)]
public sealed class RealTime;

/// <summary>
/// The binary ends within two seconds when it is told to, or when its engine is gone, and says the truth about what is under way.
/// </summary>
[Collection(nameof(RealTime))]
public sealed class EndingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(Ending.Interrupted)]
    [InlineData(Ending.Terminated)]
    [InlineData(Ending.StdinClosed)]
    [InlineData(Ending.EngineDied)]
    public async Task EndsWithinTwoSecondsAndWithoutAWord(Ending ending)
    {
        await using var engine = await WatchedEngine.StartAsync();
        using var binary = await NativeBinary.StartAsync(engine.Address);

        await EndAsync(ending, binary, engine);

        Assert.Equal((0, string.Empty, string.Empty), await binary.EndAsync());
    }

    [Theory]
    [InlineData(Ending.Interrupted)]
    [InlineData(Ending.Terminated)]
    [InlineData(Ending.StdinClosed)]
    [InlineData(Ending.EngineDied)]
    public async Task ACreateThatWaitsForItsTaskIsAnsweredAsAPartialOne(Ending ending)
    {
        await using var engine = await WatchedEngine.StartAsync();
        await using var emulator = await StartEmulatorAsync();
        emulator.Cloud.HoldNextTasks();
        using var binary = await NativeBinary.StartAsync(engine.Address);
        var creating = await BeginCreateAsync(binary, emulator, until: "DescribeAddresses", after: "AssociateAddress");

        await EndAsync(ending, binary, engine);

        Assert.Equal((0, string.Empty, string.Empty), await binary.EndAsync());
        var created = await creating.WaitAsync(Patience);
        Assert.Equal(StatusCode.Cancelled, created.Code);
        Assert.Equal(Some.Id(), created.Partial!.Id);
        Assert.Equal(emulator.Cloud.Tasks.Single().TaskId, created["taskId"]);
        Assert.Equal(Some.Inputs(), created.Inputs);
    }

    [Fact]
    public async Task AChangeThatWasSentAndNotAnsweredYetCountsAsAsked()
    {
        await using var engine = await WatchedEngine.StartAsync();
        await using var emulator = await StartEmulatorAsync();
        emulator.Faults.Add(Fault.DelayAnswer(TimeSpan.FromMinutes(1), "AssociateAddress"));
        emulator.Cloud.HoldNextTasks();
        using var binary = await NativeBinary.StartAsync(engine.Address);
        var creating = await BeginCreateAsync(binary, emulator, until: "AssociateAddress");

        binary.Terminate();

        await binary.EndAsync();
        var created = await creating.WaitAsync(Patience);
        Assert.Equal(Some.Id(), created.Partial?.Id);
        Assert.Single(emulator.Cloud.Tasks);
    }

    [Fact]
    public async Task ADeleteThatWaitsForItsTaskStaysInTheState()
    {
        await using var engine = await WatchedEngine.StartAsync();
        await using var emulator = await StartEmulatorAsync();
        emulator.Cloud.Region(TestProvider.Region).People.Bind(Some.Eip, Some.Instance);
        emulator.Cloud.HoldNextTasks();
        using var binary = await NativeBinary.StartAsync(engine.Address);
        var reached = Reached(emulator, until: "DescribeAddresses", after: "DisassociateAddress");
        await ConfigureAsync(binary, emulator);
        var deleting = Outcome.OfAsync(async () =>
        {
            await binary.Client.DeleteAsync(new()
            {
                Id = Some.Id(),
                Urn = Some.Urn("web"),
                Properties = PropertyMarshaler.Marshal(Some.Inputs()),
                OldInputs = PropertyMarshaler.Marshal(Some.Inputs()),
            });
            return new(string.Empty, PropertyMap.Empty, PropertyMap.Empty, false, null, null);
        });
        await reached;

        binary.Terminate();

        await binary.EndAsync();
        var deleted = await deleting.WaitAsync(Patience);
        Assert.Equal(StatusCode.Cancelled, deleted.Code);
        Assert.Contains("stays in the state", deleted.Message);
    }

    [Fact]
    public async Task OfManyCreatesJustThoseAreRecordedThatTheCloudWasAskedFor()
    {
        const int count = 40;
        await using var engine = await WatchedEngine.StartAsync();
        await using var emulator = await StartEmulatorAsync();
        var region = emulator.Cloud.Region(TestProvider.Region);
        for (var i = 0; i < count; i++)
        {
            region.AddAddress($"eip-{i}", $"203.0.113.{i + 100}").AddInstance($"ein-{i}", $"10.0.1.{i}");
        }

        emulator.Cloud.HoldNextTasks(count);
        using var binary = await NativeBinary.StartAsync(engine.Address);
        var reached = Reached(emulator, until: "AssociateAddress", times: 10);
        await ConfigureAsync(binary, emulator);
        var creating = Enumerable.Range(0, count).Select(i => CreateAsync(binary, Some.Inputs($"eip-{i}", $"ein-{i}"))).ToList();
        await reached;

        binary.Terminate();

        await binary.EndAsync();
        var outcomes = await Task.WhenAll(creating).WaitAsync(Patience);
        Assert.All(outcomes, outcome => Assert.Equal(StatusCode.Cancelled, outcome.Code));
        Assert.Equal(
            emulator.Cloud.Tasks.Select(task => task.AddressId).Order(),
            outcomes.Where(outcome => outcome.Partial is not null).Select(outcome => outcome["addressId"]!).Order());
        Assert.InRange(emulator.Cloud.Tasks.Count, 10, count - 1);
    }

    [Theory]
    [InlineData(Ending.Interrupted)]
    [InlineData(Ending.Terminated)]
    [InlineData(Ending.StdinClosed)]
    public async Task AnEngineThatTakesNoLogLinesHoldsUpNeitherTheEndNorTheAnswers(Ending ending)
    {
        await using var engine = await WatchedEngine.StartAsync(HealthAnswer.Nothing);
        await using var emulator = await StartEmulatorAsync();
        emulator.Cloud.HoldNextTasks();
        using var binary = await NativeBinary.StartAsync(engine.Address);
        var creating = await BeginCreateAsync(binary, emulator, until: "DescribeAddresses", after: "AssociateAddress");

        await EndAsync(ending, binary, engine);

        Assert.Equal((0, string.Empty, string.Empty), await binary.EndAsync());
        Assert.Equal(Some.Id(), (await creating.WaitAsync(Patience)).Partial?.Id);
    }

    [Theory]
    [InlineData(HealthAnswer.Serving)]
    [InlineData(HealthAnswer.Unimplemented)]
    public async Task AnEngineThatAnswersAtAllIsAlive(HealthAnswer answer)
    {
        await using var engine = await WatchedEngine.StartAsync(answer);
        using var binary = await NativeBinary.StartAsync("-logtostderr", "-v=9", engine.Address);

        await engine.AskedThrice;

        Assert.Equal("0.1.0", (await binary.Client.GetPluginInfoAsync(new Empty())).Version);
    }

    [Fact]
    public async Task AProviderThatWasAttachedToOutlivesTheEngine()
    {
        await using var engine = await WatchedEngine.StartAsync();
        using var binary = await NativeBinary.StartAsync();
        await binary.Client.AttachAsync(new() { Address = engine.Address });
        await binary.Client.HandshakeAsync(new() { EngineAddress = engine.Address });

        binary.CloseStdin();
        await engine.DieAsync();

        await Assert.ThrowsAsync<TimeoutException>(() => binary.EndAsync());
        Assert.Equal("0.1.0", (await binary.Client.GetPluginInfoAsync(new Empty())).Version);
    }

    private static async Task EndAsync(Ending ending, NativeBinary binary, WatchedEngine engine)
    {
        switch (ending)
        {
            case Ending.Interrupted:
                binary.Interrupt();
                break;
            case Ending.Terminated:
                binary.Terminate();
                break;
            case Ending.StdinClosed:
                binary.CloseStdin();
                break;
            default:
                await engine.DieAsync();
                break;
        }
    }

    private static async Task<EmulatorHost> StartEmulatorAsync()
    {
        var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { RequestsPerSecond = null });
        Some.FillRegion(emulator.Cloud.AddRegion(TestProvider.Region));
        return emulator;
    }

    private static async Task ConfigureAsync(NativeBinary binary, EmulatorHost emulator) =>
        await binary.Client.ConfigureAsync(new() { Args = PropertyMarshaler.Marshal(Some.Configuration(emulator.Endpoint)) });

    private static async Task<Task<Outcome>> BeginCreateAsync(NativeBinary binary, EmulatorHost emulator, string until, string? after = null)
    {
        var reached = Reached(emulator, until, after);
        await ConfigureAsync(binary, emulator);
        var creating = CreateAsync(binary, Some.Inputs());
        await reached;
        return creating;
    }

    private static Task<Outcome> CreateAsync(NativeBinary binary, PropertyMap inputs) => Outcome.OfAsync(async () =>
    {
        var response = await binary.Client.CreateAsync(new() { Urn = Some.Urn("web"), Properties = PropertyMarshaler.Marshal(inputs) });
        return new(response.Id, PropertyMarshaler.Unmarshal(response.Properties), PropertyMap.Empty, false, null, null);
    });

    /// <summary>Ends when the API gets a call, the last of so many, after one of another action if that is given.</summary>
    private static Task Reached(EmulatorHost emulator, string until, string? after = null, int times = 1)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = after is null;
        emulator.Faults.Add(new Fault
        {
            Kind = FaultKind.Delay,
            Times = null,
            When = call =>
            {
                begun |= call.Action == after;
                if (begun && call.Action == until && --times == 0)
                {
                    reached.SetResult();
                }

                return false;
            },
        });
        return reached.Task.WaitAsync(Patience);
    }
}
