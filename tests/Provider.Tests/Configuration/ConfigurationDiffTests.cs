using EcmProvider.Configuration;
using EcmProvider.Protocol.Values;
using EcmProvider.Resources;
using EcmProvider.Tests.Support;
using Pulumirpc;
using Xunit;
using static EcmProvider.Tests.Functions.Invoking;
using DiffKind = EcmProvider.Resources.DiffKind;

namespace EcmProvider.Tests.Configuration;

/// <summary>What a change of the provider's configuration does to it.</summary>
public sealed class ConfigurationDiffTests
{
    private static readonly (string Name, PropertyValue Value) Key = ("secretKey", Text("old"));

    [Theory]
    [InlineData("secretId")]
    [InlineData("secretKey")]
    [InlineData("securityToken")]
    [InlineData("profile")]
    [InlineData("camRoleName")]
    [InlineData("stsEndpoint")]
    [InlineData("ecmRegion")]
    [InlineData("maxRetries")]
    [InlineData("version")]
    public void AnythingButTheEndpointUpdatesTheProvider(string name)
    {
        Assert.Equal([new(name, DiffKind.Update, false)], Compare([(name, Text("old"))], [(name, Text("new"))]));
        Assert.Equal([new(name, DiffKind.Add, false)], Compare([], [(name, Text("new"))]));
        Assert.Equal([new(name, DiffKind.Delete, false)], Compare([(name, Text("old"))], []));
    }

    [Fact]
    public void AnotherEndpointReplacesTheProvider() => Assert.Equal(
        [new("endpoint", DiffKind.Update, true), new("secretKey", DiffKind.Delete, false)],
        Compare([("endpoint", Text("http://127.0.0.1:1")), Key], [("endpoint", Text("http://127.0.0.1:2"))]));

    [Theory]
    [InlineData("https://ecm.tencentcloudapi.com", null)]
    [InlineData(null, "https://ecm.tencentcloudapi.com/")]
    [InlineData("https://ECM.tencentcloudapi.com", "https://ecm.tencentcloudapi.com:443/")]
    public void TheSameEndpointWrittenOtherwiseReplacesNothing(string? before, string? after) =>
        Assert.DoesNotContain(Compare([("endpoint", PropertyValue.Of(before))], [("endpoint", PropertyValue.Of(after))]), change => change.Replaces);

    [Fact]
    public void AnEndpointThatIsNotKnownYetMayBeAnother() => Assert.Equal(
        [new("endpoint", DiffKind.Update, true)],
        Compare([("endpoint", Text("http://127.0.0.1:1"))], [("endpoint", PropertyValue.UnknownValue)]));

    [Fact]
    public void AValueAndItsTextAreTheSame() => Assert.Empty(Compare(
        [
            ("maxRetries", Text("5")), ("detectDrift", Text("false")), ("allowedAccountIds", Text("[\"1\",\"2\"]")), ("profile", Text("")),
            ("assumeRole", Text("{\"roleArn\":\"a\",\"sessionDuration\":900}")),
        ],
        [
            ("maxRetries", PropertyValue.Of(5)), ("detectDrift", PropertyValue.Of(false)), ("allowedAccountIds", Texts("1", "2")),
            ("assumeRole", new PropertyValue.Secret(Role(("sessionDuration", PropertyValue.Of(900))))), ("__internal", Text("x")),
        ]));

    [Fact]
    public void InsideABlockEachPropertyIsAChangeOfItsOwn() => Assert.Equal(
        [new("assumeRole.externalId", DiffKind.Add, false), new("assumeRole.sessionDuration", DiffKind.Update, false)],
        Compare(
            [("assumeRole", Text("{\"roleArn\":\"a\",\"sessionDuration\":900}"))],
            [("assumeRole", Role(("sessionDuration", PropertyValue.Of(901)), ("externalId", Text("x"))))]));

    [Fact]
    public async Task TheEngineIsToldInDetailAndNoValues()
    {
        await using var provider = await TestProvider.StartUnconfiguredAsync();
        var request = new DiffRequest
        {
            OldInputs = PropertyMarshaler.Marshal(Some.Map(("secretKey", Text("old-secret")), ("endpoint", Text("http://127.0.0.1:1")))),
            News = PropertyMarshaler.Marshal(Some.Map(("secretKey", Text("new-secret")), ("endpoint", Text("http://127.0.0.1:2")))),
        };

        var diff = await provider.Client.DiffConfigAsync(request, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(DiffResponse.Types.DiffChanges.DiffSome, diff.Changes);
        Assert.Equal(["endpoint", "secretKey"], diff.Diffs);
        Assert.Equal(["endpoint"], diff.Replaces);
        Assert.False(diff.DeleteBeforeReplace);
        Assert.True(diff.HasDetailedDiff);
        Assert.Equal(PropertyDiff.Types.Kind.UpdateReplace, diff.DetailedDiff["endpoint"].Kind);
        Assert.Equal(PropertyDiff.Types.Kind.Update, diff.DetailedDiff["secretKey"].Kind);
        Assert.DoesNotContain("-secret", diff.ToString());
    }

    private static IReadOnlyList<PropertyChange> Compare((string, PropertyValue)[] olds, (string, PropertyValue)[] news) =>
        ConfigurationDiff.Compare(Some.Map(olds), Some.Map(news)).Changes;

    private static PropertyValue.Object Role(params (string Name, PropertyValue Value)[] more) => new(Some.Map([("roleArn", Text("a")), .. more]));
}
