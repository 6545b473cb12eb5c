using System.Text.Json.Nodes;
using Google.Protobuf;

namespace Sdk.Tests.Engine;

/// <summary>A call that a program made, as the traces write it down.</summary>
/// <param name="Method">The method's name.</param>
/// <param name="Request">The request, without fields that have their default value.</param>
internal sealed record RecordedCall(string Method, JsonNode Request)
{
    public static RecordedCall Of(string method, IMessage request) => new(method, JsonNode.Parse(JsonFormatter.Default.Format(request))!);

    /// <summary>The type of the resource that is registered or read.</summary>
    public string? Type => Request["type"]?.GetValue<string>();

    /// <summary>The name of the resource that is registered or read.</summary>
    public string? Name => Request["name"]?.GetValue<string>();

    public override string ToString() => $"{Method} {Request.ToJsonString()}";
}
