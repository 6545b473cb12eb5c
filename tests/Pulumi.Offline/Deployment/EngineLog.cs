using Grpc.Core;
using Pulumirpc;

namespace Pulumi;

/// <summary>Sends the program's log lines to the engine, one after the other.</summary>
internal sealed class EngineLog(Engine.EngineClient engine)
{
    private readonly Lock _gate = new();
    private Task _last = Task.CompletedTask;
    private int _failures;

    /// <summary>Whether the program has logged an error.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Whether a line could not be sent: the user has not seen it then.</summary>
    public bool HasFailed => Volatile.Read(ref _failures) > 0;

    /// <summary>Sends a line, beside the resource it is about (none: the stack).</summary>
    public async Task WriteAsync(LogSeverity severity, string message, Resource? resource = null, int streamId = 0, bool ephemeral = false)
    {
        HasErrors |= severity == LogSeverity.Error;
        var request = new LogRequest { Severity = severity, Message = message, StreamId = streamId, Ephemeral = ephemeral };
        // Only once the URN is there does the line queue up, so that it holds up no other.
        request.Urn = resource is null ? "" : await UrnAsync(resource).ConfigureAwait(false);
        Task sent;
        lock (_gate)
        {
            sent = _last = SendAsync(_last, request);
        }

        await sent.ConfigureAwait(false);
    }

    /// <summary>Waits for the lines under way.</summary>
    public Task FlushAsync()
    {
        lock (_gate)
        {
            return _last;
        }
    }

    private static async Task<string> UrnAsync(Resource resource)
    {
        try
        {
            return await resource.Urn.GetValueAsync("").ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The resource failed to register, which is reported for itself; the line goes to the stack.
            return "";
        }
    }

    private async Task SendAsync(Task previous, LogRequest request)
    {
        await previous.ConfigureAwait(false);
        try
        {
            await engine.LogAsync(request);
        }
        catch (RpcException exception)
        {
            Interlocked.Increment(ref _failures);
            await Console.Error.WriteLineAsync($"The engine did not take a log line ({exception.Status.Detail}): {request.Message}")
                .ConfigureAwait(false);
        }
    }
}
