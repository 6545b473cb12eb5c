using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Pulumirpc;
using Xunit;

namespace EcmProvider.Tests.Resources;

/// <summary>Diff compares inputs with inputs.</summary>
public sealed class DiffTests
{
    private static readonly PropertyMap State = Some.Inputs()
        .With("networkInterfaceId", PropertyValue.Of("eni-primary0"))
        .With("privateIpAddress", PropertyValue.Of("10.0.0.5"))
        .With("taskId", PropertyValue.Of("123"));

    [Fact]
    public async Task NothingDiffersWhenTheInputsAreTheSame()
    {
        var diff = await DiffAsync(Some.Inputs(), Some.Inputs());

        Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, diff.Changes);
        Assert.True(diff.HasDetailedDiff);
        Assert.False(diff.DeleteBeforeReplace);
        Assert.Empty(diff.DetailedDiff);
    }

    [Theory]
    [InlineData("ecmRegion", "ap-other-ecm")]
    [InlineData("addressId", "eip-99990000")]
    [InlineData("instanceId", "ein-99990000")]
    public async Task AChangedBindingReplacesDeletingFirst(string property, string value)
    {
        var diff = await DiffAsync(Some.Inputs(), Some.Inputs().With(property, PropertyValue.Of(value)));

        Assert.Equal([property], diff.Replaces);
        Assert.True(diff.DeleteBeforeReplace);
        Assert.Equal(PropertyDiff.Types.Kind.UpdateReplace, diff.DetailedDiff[property].Kind);
        Assert.True(diff.DetailedDiff[property].InputDiff);
    }

    [Theory]
    [InlineData("allowReassociation")]
    [InlineData("reallocateNormalPublicIp")]
    public async Task AChangedFlagUpdates(string property)
    {
        var diff = await DiffAsync(Some.Inputs(), Some.Inputs().With(property, PropertyValue.Of(true)));

        Assert.Empty(diff.Replaces);
        Assert.Equal(PropertyDiff.Types.Kind.Update, diff.DetailedDiff[property].Kind);
    }

    [Fact]
    public async Task AnotherKindOfTargetAddsAndDeletes()
    {
        var diff = await DiffAsync(Some.Inputs(), Some.EniInputs());

        Assert.Equal(PropertyDiff.Types.Kind.DeleteReplace, diff.DetailedDiff["instanceId"].Kind);
        Assert.Equal(PropertyDiff.Types.Kind.AddReplace, diff.DetailedDiff["networkInterfaceId"].Kind);
        Assert.Equal(PropertyDiff.Types.Kind.AddReplace, diff.DetailedDiff["privateIpAddress"].Kind);
    }

    [Fact]
    public async Task AValueThatBecameSecretIsNoDifference()
    {
        var diff = await DiffAsync(
            Some.Inputs(), Some.Inputs().With("addressId", new PropertyValue.Secret(PropertyValue.Of(Some.Eip))));

        Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, diff.Changes);
    }

    [Fact]
    public async Task AnUnknownTargetReplaces()
    {
        var diff = await DiffAsync(Some.Inputs(), Some.Inputs().With("instanceId", PropertyValue.UnknownValue));

        Assert.Equal(["instanceId"], diff.Replaces);
    }

    [Fact]
    public async Task WithoutOldInputsWhatWasResolvedIsNoChange()
    {
        await using var provider = await TestProvider.StartAsync();

        var diff = await provider.Client.DiffAsync(new()
        {
            Id = Some.Id(),
            Urn = Some.Urn("web"),
            Olds = PropertyMarshaler.Marshal(State),
            News = PropertyMarshaler.Marshal(Some.Inputs()),
        });

        Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, diff.Changes);
    }

    private static async Task<DiffResponse> DiffAsync(PropertyMap olds, PropertyMap news)
    {
        await using var provider = await TestProvider.StartAsync();
        return await provider.DiffAsync(Some.Id(), State, olds, news);
    }
}
