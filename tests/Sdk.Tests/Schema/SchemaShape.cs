using System.Text.Json.Nodes;

namespace Sdk.Tests.Schema;

/// <summary>The shape that a Pulumi schema declares, as far as a .NET SDK can express it.</summary>
public static class SchemaShape
{
    private const string TypeReference = "#/types/";

    // The roles a type can have; each has a class of its own in the SDK.
    private const string Inputs = "as input";
    private const string PlainInputs = "as plain input";
    private const string Outputs = "as output";
    private const string Configuration = "as configuration";

    /// <summary>Reads the schema.</summary>
    public static Shape Of(JsonNode schema)
    {
        var shape = new Shape();
        shape.Add("version", schema["version"]!);
        foreach (var (name, property) in Entries(schema["config"]?["variables"]))
        {
            // Generated configuration classes hand secrets out in the clear, and lists have no null.
            shape.Add($"config {name}", new Member(Use(shape, schema, property, Configuration), IsList(property) ? null : false, null));
        }

        AddMembers(shape, schema, "provider input", schema["provider"], "inputProperties", "requiredInputs", Inputs, isProvider: true);
        foreach (var (token, resource) in Entries(schema["resources"]))
        {
            shape.Add($"resource {token}", "resource");
            AddMembers(shape, schema, $"resource {token} input", resource, "inputProperties", "requiredInputs", Inputs);
            AddMembers(shape, schema, $"resource {token} output", resource, "properties", "required", Outputs);
        }

        foreach (var (token, function) in Entries(schema["functions"]))
        {
            shape.Add($"function {token}", "function");
            AddMembers(shape, schema, $"function {token} input", function["inputs"], "properties", "required", Inputs);
            AddMembers(shape, schema, $"function {token} plain input", function["inputs"], "properties", "required", PlainInputs);
            AddMembers(shape, schema, $"function {token} result", function["outputs"], "properties", "required", Outputs, isObject: true);
        }

        return shape;
    }

    private static void AddMembers(
        Shape shape, JsonNode schema, string path, JsonNode? owner, string properties, string required, string role,
        bool isProvider = false, bool isObject = false)
    {
        var names = owner?[required]?.AsArray().Select(name => name!.GetValue<string>()).ToHashSet() ?? [];
        foreach (var (name, property) in Entries(owner?[properties]))
        {
            var type = Use(shape, schema, property, role);
            var json = isProvider && type != "string" ? "JSON of " : "";
            // A list that is not there comes as an empty one; plain values and the parts of an object cannot be marked as secrets.
            bool? isRequired = role is Outputs or Configuration && IsList(property) ? null : names.Contains(name);
            bool? isSecret = role is PlainInputs or Configuration || isObject ? null : property["secret"]?.GetValue<bool>() ?? false;
            shape.Add($"{path} {name}", new Member(json + type, isRequired, isSecret, property["default"]?.ToJsonString()));
        }
    }

    /// <summary>The property's type in words; types of the schema's own are added in this role.</summary>
    private static string Use(Shape shape, JsonNode schema, JsonNode property, string role)
    {
        if (property["$ref"]?.GetValue<string>() is { } reference)
        {
            var token = reference[TypeReference.Length..];
            var name = token.Split(':')[^1];
            shape.Add($"type {name} {role}", "type");
            AddMembers(
                shape, schema, $"type {name} {role}", schema["types"]![token], "properties", "required", role, isObject: role == Outputs);
            return name;
        }

        return property["type"]!.GetValue<string>() switch
        {
            "array" => $"list of {Use(shape, schema, property["items"]!, role)}",
            "object" => $"map of {Use(shape, schema, property["additionalProperties"]!, role)}",
            var primitive => primitive,
        };
    }

    private static bool IsList(JsonNode property) => property["type"]?.GetValue<string>() == "array";

    private static IEnumerable<KeyValuePair<string, JsonNode>> Entries(JsonNode? node) => node is null
        ? []
        : node.AsObject().Select(entry => KeyValuePair.Create(entry.Key, entry.Value!));
}
