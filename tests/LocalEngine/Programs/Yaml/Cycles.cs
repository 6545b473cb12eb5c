using System.Text.Json.Nodes;

namespace LocalEngine.Programs.Yaml;

/// <summary>Finds resources and variables that refer to each other in a circle, which would wait for ever.</summary>
internal static class Cycles
{
    /// <exception cref="EngineException">There is a circle; the message names it.</exception>
    public static void Refuse(JsonObject document)
    {
        var nodes = new Dictionary<string, JsonNode?>();
        foreach (var section in new[] { "variables", "resources" })
        {
            foreach (var (name, node) in document[section] as JsonObject ?? [])
            {
                nodes[name] = node;
            }
        }

        var done = new HashSet<string>();
        foreach (var name in nodes.Keys)
        {
            Visit(name, []);
        }

        void Visit(string name, List<string> path)
        {
            if (path.Contains(name))
            {
                throw new EngineException($"The program refers to itself in a circle: {string.Join(" → ", path)} → {name}.");
            }

            if (!nodes.TryGetValue(name, out var node) || done.Contains(name))
            {
                return;
            }

            path.Add(name);
            foreach (var next in References(node))
            {
                Visit(next, path);
            }

            path.RemoveAt(path.Count - 1);
            done.Add(name);
        }
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(m => References(m.Value)),
        JsonArray list => list.SelectMany(References),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String =>
            Interpolation.Parse(value.GetValue<string>()).Where(p => p.Literal is null).Select(p => p.Path[0]),
        _ => [],
    };
}
