using System.Runtime.InteropServices;
using EcmProvider.Protocol;

// The engine starts the provider with its own address as the last argument; flags, and the URL of --tracing, may stand before it.
var engineAddress = args.Where((arg, at) => !arg.StartsWith('-') && (at == 0 || args[at - 1] != "--tracing")).LastOrDefault();
if (engineAddress is not null && !EngineWatch.IsAddress(engineAddress))
{
    Console.Error.WriteLine($"\"{engineAddress}\" is not the address of an engine. Give one as 127.0.0.1:PORT, or none to start by hand.");
    return 2;
}

var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);

var provider = await ProviderHost.StartAsync(new(), engineAddress);

// The engine reads the port off the first line; nothing else may ever go to stdout.
Console.Out.WriteLine(provider.Port);
Console.Out.Flush();

// Only the engine that started it takes the provider with it: one that was attached to outlives engines.
await Task.WhenAny(ended.Task, engineAddress is null ? ended.Task : EngineWatch.UntilGoneAsync(engineAddress));
await provider.EndAsync();
return 0;

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    ended.TrySetResult();
}
