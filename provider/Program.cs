using System.Runtime.InteropServices;
using EcmProvider.Protocol;

// The engine starts the provider with its own address as the last argument; flags, and the URL of --tracing, may stand before it.
var engineAddress = args.Where((arg, at) => !arg.StartsWith('-') && (at == 0 || args[at - 1] != "--tracing")).LastOrDefault();
var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);

await using var provider = await ProviderHost.StartAsync(new(), engineAddress);

// The engine reads the port off the first line; nothing else may ever go to stdout.
Console.Out.WriteLine(provider.Port);
Console.Out.Flush();

if (engineAddress is not null)
{
    // The engine holds the other end of stdin: when it dies, the pipe reaches its end. A provider started by hand has no such end.
    _ = Task.Run(() =>
    {
        using var stdin = Console.OpenStandardInput();
        var buffer = new byte[256];
        while (stdin.Read(buffer) > 0)
        {
        }

        ended.TrySetResult();
    });
}

await ended.Task;
await provider.StopAsync();

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    ended.TrySetResult();
}
