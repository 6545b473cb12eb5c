using System.Text.Json.Nodes;
using Xunit;

namespace Sdk.Tests.Schema;

public sealed class SdkMatchesSchemaTests
{
    private static readonly Shape Sdk = SdkShape.Of(typeof(Pulumi.Ecm.EipAssociation).Assembly);

    [Fact]
    public void TheSdkHasAllThatTheSchemaDeclaresAndNothingElse() =>
        Assert.Empty(Shape.Differences(SchemaShape.Of(Schema()), Sdk));

    [Theory]
    [InlineData("resource ecm:index:EipAssociation input addressId")]
    [InlineData("resource ecm:index:EipAssociation output bandwidth")]
    [InlineData("function ecm:index:getAddresses input filters")]
    [InlineData("function ecm:index:getNetworkInterfaces plain input networkInterfaceIds")]
    [InlineData("function ecm:index:getAddress result isArrears")]
    [InlineData("type PrivateIp as output publicIpAddress")]
    [InlineData("type Filter as plain input values")]
    [InlineData("type AssumeRoleWithWebIdentity as configuration webIdentityToken")]
    [InlineData("provider input secretKey")]
    [InlineData("config detectDrift")]
    public void TheComparisonReachesEveryCorner(string path) => Assert.Contains(path, Sdk.Paths);

    [Theory]
    [InlineData("resources/ecm:index:EipAssociation/properties/taskId")]
    [InlineData("resources/ecm:index:EipAssociation/inputProperties/ecmRegion")]
    [InlineData("functions/ecm:index:getAddress/inputs/properties/addressIp")]
    [InlineData("functions/ecm:index:getAddress/outputs/properties/payMode")]
    [InlineData("types/ecm:index:PrivateIp/properties/state")]
    [InlineData("types/ecm:index:AssumeRole/properties/policy")]
    [InlineData("config/variables/profile")]
    [InlineData("provider/inputProperties/profile")]
    [InlineData("resources/ecm:index:EipAssociation")]
    [InlineData("functions/ecm:index:getAddress")]
    public void WhatTheSchemaDoesNotDeclareIsReported(string path) =>
        AssertReported("only in the SDK", path, (parent, name) => parent.Remove(name));

    [Theory]
    [InlineData("resources/ecm:index:EipAssociation/properties/taskId")]
    [InlineData("resources/ecm:index:EipAssociation/inputProperties/ecmRegion")]
    [InlineData("functions/ecm:index:getAddress/inputs/properties/addressIp")]
    [InlineData("functions/ecm:index:getAddress/outputs/properties/payMode")]
    [InlineData("types/ecm:index:PrivateIp/properties/state")]
    [InlineData("types/ecm:index:Filter/properties/name")]
    [InlineData("config/variables/profile")]
    [InlineData("provider/inputProperties/profile")]
    public void WhatTheSdkLacksIsReported(string path) =>
        AssertReported("missing in the SDK", path, (parent, name) => parent["added"] = parent[name]!.DeepClone(), "added");

    [Theory]
    [InlineData("resources/ecm:index:EipAssociation/properties/bandwidth")]
    [InlineData("resources/ecm:index:EipAssociation/inputProperties/ecmRegion")]
    [InlineData("functions/ecm:index:getAddresses/inputs/properties/ecmRegion")]
    [InlineData("functions/ecm:index:getAddress/outputs/properties/isBlocked")]
    [InlineData("types/ecm:index:PrivateIp/properties/state")]
    [InlineData("types/ecm:index:AssumeRole/properties/sessionDuration")]
    [InlineData("config/variables/maxRetries")]
    [InlineData("provider/inputProperties/previewValidation")]
    public void AnotherTypeIsReported(string path) =>
        AssertReported("different", path, (parent, name) => parent[name]!["type"] = "number");

