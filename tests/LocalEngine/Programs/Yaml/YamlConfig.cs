using System.Globalization;
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using LocalEngine.Protocol;

namespace LocalEngine.Programs.Yaml;

/// <summary>Configuration values a YAML program refers to by name, with the type that its <c>config</c> section gives them.</summary>
internal sealed class YamlConfig(JsonObject document, Project project, ProgramContext context)
{
    /// <summary>The value; null when the program declares no such configuration and the stack has none.</summary>
    public Evaluated? Find(string name)
    {
        var declared = (document["config"] as JsonObject ?? document["configuration"] as JsonObject ?? [])[name] as JsonObject;
        var key = project.FullKey(name);
        if (!context.Config.TryGetValue(key, out var text))
        {
            return declared is null ? null : declared["default"] is { } byDefault
                ? Evaluated.Plain(Json.ToValue(byDefault))
                : throw new EngineException($"The configuration value \"{key}\" is missing; give it with --config {key}=VALUE.");
        }

        var type = (declared is null ? null : Project.Text(declared, "type"))?.ToLowerInvariant() ?? "string";
        var value = type switch
        {
            "string" => Value.ForString(text),
            "number" or "integer" or "int" => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? Value.ForNumber(number)
                : throw new EngineException($"The configuration value \"{key}\" is \"{text}\", which is not a number; correct it."),
            "boolean" => text switch
            {
                "true" => Value.ForBool(true),
                "false" => Value.ForBool(false),
                _ => throw new EngineException($"The configuration value \"{key}\" is \"{text}\"; write true or false."),
            },
            _ => Json.ToValue(JsonNode.Parse(text)),
        };
        var secret = context.SecretConfigKeys.Contains(key) || (declared?["secret"]?.GetValue<bool>() ?? false);
        return Evaluated.Plain(secret ? Values.Secret(value) : value);
    }
}
