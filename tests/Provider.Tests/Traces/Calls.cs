using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;
using Client = Pulumirpc.ResourceProvider.ResourceProviderClient;

namespace EcmProvider.Tests.Traces;

/// <summary>The provider's methods by name, with requests and replies as the proto3 JSON of the recordings.</summary>
internal static class Calls
{
    private static readonly FrozenDictionary<string, Func<Client, JsonObject, Task<IMessage>>> Methods =
        new Dictionary<string, Func<Client, JsonObject, Task<IMessage>>>
        {
            ["Handshake"] =
                Of<ProviderHandshakeRequest, ProviderHandshakeResponse>((client, request) => client.HandshakeAsync(request)),
            ["GetPluginInfo"] = Of<Empty, PluginInfo>((client, request) => client.GetPluginInfoAsync(request)),
            ["CheckConfig"] = Of<CheckRequest, CheckResponse>((client, request) => client.CheckConfigAsync(request)),
            ["DiffConfig"] = Of<DiffRequest, DiffResponse>((client, request) => client.DiffConfigAsync(request)),
            ["Configure"] = Of<ConfigureRequest, ConfigureResponse>((client, request) => client.ConfigureAsync(request)),
            ["Invoke"] = Of<InvokeRequest, InvokeResponse>((client, request) => client.InvokeAsync(request)),
            ["Check"] = Of<CheckRequest, CheckResponse>((client, request) => client.CheckAsync(request)),
            ["Diff"] = Of<DiffRequest, DiffResponse>((client, request) => client.DiffAsync(request)),
            ["Create"] = Of<CreateRequest, CreateResponse>((client, request) => client.CreateAsync(request)),
            ["Read"] = Of<ReadRequest, ReadResponse>((client, request) => client.ReadAsync(request)),
            ["Update"] = Of<UpdateRequest, UpdateResponse>((client, request) => client.UpdateAsync(request)),
            ["Delete"] = Of<DeleteRequest, Empty>((client, request) => client.DeleteAsync(request)),
            ["Cancel"] = Of<Empty, Empty>((client, request) => client.CancelAsync(request)),
        }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Waiting =
        FrozenSet.ToFrozenSet(["Configure", "Invoke", "Create", "Read", "Update", "Delete"]);

    /// <summary>Whether a method may wait for the cloud, so that time has to pass for it to end.</summary>
    public static bool Waits(string method) => Waiting.Contains(method);

    /// <summary>Calls a method; a failure is a reply with the code and what is left unfinished.</summary>
    public static async Task<JsonObject> CallAsync(Client client, string method, JsonObject request)
    {
        try
        {
            return Json(await Methods[method](client, request));
        }
        catch (RpcException e)
        {
            var reply = new JsonObject { [Shape.Error] = e.StatusCode.ToString() };
            if (e.GetRpcStatus()?.GetDetail<ErrorResourceInitFailed>() is { } detail)
            {
                reply[Shape.InitFailed] = Json(detail);
            }

            return reply;
        }
    }

    private static JsonObject Json(IMessage message) => JsonNode.Parse(JsonFormatter.Default.Format(message))!.AsObject();

    private static Func<Client, JsonObject, Task<IMessage>> Of<TRequest, TReply>(
        Func<Client, TRequest, AsyncUnaryCall<TReply>> call)
        where TRequest : IMessage, new()
        where TReply : IMessage =>
        async (client, request) => await call(client, JsonParser.Default.Parse<TRequest>(request.ToJsonString()));
}
