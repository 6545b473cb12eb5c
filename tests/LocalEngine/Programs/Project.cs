using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace LocalEngine.Programs;

/// <summary>A project: what <c>Pulumi.yaml</c> says.</summary>
public sealed class Project
{
    private readonly YamlMappingNode _document;

    private Project(string directory, YamlMappingNode document)
    {
        Directory = directory;
        _document = document;
        Document = (JsonObject)YamlText.ToJson(document)!;
        Name = Text(Document, "name") ?? throw new EngineException($"\"{FilePath}\" has no \"name\"; add one.");
        Runtime = Document["runtime"] switch
        {
            JsonObject runtime => Text(runtime, "name") ?? throw new EngineException($"\"{FilePath}\" has a \"runtime\" without a \"name\"."),
            JsonValue runtime => runtime.ToString(),
            _ => throw new EngineException($"\"{FilePath}\" has no \"runtime\"; name one of dotnet, nodejs and yaml."),
        };
        RuntimeOptions = (Document["runtime"] as JsonObject)?["options"] as JsonObject ?? [];
        Main = Text(Document, "main") ?? "";
    }

    /// <summary>The folder that <c>Pulumi.yaml</c> stands in.</summary>
    public string Directory { get; }

    /// <summary>The project's name.</summary>
    public string Name { get; }

    /// <summary>What runs it: <c>dotnet</c>, <c>nodejs</c> or <c>yaml</c>.</summary>
    public string Runtime { get; }

    /// <summary>The runtime's options; empty when there are none.</summary>
    public JsonObject RuntimeOptions { get; }

    /// <summary>The program's place relative to <see cref="Directory"/>; empty when it is there itself.</summary>
    public string Main { get; }

    /// <summary>The whole file.</summary>
    public JsonObject Document { get; }

    /// <summary>The folder the program runs in.</summary>
    public string ProgramDirectory
    {
        get
        {
            var main = Path.GetFullPath(Path.Combine(Directory, Main));
            return File.Exists(main) ? Path.GetDirectoryName(main)! : main;
        }
    }

    /// <summary>The folders of provider binaries (<c>plugins.providers</c>), by package.</summary>
    public IReadOnlyDictionary<string, string> PluginPaths =>
        ((Document["plugins"] as JsonObject)?["providers"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Where(p => Text(p, "name") is not null && Text(p, "path") is not null)
            .ToDictionary(p => Text(p, "name")!, p => Path.GetFullPath(Path.Combine(Directory, Text(p, "path")!)));

    private string FilePath => Path.Combine(Directory, "Pulumi.yaml");

    /// <summary>Reads <c>Pulumi.yaml</c> in a folder.</summary>
    /// <exception cref="EngineException">There is none, or it is not a project.</exception>
    public static Project Load(string directory)
    {
        directory = Path.GetFullPath(directory);
        var path = Path.Combine(directory, "Pulumi.yaml");
        return File.Exists(path)
            ? new Project(directory, YamlText.Load(path))
            : throw new EngineException($"There is no \"Pulumi.yaml\" in \"{directory}\"; name the stack's folder with --cwd.");
    }

    /// <summary>The configuration of a stack: the project's defaults, then <c>Pulumi.STACK.yaml</c>; full keys to text.</summary>
    /// <exception cref="EngineException">A value is encrypted, which this engine cannot open.</exception>
    public IReadOnlyDictionary<string, string> Config(string stack)
    {
        var config = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, node) in Entries(_document))
        {
            if (node is YamlMappingNode map)
            {
                if (Child(map, "value") is { } value)
                {
                    config[FullKey(key)] = ConfigText(key, value);
                }
                else if (Child(map, "default") is { } byDefault)
                {
                    config[FullKey(key)] = ConfigText(key, byDefault);
                }
            }
            else
            {
                config[FullKey(key)] = ConfigText(key, node);
            }
        }

        var path = Path.Combine(Directory, $"Pulumi.{stack}.yaml");
        if (File.Exists(path))
        {
            foreach (var (key, node) in Entries(YamlText.Load(path)))
            {
                config[FullKey(key)] = ConfigText(key, node);
            }
        }

        return config;
    }

    /// <summary>A key with its namespace; the project's own when it has none.</summary>
    public string FullKey(string key) => key.Contains(':', StringComparison.Ordinal) ? key : $"{Name}:{key}";

    internal static string? Text(JsonObject node, string key) => node[key] is JsonValue value ? value.ToString() : null;

    private static IEnumerable<(string Key, YamlNode Value)> Entries(YamlMappingNode document) =>
        (Child(document, "config") as YamlMappingNode)?.Children.Select(c => (c.Key.ToString(), c.Value)) ?? [];

    private static YamlNode? Child(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;

    private static string ConfigText(string key, YamlNode node)
    {
        if (node.AllNodes.OfType<YamlMappingNode>().Any(m => Child(m, "secure") is not null))
        {
            throw new EngineException(
                $"The configuration value \"{key}\" is encrypted (\"secure\"), which needs the pulumi CLI; give it with --secret {key}=VALUE " +
                "or --secret-env KEY=VARIABLE instead.");
        }

        return node is YamlScalarNode scalar ? scalar.Value ?? "" : YamlText.ToJson(node)!.ToJsonString(Protocol.Json.Compact);
    }
}
