using System.Runtime.InteropServices;

namespace LocalEngine.Cli;

/// <summary>Ctrl-C: the first stops, the second kills.</summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _kill = new();
    private readonly PosixSignalRegistration[] _signals;

    public Interrupt() => _signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
    ];

    public CancellationToken Stop => _stop.Token;

    public CancellationToken Kill => _kill.Token;

    public void Dispose()
    {
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        _stop.Dispose();
        _kill.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_stop.IsCancellationRequested)
        {
            _kill.Cancel();
            return;
        }

        Console.Error.WriteLine("Stopping: waiting for what is in flight; once more to kill it.");
        _stop.Cancel();
    }
}