    [Theory]
    [InlineData("functions/ecm:index:getAddresses/inputs/properties/addressIds")]
    [InlineData("functions/ecm:index:getNetworkInterfaces/inputs/properties/networkInterfaceIds")]
    [InlineData("provider/inputProperties/allowedAccountIds")]
    [InlineData("config/variables/allowedAccountIds")]
    public void AnotherTypeOfTheElementsIsReported(string path) =>
        AssertReported("different", path, (parent, name) => parent[name]!["items"] = new JsonObject { ["type"] = "integer" });

    [Theory]
    [InlineData("resources/ecm:index:EipAssociation", "requiredInputs", "addressId")]
    [InlineData("resources/ecm:index:EipAssociation", "required", "addressIp")]
    [InlineData("functions/ecm:index:getAddress/outputs", "required", "addressStatus")]
    [InlineData("types/ecm:index:AssumeRole", "required", "roleArn")]
    [InlineData("types/ecm:index:Filter", "required", "values")]
    [InlineData("types/ecm:index:NetworkInterface", "required", "primary")]
    public void AFlippedRequiredFlagIsReported(string path, string list, string property) => AssertReported(
        "different",
        path,
        (parent, name) => parent[name]![list] = new JsonArray(
            [.. parent[name]![list]!.AsArray().Select(entry => entry!.DeepClone()).Where(entry => entry.GetValue<string>() != property)]),
        property);

    [Theory]
    [InlineData("resources/ecm:index:EipAssociation", "requiredInputs", "instanceId")]
    [InlineData("resources/ecm:index:EipAssociation", "required", "taskId")]
    [InlineData("functions/ecm:index:getAddress/outputs", "required", "bandwidth")]
    [InlineData("types/ecm:index:AssumeRole", "required", "policy")]
    public void AnOptionalPropertyThatIsRequiredIsReported(string path, string list, string property) => AssertReported(
        "different", path, (parent, name) => parent[name]![list]!.AsArray().Add(property), property);

    [Theory]
    [InlineData("provider/inputProperties/secretKey", false)]
    [InlineData("provider/inputProperties/profile", true)]
    [InlineData("provider/inputProperties/allowedAccountIds", true)]
    [InlineData("types/ecm:index:AssumeRoleWithWebIdentity/properties/webIdentityToken", false)]
    [InlineData("types/ecm:index:AssumeRole/properties/sessionDuration", true)]
    [InlineData("resources/ecm:index:EipAssociation/inputProperties/instanceId", true)]
    [InlineData("resources/ecm:index:EipAssociation/properties/taskId", true)]
    public void AFlippedSecretFlagIsReported(string path, bool isSecret) =>
        AssertReported("different", path, (parent, name) => parent[name]!["secret"] = isSecret);

    [Fact]
    public void AnotherDefaultIsReported() => AssertReported(
        "different",
        "resources/ecm:index:EipAssociation/inputProperties/allowReassociation",
        (parent, name) => parent[name]!["default"] = true);

    [Fact]
    public void AnotherVersionIsReported() =>
        AssertReported("different", "version", (parent, name) => parent[name] = "0.2.0");

    private static void AssertReported(string kind, string path, Action<JsonObject, string> mutate, string? subject = null)
    {
        var schema = Schema();
        var steps = path.Split('/');
        mutate(steps[..^1].Aggregate(schema, (node, step) => node[step]!).AsObject(), steps[^1]);

        var differences = Shape.Differences(SchemaShape.Of(schema), Sdk);

        Assert.NotEmpty(differences);
        Assert.All(differences, difference => Assert.StartsWith(kind, difference, StringComparison.Ordinal));
        Assert.All(differences, difference => Assert.Contains(subject ?? steps[^1], difference, StringComparison.Ordinal));
    }

    private static JsonNode Schema()
    {
        using var stream = typeof(SdkMatchesSchemaTests).Assembly.GetManifestResourceStream("schema.json")!;
        return JsonNode.Parse(stream)!;
    }
}
