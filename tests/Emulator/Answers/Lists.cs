using System.Text.Json.Nodes;

namespace EcmEmulator.Answers;

/// <summary>A page of a list as the API writes it.</summary>
internal static class Lists
{
    public static JsonObject Page(string name, int total, IEnumerable<JsonObject> items) => new()
    {
        ["TotalCount"] = total,
        [name] = new JsonArray([.. items]),
    };
}
