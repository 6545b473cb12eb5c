using CsCheck;
using EcmProvider.ModelTests.Histories;
using EcmProvider.ModelTests.Judging;
using Xunit;

namespace EcmProvider.ModelTests.World;

/// <summary>
/// The lab that all tests share, once some histories have been played in it: a method that is compiled for the first time looks idle
/// to the virtual clock, which would then run ahead.
/// </summary>
public sealed class WarmLab : IAsyncLifetime
{
    private const uint Histories = 4;

    // The long way through the provider's errors, which loads assemblies that nothing else does.
    private static readonly History Unfinished = new(true,
    [
        new TroubleStep(new(TroubleKind.TaskHangs, null, 4, 0)),
        new RunStep(RunKind.Up, [new("a", "eip-1", Region.Places[0], Timeout: 5)], 1, []),
        new RunStep(RunKind.Up, [new("b", "eip-2", Region.Places[0], Timeout: 5)], 1, []),
        new RunStep(RunKind.Destroy, [], 1, [new(Disturbance.Cancel, 1000)]),
    ]);

    public Lab Lab { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Lab = await Lab.StartAsync();
        await Stage.PlayAsync(Lab, Unfinished);
        for (var number = 0u; number < Histories; number++)
        {
            await Stage.PlayAsync(Lab, RandomHistory.Any.Generate(new PCG(number, 1), null, out _));
        }
    }

    public ValueTask DisposeAsync() => Lab.DisposeAsync();
}

/// <summary>The tests that share the lab, one after the other: their clock is driven by what is idle.</summary>
[CollectionDefinition(Name)]
public sealed class LabTests : ICollectionFixture<WarmLab>
{
    public const string Name = "lab";
}
