using EcmProvider.Protocol.Values;
using EcmProvider.Resources;
using EcmProvider.Tests.Support;
using Xunit;

namespace EcmProvider.Tests.Resources;

/// <summary>Check collects all failures, each with its property.</summary>
public sealed class CheckTests
{
    private static readonly PropertyMap Instance =
        Some.Map(("addressId", PropertyValue.Of(Some.Eip)), ("instanceId", PropertyValue.Of(Some.Instance)));

    [Fact]
    public void FillsInTheDefaults()
    {
        var result = AssociationCheck.Check(Instance, TestProvider.Region);

        Assert.Empty(result.Failures);
        Assert.Equal(Some.Inputs(), result.Inputs);
    }

    [Fact]
    public void UnknownValuesPassAndStayUnknown()
    {
        var result = AssociationCheck.Check(Instance.With("instanceId", PropertyValue.UnknownValue), TestProvider.Region);

        Assert.Empty(result.Failures);
        Assert.Equal(PropertyValue.UnknownValue, result.Inputs["instanceId"]);
    }

    [Fact]
    public void SecretsAndOutputsStayWhatTheyAre()
    {
        var secret = new PropertyValue.Secret(PropertyValue.Of(Some.Eip));
        var output = new PropertyValue.Output(PropertyValue.Of(Some.Instance), false, ["urn:1"]);

        var result = AssociationCheck.Check(Some.Map(("addressId", secret), ("instanceId", output)), TestProvider.Region);

        Assert.Empty(result.Failures);
        Assert.Equal(secret, result.Inputs["addressId"]);
        Assert.Equal(output, result.Inputs["instanceId"]);
    }

    [Fact]
    public void ABadSecretIsNotShown()
    {
        var result = AssociationCheck.Check(
            Instance.With("addressId", new PropertyValue.Secret(PropertyValue.Of("top secret"))), TestProvider.Region);

        var failure = Assert.Single(result.Failures);
        Assert.StartsWith("[secret] must not contain white space", failure.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("instanceId", "", "must not be empty")]
    [InlineData("instanceId", "ein 1", "white space")]
    [InlineData("instanceId", "ein/1", "slashes")]
    [InlineData("addressId", "eip\u0007", "control characters")]
    [InlineData("ecmRegion", "ap xian", "white space")]
    [InlineData("privateIpAddress", "10.0.0", "is an incomplete IPv4 address: it has 3 of 4 numbers")]
    [InlineData("privateIpAddress", "fe80::1", "is an IPv6 address")]
    [InlineData("privateIpAddress", "010.0.0.7", "is not an IPv4 address")]
    public void ABadTextIsAFailureOfItsProperty(string property, string value, string reason)
    {
        var result = AssociationCheck.Check(Some.EniInputs().With(property, PropertyValue.Of(value)), null);

        Assert.Contains(result.Failures, failure => failure.Property == property && failure.Reason.Contains(reason));
    }

    [Theory]
    [InlineData("instanceId")]
    [InlineData("addressId")]
    [InlineData("allowReassociation")]
    public void AWrongTypeIsAFailureOfItsProperty(string property)
    {
        var result = AssociationCheck.Check(Instance.With(property, PropertyValue.Of(5)), TestProvider.Region);

        Assert.Equal(property, Assert.Single(result.Failures).Property);
    }

    [Theory]
    [InlineData("ins-11112222")]
    [InlineData("ein-3nqpdn3i")]
    [InlineData("whatever")]
    public void NoPrefixIsRefused(string instance) =>
        Assert.Empty(AssociationCheck.Check(Instance.With("instanceId", PropertyValue.Of(instance)), TestProvider.Region).Failures);

    [Theory]
    [InlineData("instanceID", "did you mean instanceId?")]
    [InlineData("adressId", "did you mean addressId?")]
    [InlineData("allowReasociation", "did you mean allowReassociation?")]
    [InlineData("colour", "it has ecmRegion, addressId")]
    public void AnUnknownKeySuggestsTheNearestName(string key, string suggestion)
    {
        var result = AssociationCheck.Check(Instance.With(key, PropertyValue.Of("x")), TestProvider.Region);

        var failure = Assert.Single(result.Failures);
        Assert.Equal(key, failure.Property);
        Assert.Contains(suggestion, failure.Reason);
    }

    [Fact]
    public void TheEnginesOwnKeysAreCarriedAlong()
    {
        var result = AssociationCheck.Check(Instance.With("__defaults", new PropertyValue.Array([])), TestProvider.Region);

        Assert.Empty(result.Failures);
        Assert.True(result.Inputs.ContainsKey("__defaults"));
    }

    [Fact]
    public void AllFailuresAreToldAtOnce()
    {
        var result = AssociationCheck.Check(
            Some.Map(("instanceId", PropertyValue.Of("a b")), ("networkInterfaceId", PropertyValue.Of("eni-1"))), null);

        Assert.Equal(
            ["addressId", "ecmRegion", "instanceId", "networkInterfaceId", "privateIpAddress"],
            result.Failures.Select(failure => failure.Property).Order());
    }

    [Theory]
    [InlineData(true, true, true, new[] { "networkInterfaceId" })]
    [InlineData(true, true, false, new[] { "networkInterfaceId", "privateIpAddress" })]
    [InlineData(true, false, true, new[] { "privateIpAddress" })]
    [InlineData(false, true, false, new[] { "privateIpAddress" })]
    [InlineData(false, false, true, new[] { "networkInterfaceId" })]
    [InlineData(false, false, false, new[] { "instanceId" })]
    [InlineData(true, false, false, new string[0])]
    [InlineData(false, true, true, new string[0])]
    public void ExactlyOneTargetIsNeeded(bool instance, bool eni, bool ip, string[] failing)
    {
        var inputs = Some.Map(("addressId", PropertyValue.Of(Some.Eip)));
        inputs = instance ? inputs.With("instanceId", PropertyValue.Of(Some.Instance)) : inputs;
        inputs = eni ? inputs.With("networkInterfaceId", PropertyValue.Of(Some.Eni)) : inputs;
        inputs = ip ? inputs.With("privateIpAddress", PropertyValue.Of(Some.PrivateIp)) : inputs;

        var result = AssociationCheck.Check(inputs, TestProvider.Region);

        Assert.Equal(failing, result.Failures.Select(failure => failure.Property));
    }
}
