using System.Diagnostics;
using Xunit;

namespace EcmProvider.Tests.Native;

/// <summary>The binary that <c>make build</c> leaves, compiled ahead of time; started as an engine starts it.</summary>
internal sealed class NativeBinary : IDisposable
{
    private readonly Process process;

    private NativeBinary(Process process, int port)
    {
        this.process = process;
        Port = port;
    }

    public int Port { get; }

    public int ProcessId => process.Id;

    /// <summary>The binary's path; the test is skipped, visibly, where it was not built.</summary>
    public static string Path
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                var path = System.IO.Path.Combine(folder.FullName, "bin", "pulumi-resource-ecm");
                if (File.Exists(System.IO.Path.Combine(folder.FullName, "Pulumi.Ecm.sln")))
                {
                    Assert.SkipUnless(File.Exists(path), "bin/pulumi-resource-ecm is not there: run make build.");
                    return path;
                }
            }

            throw new InvalidOperationException("The tests do not run from a build inside the repository.");
        }
    }

    public static async Task<NativeBinary> StartAsync(params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(Path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var line = await process.StandardOutput.ReadLineAsync();
        return new(process, int.Parse(line!));
    }

    public void CloseStdin() => process.StandardInput.Close();

    /// <summary>Waits until the process has ended, and answers its exit code and what it wrote after the port.</summary>
    public async Task<(int ExitCode, string Stdout, string Stderr)> EndAsync()
    {
        var stdout = process.StandardOutput.ReadToEndAsync();
        var stderr = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return (process.ExitCode, await stdout, await stderr);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }
}
