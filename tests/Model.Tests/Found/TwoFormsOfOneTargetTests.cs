using EcmProvider.ModelTests.Histories;
using EcmProvider.ModelTests.World;
using Xunit;

namespace EcmProvider.ModelTests.Found;

/// <summary>An instance, and the primary private IP of its primary ENI, are one target under two ids.</summary>
[Collection(LabTests.Name)]
public sealed class TwoFormsOfOneTargetTests(WarmLab warm)
{
    [Fact]
    public async Task A_rename_that_also_names_the_target_by_the_other_form_keeps_the_association()
    {
        var instance = new Wanted("a", "eip-1", Region.Places[0]);
        var eni = new Wanted("b", "eip-1", Region.Places[^1]);

        Assert.Empty(await Playing.PlayAsync(warm, true, Playing.Up(2, instance), Playing.Up(2, eni)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_unfinished_association_replaced_by_the_other_form_is_not_unbound_by_the_delete_that_follows(bool detectsDrift)
    {
        var instance = new Wanted("a", "eip-1", Region.Places[0], Allow: true, Timeout: 29);

        Assert.Empty(await Playing.PlayAsync(
            warm,
            detectsDrift,
            new TroubleStep(new(TroubleKind.TokenExpired, "DescribeNetworkInterfaces", 4, 0)),
            Playing.Up(1, instance),
            Playing.Up(1, instance with { Place = Region.Places[^1], CreateFirst = true })));
    }
}
