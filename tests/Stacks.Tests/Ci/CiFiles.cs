using System.Text.Json.Nodes;
using Stacks.Tests.Support;
using YamlDotNet.Serialization;

namespace Stacks.Tests.Ci;

/// <summary>What <c>examples/ci</c> holds.</summary>
internal static class CiFiles
{
    public static string Folder { get; } = Path.Combine(Example.Root, "ci");

    /// <summary>The actions that the policy for previews allows, in order.</summary>
    public static IReadOnlyList<string> PreviewPolicyActions() =>
    [
        .. JsonNode.Parse(Text("preview-policy.json"))!["statement"]!.AsArray().Single()!["action"]!.AsArray()
            .Select(action => action!.GetValue<string>()).Order(StringComparer.Ordinal),
    ];

    /// <summary>A job of the GitHub workflow.</summary>
    public static CiJob GitHub(string job)
    {
        var workflow = Read("github.yml");
        var definition = workflow["jobs"]![job]!;
        return new CiJob(
            [
                .. definition["steps"]!.AsArray().Where(step => step!["run"] is not null).Select(step => new CiStep(
                    Word(step!, "name"),
                    Exports(step!["env"]) + Word(step, "run"),
                    Always: (step["if"]?.ToString() ?? "").StartsWith("always()", StringComparison.Ordinal))),
            ],
            Variables(workflow["env"], definition["env"]));
    }

    /// <summary>A job of the GitLab pipeline, with what it takes over from the hidden one.</summary>
    public static CiJob GitLab(string job)
    {
        var pipeline = Read("gitlab.yml");
        var definition = pipeline[job]!;
        var hidden = pipeline[Word(definition, "extends")]!;
        CiStep[] after = definition["after_script"] is { } script ? [new("after_script", Lines(script), Always: true)] : [];
        return new CiJob(
            [new("script", Lines(hidden["before_script"]) + Lines(definition["script"]), Always: false), .. after],
            Variables(hidden["variables"], definition["variables"]));
    }

    /// <summary>A file's text.</summary>
    public static string Text(string file) => File.ReadAllText(Path.Combine(Folder, file));

    /// <summary>A YAML file.</summary>
    public static JsonNode Read(string file) => JsonNode.Parse(
        new SerializerBuilder().JsonCompatible().Build().Serialize(new DeserializerBuilder().Build().Deserialize<object>(Text(file))))!;

    private static Dictionary<string, string> Variables(params IEnumerable<JsonNode?> blocks) => blocks
        .SelectMany(block => block?.AsObject() ?? [])
        .ToDictionary(variable => variable.Key, variable => variable.Value!.ToString());

    // The one expression in use is the job's own token.
    private static string Exports(JsonNode? env) => string.Concat(Variables(env).Select(
        variable => $"export {variable.Key}='{variable.Value.Replace("${{ github.token }}", "made-up-token", StringComparison.Ordinal)}'\n"));

    private static string Lines(JsonNode? script) => string.Concat(script!.AsArray().Select(line => $"{line}\n"));

    private static string Word(JsonNode node, string key) => node[key]!.GetValue<string>();
}
