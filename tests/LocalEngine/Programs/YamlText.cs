using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LocalEngine.Programs;

/// <summary>YAML files as JSON nodes: plain scalars get their type, quoted ones stay text.</summary>
internal static class YamlText
{
    /// <summary>The document of a file; empty for an empty file.</summary>
    /// <exception cref="EngineException">It is not YAML, or not a mapping.</exception>
    public static YamlMappingNode Load(string path)
    {
        try
        {
            var stream = new YamlStream();
            using var reader = File.OpenText(path);
            stream.Load(reader);
            if (stream.Documents.Count == 0)
            {
                return [];
            }

            return stream.Documents[0].RootNode as YamlMappingNode
                ?? throw new EngineException($"The file \"{path}\" is not a mapping of keys to values.");
        }
        catch (YamlException e)
        {
            throw new EngineException($"The file \"{path}\" is not YAML (line {e.Start.Line}): {e.Message}", e);
        }
    }

    public static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(
            c => KeyValuePair.Create(((YamlScalarNode)c.Key).Value ?? "", ToJson(c.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToJson)]),
        YamlScalarNode scalar => Scalar(scalar),
        _ => null,
    };

    private static JsonValue? Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain)
        {
            return JsonValue.Create(text);
        }

        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => JsonValue.Create(true),
            "false" or "False" or "FALSE" => JsonValue.Create(false),
            _ => double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture, out var number)
                ? JsonValue.Create(number)
                : JsonValue.Create(text),
        };
    }
}
