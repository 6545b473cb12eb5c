using System.Text.Json.Nodes;
using Xunit;

namespace EcmProvider.Tests.Traces;

/// <summary>What the comparison of replies sees, and what it overlooks on purpose.</summary>
public sealed class ShapeTests
{
    private const string Unknown = "\"04da6b54-80e4-46f7-96ec-b56ff0331ba9\"";
    private const string Secret =
        """{ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "eip-1" }""";

    [Theory]
    [InlineData("""{ "ip": "a" }""", """{ "ip": "b" }""", "p.ip", "\"a\"", "\"b\"")]
    [InlineData("""{ "ip": "a" }""", "{ }", "p.ip", "\"a\"", "absent")]
    [InlineData("""{ "on": false }""", "{ }", "p.on", "false", "absent")]
    [InlineData("{ }", """{ "mbps": 5 }""", "p.mbps", "absent", "5")]
    [InlineData("""{ "mbps": 5 }""", """{ "mbps": "5" }""", "p.mbps", "5", "\"5\"")]
    [InlineData($$"""{ "ip": {{Unknown}} }""", """{ "ip": "a" }""", "p.ip", "unknown", "\"a\"")]
    [InlineData($$"""{ "eip": {{Secret}} }""", """{ "eip": "eip-1" }""", "p.eip", "secret \"eip-1\"", "\"eip-1\"")]
    [InlineData("""{ "diffs": ["a"] }""", """{ "diffs": ["a", "b"] }""", "p.diffs", """["a"]""", """["a","b"]""")]
    public void SeesWhatIsNotTheSame(string recorded, string real, string path, string was, string @is)
    {
        var deviations = Shape.Compare(Reply(recorded), Reply(real));

        Assert.Contains(new Deviation(path, was, @is), deviations);
    }

    [Fact]
    public void SeesAFailureOfAnotherProperty()
    {
        var deviations = Shape.Compare(
            Json("""{ "failures": [{ "property": "a", "reason": "x" }] }"""),
            Json("""{ "failures": [{ "property": "b", "reason": "x" }] }"""));

        Assert.Contains(deviations, deviation => deviation is { Path: "failures[a].reason", Real: "absent" });
        Assert.Contains(deviations, deviation => deviation is { Path: "failures[b].reason", Recorded: "absent" });
    }

    [Fact]
    public void SeesThatACallFailsThatDidNot() => Assert.Equal(
        [new Deviation("error", "absent", "NotFound")],
        Shape.Compare(Reply("""{ "ip": "a" }"""), Json("""{ "error": "NotFound" }""")));

    [Fact]
    public void SeesThatACallSucceedsThatFailed() => Assert.Equal(
        [new Deviation("error", "NotFound", "absent")],
        Shape.Compare(Json("""{ "error": "NotFound" }"""), Reply("""{ "ip": "a" }""")));

    [Fact]
    public void SeesAnotherCodeAndWhatIsLeftUnfinished()
    {
        var deviations = Shape.Compare(
            Json("""{ "error": "Unknown" }"""), Json("""{ "error": "Cancelled", "initFailed": { "id": "x" } }"""));

        Assert.Equal([new("error", "Unknown", "Cancelled"), new("initFailed.id", "absent", "\"x\"")], deviations);
    }

    [Theory]
    [InlineData("""{ "reasons": ["one thing"] }""", """{ "reasons": ["another", "and more"] }""")]
    [InlineData("""{ "diffs": ["b", "a"] }""", """{ "diffs": ["a", "b"] }""")]
    public void OverlooksTextsForPeopleAndTheOrderOfSets(string recorded, string real) =>
        Assert.Empty(Shape.Compare(Reply(recorded), Reply(real)));

    private static JsonObject Reply(string properties) => new() { ["p"] = Json(properties) };

    private static JsonObject Json(string json) => JsonNode.Parse(json)!.AsObject();
}
