using EcmProvider.ModelTests.Histories;
using EcmProvider.ModelTests.World;
using Xunit;

namespace EcmProvider.ModelTests.Found;

/// <summary>What is replaced create-first is deleted at the end of the run, or of a later one when that run was cut off.</summary>
[Collection(LabTests.Name)]
public sealed class CreateFirstTests(WarmLab warm)
{
    [Fact]
    public async Task A_target_named_by_its_other_form_stays_bound_when_the_association_is_replaced_create_first()
    {
        var instance = new Wanted("d", "eip-1", Region.Places[0], Timeout: 43, CreateFirst: true);

        Assert.Empty(await Playing.PlayAsync(
            warm, true, Playing.Up(1, instance), Playing.Up(1, instance with { Place = Region.Places[^1] })));
    }

    [Fact]
    public async Task The_delete_left_over_by_a_forced_replacement_does_not_unbind_what_had_to_be_made_again()
    {
        var replaced = new Wanted("c", "eip-4", Region.Places[3], Timeout: 30);
        var failing = new Wanted("d", "eip-3", Region.Places[5], Timeout: 5);

        Assert.Empty(await Playing.PlayAsync(
            warm,
            true,
            Playing.Up(1, replaced),
            new TroubleStep(new(TroubleKind.TaskHangs, null, 1, 0)),
            Playing.Up(2, replaced, failing) with { Force = "c" },
            new PeopleStep(new(PeopleDo.Unbind, "eip-4", Region.Places[3]))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_delete_left_over_by_a_forced_replacement_that_was_cut_off_does_not_unbind_what_replaced_it(bool detectsDrift)
    {
        var replaced = new Wanted("c", "eip-4", Region.Places[3], Timeout: 30);
        var failing = new Wanted("d", "eip-3", Region.Places[5], Timeout: 5);

        Assert.Empty(await Playing.PlayAsync(
            warm,
            detectsDrift,
            Playing.Up(1, replaced),
            new TroubleStep(new(TroubleKind.TaskHangs, null, 1, 0)),
            Playing.Up(2, replaced, failing) with { Force = "c" }));
    }
}
