using EcmProvider.ModelTests.Histories;
using EcmProvider.ModelTests.World;
using Xunit;

namespace EcmProvider.ModelTests.Found;

/// <summary>One resource of the program leaves a binding, and another one of the same program takes it over, in one update.</summary>
[Collection(LabTests.Name)]
public sealed class TakenOverBindingTests(WarmLab warm)
{
    [Fact]
    public async Task What_one_resource_leaves_and_another_takes_over_stays_bound()
    {
        var before = new Wanted("c", "eip-1", Region.Places[3], Timeout: 30);

        Assert.Empty(await Playing.PlayAsync(
            warm,
            detectsDrift: false,
            Playing.Up(1, before),
            Playing.Up(3, before with { Eip = "eip-2", Place = Region.Places[0] }, before with { Name = "d" })));
    }

    [Fact]
    public async Task What_is_taken_over_stays_bound_when_its_delete_is_refused_at_first()
    {
        var one = new Wanted("a", "eip-1", Region.Places[1], Timeout: 30);
        var two = new Wanted("b", "eip-2", Region.Places[0], Timeout: 30);

        Assert.Empty(await Playing.PlayAsync(
            warm,
            detectsDrift: true,
            Playing.Up(1, one, two),
            new TroubleStep(new(TroubleKind.InternalErrorBefore, "DisassociateAddress", 3, 0)),
            Playing.Up(3, one with { Eip = "eip-2", Place = Region.Places[0] }, two with { Eip = "eip-4", Place = Region.Places[1] })));
    }
}
