using System.Text.Json.Nodes;
using EcmEmulator.Models;
using EcmProvider.Tests.Support;

namespace EcmProvider.Tests.Traces;

/// <summary>
/// Puts the real thing in the place of what is illustrative in a recording: addresses of this run's engine and API, and in states
/// what the cloud knows of the EIP, its target and its task, or the very state that an earlier reply has recorded.
/// </summary>
internal sealed class Reality(TestProvider provider)
{
    private const string RecordedEngine = "127.0.0.1:0";
    private const string RecordedApi = "http://127.0.0.1:7000";

    private readonly Dictionary<(string Urn, string Id), JsonObject> states = [];

    /// <summary>The request as it is sent.</summary>
    public JsonObject Request(RecordedCall call)
    {
        var request = Real(call.Request);
        if (StateIn(call.Method) is { } name && states.TryGetValue((Text(request["urn"]), Text(request["id"])), out var state))
        {
            request[name] = state.DeepClone();
        }

        return request;
    }

    /// <summary>The recorded reply as it is to be expected.</summary>
    public JsonObject Reply(JsonObject recorded) => Real(recorded);

    /// <summary>Keeps the state that a reply gives the engine to record.</summary>
    public void Record(JsonObject request, JsonObject reply)
    {
        var resource = reply[Shape.InitFailed] as JsonObject ?? reply;
        var id = Text(resource["id"] ?? request["id"]);
        if (id.Length > 0 && resource["properties"] is JsonObject properties && request["preview"] is null)
        {
            states[(Text(request["urn"]), id)] = properties.DeepClone().AsObject();
        }
    }

    private static string? StateIn(string method) => method switch
    {
        "Diff" or "Update" => "olds",
        "Read" or "Delete" => "properties",
        _ => null,
    };

    private static string Text(JsonNode? value) => Shape.Bare(value)?.ToString() ?? string.Empty;

    private JsonObject Real(JsonObject recorded)
    {
        var copy = recorded.DeepClone().AsObject();
        ReplaceAddresses(copy);
        FillStates(copy);
        return copy;
    }

    private void ReplaceAddresses(JsonObject message)
    {
        foreach (var (name, value) in message.ToList())
        {
            switch (value)
            {
                case JsonObject inner:
                    ReplaceAddresses(inner);
                    break;
                case JsonValue when value.ToString() == RecordedEngine:
                    message[name] = provider.Engine.Address;
                    break;
                case JsonValue when value.ToString() == RecordedApi:
                    message[name] = provider.Emulator.Endpoint.ToString();
                    break;
            }
        }
    }

    private void FillStates(JsonObject message)
    {
        if (message.ContainsKey("addressStatus"))
        {
            FillState(message);
            return;
        }

        foreach (var inner in message.Select(property => property.Value).OfType<JsonObject>())
        {
            FillStates(inner);
        }
    }

    private void FillState(JsonObject state)
    {
        if (provider.Cloud.FindAddress(Text(state["addressId"])) is not { Eip: var eip })
        {
            return;
        }

        Put("addressIp", eip.AddressIp);
        Put("internetServiceProvider", eip.InternetServiceProvider);
        Put("bandwidth", eip.Bandwidth);
        if (PrimaryPrivateIpOf(Text(state["instanceId"])) is not { } target)
        {
            return;
        }

        Put("networkInterfaceId", target.NetworkInterfaceId);
        Put("privateIpAddress", target.PrivateIpAddress);
        var task = provider.Emulator.Cloud.Tasks.LastOrDefault(
            task => task.Kind == TaskKind.Bind && task.AddressId == eip.AddressId && task.Target == target);
        if (task is not null)
        {
            Put("taskId", task.TaskId);
        }

        void Put(string name, JsonNode? value)
        {
            if (Shape.IsKnown(state[name]))
            {
                state[name] = value;
            }
        }
    }

    private Binding? PrimaryPrivateIpOf(string instanceId) =>
        provider.Cloud.NetworkInterfaces.FirstOrDefault(eni => eni.Primary && eni.InstanceId == instanceId) is { } primary
        && primary.FindPrimaryPrivateIp() is { } ip
            ? new(primary.NetworkInterfaceId, ip.PrivateIpAddress)
            : null;
}
