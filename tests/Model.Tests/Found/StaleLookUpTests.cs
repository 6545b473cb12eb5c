using EcmProvider.ModelTests.Histories;
using EcmProvider.ModelTests.World;
using Xunit;

namespace EcmProvider.ModelTests.Found;

/// <summary>A look-up of several calls is as old as its first one: what it shows can be gone when its last one is answered.</summary>
[Collection(LabTests.Name)]
public sealed class StaleLookUpTests(WarmLab warm)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task A_binding_that_another_resource_releases_during_a_slow_look_up_is_not_adopted(int parallel)
    {
        var left = new Wanted("d", "eip-2", Region.Places[1], Timeout: 30);
        var taker = left with { Name = "c" };
        var moved = left with { Eip = "eip-4", Place = Region.Places[2] };

        Assert.Empty(await Playing.PlayAsync(
            warm,
            detectsDrift: false,
            Playing.Up(1, left),
            new TroubleStep(new(TroubleKind.DelayRequest, "DescribeNetworkInterfaces", 1, 4.9)),
            Playing.Up(parallel, taker, moved)));
    }

    [Fact]
    public async Task A_delete_right_after_a_create_without_a_task_id_is_not_fooled_by_look_ups_that_lag()
    {
        var lost = new Wanted("b", "eip-2", Region.Places[4], Timeout: 11);

        Assert.Empty(await Playing.PlayAsync(
            warm,
            false,
            new TroubleStep(new(TroubleKind.InternalErrorAfter, "AssociateAddress", 2, 0)),
            Playing.Up(1, lost),
            new TroubleStep(new(TroubleKind.Lag, null, 1, 2.5)),
            Playing.Up(1)));
    }
}
