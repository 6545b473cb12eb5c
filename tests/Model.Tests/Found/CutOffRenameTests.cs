using EcmProvider.ModelTests.Histories;
using EcmProvider.ModelTests.World;
using Xunit;

namespace EcmProvider.ModelTests.Found;

/// <summary>A rename without an alias is a Create and then a Delete; a run can end between the two.</summary>
[Collection(LabTests.Name)]
public sealed class CutOffRenameTests(WarmLab warm)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_run_after_a_rename_that_was_cut_off_keeps_the_association(bool detectsDrift)
    {
        var other = new Wanted("b", "eip-2", Region.Places[1], Timeout: 30);
        var before = new Wanted("c", "eip-3", Region.Places[5], Timeout: 30);
        var after = before with { Name = "d" };

        // The other one is moved meanwhile, which takes long enough for Ctrl-C to come before the deletes.
        Assert.Empty(await Playing.PlayAsync(
            warm,
            detectsDrift,
            Playing.Up(3, other, before),
            Playing.Up(3, new Interruption(Disturbance.Cancel, 1000), other with { Place = Region.Places[3] }, after)));
    }
}
