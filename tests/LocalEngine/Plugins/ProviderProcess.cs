using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace LocalEngine.Plugins;

/// <summary>A provider that this engine started: its first line on stdout is its port, its stdin ends when the engine does.</summary>
internal sealed partial class ProviderProcess : IRunningProvider
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private const int SigInt = 2;
    private static readonly string[] SetSid = ["/usr/bin/setsid", "/bin/setsid"];

    private readonly Process _process;
    private readonly TimeProvider _clock;

    private ProviderProcess(Process process, string address, TimeProvider clock) =>
        (_process, Address, _clock) = (process, address, clock);

    public string Address { get; }

    public bool Attached => false;

    public static async Task<ProviderProcess> StartAsync(
        string binary,
        string engineAddress,
        IReadOnlyDictionary<string, string?> environment,
        Action<string> stderr,
        TimeProvider clock,
        CancellationToken cancellation)
    {
        // Ctrl-C on a terminal goes to the whole process group. The provider is to hear of it through Cancel, and to answer what
        // is in flight, so it gets a group of its own where the means are there.
        var own = OperatingSystem.IsWindows() ? null : SetSid.FirstOrDefault(File.Exists);
        var start = own is null
            ? new ProcessStartInfo(binary, [engineAddress])
            : new ProcessStartInfo(own, [binary, engineAddress]);
        start = Redirected(start);
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            throw new EngineException($"The provider \"{binary}\" cannot be started: {e.Message}", e);
        }

        process.ErrorDataReceived += (_, e) =>
        {
            if (e.Data is not null)
            {
                stderr(e.Data);
            }
        };
        process.BeginErrorReadLine();

        try
        {
            var first = await process.StandardOutput.ReadLineAsync(cancellation);
            if (!ushort.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            {
                await EndAsync(process, clock, TimeSpan.FromSeconds(1));
                var said = first is null ? "ended before it said its port" : $"said \"{first}\" instead of its port";
                var code = process.HasExited ? $" (exit code {process.ExitCode})" : "";
                throw new EngineException($"The provider \"{binary}\" {said}{code}; its messages stand above.");
            }

            _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            return new ProviderProcess(process, $"127.0.0.1:{port}", clock);
        }
        catch
        {
            Quietly(process.Kill);
            process.Dispose();
            throw;
        }
    }

    public void Kill() => Quietly(_process.Kill);

    public async ValueTask DisposeAsync()
    {
        if (!OperatingSystem.IsWindows() && !_process.HasExited)
        {
            _ = SendSignal(_process.Id, SigInt);
        }

        await EndAsync(_process, _clock, Patience);
        _process.Dispose();
    }

    private static async Task EndAsync(Process process, TimeProvider clock, TimeSpan patience)
    {
        Quietly(process.StandardInput.Close);
        using var limit = new CancellationTokenSource(patience, clock);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Quietly(process.Kill);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static ProcessStartInfo Redirected(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        return start;
    }

    private static void Quietly(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or System.ComponentModel.Win32Exception)
        {
            // It has ended by itself, which is what was wanted.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int process, int signal);
}
