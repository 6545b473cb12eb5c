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

    public Lab Lab { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Lab = await Lab.StartAsync();
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
