using System.Diagnostics;

namespace Benchmarks.Processes;

/// <summary>A program that says on its first line where it listens; ends with <see cref="Dispose"/>.</summary>
internal sealed class StartedProcess : IDisposable
{
    private readonly Process process;

    private StartedProcess(Process process, string line, TimeSpan toFirstLine)
    {
        this.process = process;
        FirstLine = line;
        ToFirstLine = toFirstLine;
    }

    /// <summary>What it said.</summary>
    public string FirstLine { get; }

    /// <summary>The time from the start to that line.</summary>
    public TimeSpan ToFirstLine { get; }

    /// <summary>Leaves the credentials and endpoints of this shell behind.</summary>
    public static void Strip(ProcessStartInfo start)
    {
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("TENCENTCLOUD_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }
    }

    /// <summary>Starts a program; credentials and endpoints of this shell stay here.</summary>
    public static StartedProcess Start(string path, params string[] arguments)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Strip(start);
        var began = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        var line = process.StandardOutput.ReadLine();
        var taken = Stopwatch.GetElapsedTime(began);
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        return line is null ? throw new InvalidOperationException($"{path} did not start.") : new(process, line, taken);
    }

    /// <summary>The memory it holds now, and the most it ever held, in MB; only where there is /proc.</summary>
    public (double Now, double Most) Memory()
    {
        var status = File.Exists($"/proc/{process.Id}/status") ? File.ReadAllLines($"/proc/{process.Id}/status") : [];
        return (Megabytes("VmRSS:"), Megabytes("VmHWM:"));

        double Megabytes(string name) => status.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], System.Globalization.CultureInfo.InvariantCulture) / 1024
            : double.NaN;
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
