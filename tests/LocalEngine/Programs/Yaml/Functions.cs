using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using LocalEngine.Protocol;
using Pulumirpc;

namespace LocalEngine.Programs.Yaml;

/// <summary>The <c>fn::</c> functions of a YAML program.</summary>
internal sealed class Functions(Evaluator evaluator, ResourceMonitor.ResourceMonitorClient monitor)
{
    public Task<Evaluated> CallAsync(string name, JsonNode? argument) => name switch
    {
        "invoke" when argument is JsonObject call => InvokeAsync(call),
        "secret" => SecretAsync(argument),
        "toJSON" => ToJsonAsync(argument),
        "join" when argument is JsonArray { Count: 2 } join => JoinAsync(join),
        _ when name.Contains(':', StringComparison.Ordinal) => InvokeAsync(new JsonObject
        {
            ["function"] = name,
            ["arguments"] = argument?.DeepClone(),
        }),
        _ => throw new EngineException(
            $"The function \"fn::{name}\" is not one this engine knows (fn::invoke, fn::secret, fn::toJSON, fn::join), or is called wrongly."),
    };

    /// <summary>A token in full: <c>ecm:getAddress</c> is <c>ecm:index:getAddress</c>.</summary>
    public static string Token(string token) => token.Split(':') is [var package, var name] ? $"{package}:index:{name}" : token;

    private async Task<Evaluated> InvokeAsync(JsonObject call)
    {
        var function = Project.Text(call, "function") ?? throw new EngineException("A \"fn::invoke\" has no \"function\"; name one.");
        var arguments = await evaluator.EvaluateAsync(call["arguments"] ?? new JsonObject());
        if (Values.ContainsUnknown(arguments.Value))
        {
            return arguments with { Value = Values.UnknownValue() };
        }

        var options = call["options"] as JsonObject ?? [];
        var request = new ResourceInvokeRequest
        {
            Tok = Token(function),
            Args = Values.WithoutSecrets(arguments.Value.StructValue),
            Version = Project.Text(options, "version") ?? "",
            Provider = options["provider"] is { } provider ? (await evaluator.HandleAsync(provider)).Reference : "",
            AcceptResources = true,
        };
        var answer = await monitor.InvokeAsync(request);
        if (answer.Failures.Count > 0)
        {
            throw new EngineException(
                $"The function \"{function}\" refused its arguments: {string.Join("; ", answer.Failures.Select(f => $"{f.Property}: {f.Reason}"))}");
        }

        var value = answer.Unknown ? Values.UnknownValue() : Value.ForStruct(answer.Return ?? new Struct());
        value = Values.ContainsSecret(arguments.Value) ? Values.Secret(value) : value;
        var result = arguments with { Value = value };
        return Project.Text(call, "return") is { } key ? result.At(key, preview: false) : result;
    }

    private async Task<Evaluated> SecretAsync(JsonNode? argument)
    {
        var value = await evaluator.EvaluateAsync(argument);
        return value with { Value = Values.Secret(value.Value) };
    }

    private async Task<Evaluated> ToJsonAsync(JsonNode? argument) =>
        Evaluated.Combine([await evaluator.EvaluateAsync(argument)], v => Value.ForString(Json.Text(v[0])));

    private async Task<Evaluated> JoinAsync(JsonArray join)
    {
        var parts = await Task.WhenAll(join.Select(evaluator.EvaluateAsync));
        return Evaluated.Combine(parts, v => Value.ForString(
            string.Join(v[0].StringValue, (v[1].ListValue ?? new ListValue()).Values.Select(i => i.StringValue))));
    }
}
