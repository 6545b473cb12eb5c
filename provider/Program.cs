using System.Runtime.InteropServices;
using EcmProvider;
using EcmProvider.Protocol;

var line = CommandLine.Read(args);
if (line.Failure is not null)
{
    Console.Error.WriteLine(line.Failure);
    return 2;
}

if (line.Answer is not null)
{
    Console.Out.WriteLine(line.Answer);
    return 0;
}

var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);

var provider = await ProviderHost.StartAsync(new(), line.EngineAddress);

// The engine reads the port off the first line; nothing else may ever go to stdout.
Console.Out.WriteLine(provider.Port);
Console.Out.Flush();

// Only the engine that started it takes the provider with it: one that was attached to outlives engines.
await Task.WhenAny(ended.Task, line.EngineAddress is null ? ended.Task : EngineWatch.UntilGoneAsync(line.EngineAddress));
await provider.EndAsync();
return 0;

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    ended.TrySetResult();
}
