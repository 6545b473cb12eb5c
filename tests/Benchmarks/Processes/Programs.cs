using System.Diagnostics;

namespace Benchmarks.Processes;

/// <summary>Where `make bench` has put what is measured.</summary>
internal static class Programs
{
    /// <summary>The provider, compiled ahead of time. <c>ECM_PROVIDER_BINARY</c> names another one.</summary>
    public static string Provider { get; } =
        Environment.GetEnvironmentVariable("ECM_PROVIDER_BINARY") is { Length: > 0 } other ? other : InRepository("bin/pulumi-resource-ecm");

    /// <summary>The provider, compiled as it runs.</summary>
    public static string JitProvider { get; } = InRepository("provider/bin/Release/net10.0/pulumi-resource-ecm");

    /// <summary>The least gRPC server on the same framework, compiled ahead of time.</summary>
    public static string EmptyServer { get; } = InRepository("bin/empty-grpc-server");

    public static string Emulator { get; } = InRepository("bin/ecm-emulator");

    /// <summary>The local engine, compiled ahead of time as the Pulumi CLI is.</summary>
    public static string LocalEngine { get; } = InRepository("bin/native-local-engine");

    /// <summary>Runs a program to its end, which must be a good one.</summary>
    public static async Task RunAsync(string path, params string[] arguments)
    {
        var start = new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        StartedProcess.Strip(start);
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{path} ended with {process.ExitCode}:\n{await said}{await complained}");
        }
    }

    private static string InRepository(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Pulumi.Ecm.sln")))
            {
                return Path.Combine(folder.FullName, path);
            }
        }

        throw new InvalidOperationException("The benchmarks do not run from a build inside the repository.");
    }
}
