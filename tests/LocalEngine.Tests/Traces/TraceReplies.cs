using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using LocalEngine.Tests.Fakes;
using Pulumirpc;

namespace LocalEngine.Tests.Traces;

/// <summary>Gives a fake provider the recorded answers, each once, to the call of the same method and resource.</summary>
internal sealed class TraceReplies(IReadOnlyList<TracedCall> trace)
{
    private readonly List<TracedCall> _left = [.. trace];

    /// <summary>Run before the answer to a call goes out.</summary>
    public Func<Call, Task> Before { get; set; } = _ => Task.CompletedTask;

    public async Task<IMessage?> AnswerAsync(Call call)
    {
        if (call.Method is "Handshake" or "GetPluginInfo" or "Cancel")
        {
            return null;
        }

        TracedCall found;
        lock (_left)
        {
            found = _left.Find(c => c.Method == call.Method && c.Urn == call.Urn)
                ?? throw new RpcException(new Status(StatusCode.Internal, $"The real engine sent no (further) {call.Method} of \"{call.Urn}\"."));
            _left.Remove(found);
        }

        await Before(call);
        if (found.Error is { } error)
        {
            throw Refusal(call, error);
        }

        return call.Method switch
        {
            "CheckConfig" or "Check" => Parse<CheckResponse>(found.Reply!),
            "DiffConfig" or "Diff" => Parse<DiffResponse>(found.Reply!),
            "Configure" => Parse<ConfigureResponse>(found.Reply!),
            "Create" => Parse<CreateResponse>(found.Reply!),
            "Update" => Parse<UpdateResponse>(found.Reply!),
            "Read" => Parse<ReadResponse>(found.Reply!),
            "Invoke" => Parse<InvokeResponse>(found.Reply!),
            "Delete" => new Empty(),
            _ => null,
        };
    }

    // The recordings hold the refusal's text; the details that went with it are the state the next recording starts from.
    private static RpcException Refusal(Call call, string error)
    {
        var message = error[(error.IndexOf("desc = ", StringComparison.Ordinal) + "desc = ".Length)..];
        if (!message.Contains("still RUNNING", StringComparison.Ordinal))
        {
            return Refusals.Plain(message);
        }

        var state = JsonParser.Default.Parse<Struct>(Trace.Load("up-after-timeout-done").First(c => c.Method == "Diff").Request["olds"]!.ToJsonString());
        var inputs = call.Request is CreateRequest create ? create.Properties : ((UpdateRequest)call.Request).News;
        return Refusals.InitFailed("ap-xian-ecm/eip-11112222/ein-33334444", state, message, inputs);
    }

    private static T Parse<T>(JsonObject json) where T : IMessage, new() => JsonParser.Default.Parse<T>(json.ToJsonString());
}
