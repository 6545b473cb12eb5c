using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using LocalEngine.Protocol;

namespace LocalEngine.State;

/// <summary>Resources as JSON and back; secrets go through a <see cref="SecretBox"/>.</summary>
internal sealed class StateFormat(Func<SecretBox> box)
{
    private const string Ciphertext = "ciphertext";

    public JsonObject Write(ResourceState r)
    {
        var node = new JsonObject { ["urn"] = r.Urn, ["custom"] = r.Custom, ["type"] = r.Type };
        Text("id", r.Id);
        Text("parent", r.Parent);
        Text("provider", r.Provider);
        Text("importID", r.ImportId);
        Flag("protect", r.Protect);
        Flag("retainOnDelete", r.RetainOnDelete);
        Flag("delete", r.Delete);
        Flag("external", r.External);
        Flag("refreshBeforeUpdate", r.RefreshBeforeUpdate);
        Texts("dependencies", r.Dependencies);
        Texts("initErrors", r.InitErrors);
        Texts("additionalSecretOutputs", r.AdditionalSecretOutputs);
        node["inputs"] = Json.FromStruct(r.Inputs, Hide);
        node["outputs"] = Json.FromStruct(r.Outputs, Hide);
        if (r.PropertyDependencies.Count > 0)
        {
            node["propertyDependencies"] = new JsonObject(r.PropertyDependencies.Select(
                p => KeyValuePair.Create<string, JsonNode?>(p.Key, List(p.Value))));
        }

        if (r.Timeouts != new Timeouts())
        {
            node["customTimeouts"] = new JsonObject
            {
                ["create"] = r.Timeouts.Create,
                ["update"] = r.Timeouts.Update,
                ["delete"] = r.Timeouts.Delete,
                ["read"] = r.Timeouts.Read,
            };
        }

        return node;

        void Text(string key, string value)
        {
            if (value.Length > 0)
            {
                node[key] = value;
            }
        }

        void Flag(string key, bool value)
        {
            if (value)
            {
                node[key] = true;
            }
        }

        void Texts(string key, IReadOnlyList<string> values)
        {
            if (values.Count > 0)
            {
                node[key] = List(values);
            }
        }
    }

    public ResourceState Read(JsonObject node) => new()
    {
        Urn = node["urn"]!.GetValue<string>(),
        Custom = Flag(node, "custom"),
        Id = Text(node, "id"),
        Parent = Text(node, "parent"),
        Provider = Text(node, "provider"),
        ImportId = Text(node, "importID"),
        Protect = Flag(node, "protect"),
        RetainOnDelete = Flag(node, "retainOnDelete"),
        Delete = Flag(node, "delete"),
        External = Flag(node, "external"),
        RefreshBeforeUpdate = Flag(node, "refreshBeforeUpdate"),
        Dependencies = Texts(node["dependencies"]),
        InitErrors = Texts(node["initErrors"]),
        AdditionalSecretOutputs = Texts(node["additionalSecretOutputs"]),
        Inputs = Properties(node["inputs"]),
        Outputs = Properties(node["outputs"]),
        PropertyDependencies = (node["propertyDependencies"] as JsonObject ?? []).ToDictionary(p => p.Key, p => Texts(p.Value)),
        Timeouts = node["customTimeouts"] is JsonObject t
            ? new Timeouts(Number(t, "create"), Number(t, "update"), Number(t, "delete"), Number(t, "read"))
            : new Timeouts(),
    };

    private static JsonArray List(IEnumerable<string> values) => new([.. values.Select(v => JsonValue.Create(v))]);

    private static string Text(JsonObject node, string key) => node[key]?.GetValue<string>() ?? "";

    private static bool Flag(JsonObject node, string key) => node[key]?.GetValue<bool>() ?? false;

    private static double Number(JsonObject node, string key) => node[key]?.GetValue<double>() ?? 0;

    private static IReadOnlyList<string> Texts(JsonNode? node) =>
        node is JsonArray list ? [.. list.Select(v => v!.GetValue<string>())] : [];

    private Struct Properties(JsonNode? node) => node is JsonObject map ? Json.ToStruct(map, Show) : new Struct();

    private JsonObject? Hide(Value value) => Values.IsSecret(value, out var inner)
        ? new JsonObject { [Values.SpecialKey] = Values.SecretTag, [Ciphertext] = box().Encrypt(Json.Text(inner)) }
        : null;

    private Value? Show(JsonObject map) =>
        map[Values.SpecialKey] is JsonValue && map[Ciphertext] is { } text
            ? Values.Secret(Json.ToValue(JsonNode.Parse(box().Decrypt(text.GetValue<string>())), Show))
            : null;
}
