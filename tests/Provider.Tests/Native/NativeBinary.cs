using System.Diagnostics;
using System.Runtime.InteropServices;
using Grpc.Core;
using Grpc.Net.Client;
using Pulumirpc;
using Xunit;

namespace EcmProvider.Tests.Native;

/// <summary>
/// The binary that <c>make build</c> leaves, compiled ahead of time; started as an engine starts it. The variable
/// <c>ECM_PROVIDER_BINARY</c> names another one, such as a build that is being worked on.
/// </summary>
internal sealed class NativeBinary : IDisposable
{
    /// <summary>How long a provider may take to end.</summary>
    public static readonly TimeSpan Promise = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly GrpcChannel channel;

    private NativeBinary(Process process, int port)
    {
        this.process = process;
        channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
        Client = new(channel);
    }

    public ResourceProvider.ResourceProviderClient Client { get; }

    /// <summary>For calls that the client cannot make, such as broken ones.</summary>
    public CallInvoker Calls => channel.CreateCallInvoker();

    /// <summary>Where the binary is; skips the test, visibly, where it was not built.</summary>
    private static string Path
    {
        get
        {
            if (Environment.GetEnvironmentVariable("ECM_PROVIDER_BINARY") is { Length: > 0 } other)
            {
                return other;
            }

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

    public static Task<NativeBinary> StartAsync(params string[] arguments) => StartAsync([], arguments);

    /// <summary>Starts it with variables on top of the tests' own.</summary>
    public static async Task<NativeBinary> StartAsync(Dictionary<string, string?> variables, params string[] arguments)
    {
        var process = Run(variables, arguments);
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        return new(process, int.Parse(line!));
    }

    /// <summary>Runs it to its end, with arguments that do not let it serve.</summary>
    public static async Task<(int ExitCode, string Stdout, string Stderr)> RunAsync(params string[] arguments)
    {
        using var process = Run([], arguments);
        try
        {
            return await EndAsync(process, Patience);
        }
        finally
        {
            process.Kill();
        }
    }

    public void Interrupt() => Signal(2);

    public void Terminate() => Signal(15);

    public void CloseStdin() => process.StandardInput.Close();

    /// <summary>
    /// Waits until the process has ended, no longer than it may take, and answers its exit code and what it wrote after the port.
    /// </summary>
    /// <exception cref="TimeoutException">It has not ended.</exception>
    public Task<(int ExitCode, string Stdout, string Stderr)> EndAsync() => EndAsync(process, Promise);

    public void Dispose()
    {
        channel.Dispose();
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private static Process Run(Dictionary<string, string?> variables, string[] arguments)
    {
        var start = new ProcessStartInfo(Path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static async Task<(int ExitCode, string Stdout, string Stderr)> EndAsync(Process process, TimeSpan patience)
    {
        var stdout = process.StandardOutput.ReadToEndAsync();
        var stderr = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(patience);
        return (process.ExitCode, await stdout, await stderr);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int processId, int signal);

    private void Signal(int signal) => Assert.Equal(0, Kill(process.Id, signal));
}
