using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;

namespace Witness;

/// <summary>
/// A folder with a package-lock.json, installed on first use. Test projects run side by side, so one installs and the others
/// wait; a stamp in node_modules tells what is installed.
/// </summary>
public sealed class NpmFolder(string path)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // What npm says when the registry cannot be reached, or does not carry what the lock file names.
    private static readonly string[] OutOfReach =
    [
        "ENOTFOUND", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH", "ERR_SOCKET_TIMEOUT",
        "network", "certificate", "E401", "E403", "E404", "E502", "E503", "E504", "ENOTCACHED",
    ];

    public string Path { get; } = path;

    private string Stamp => System.IO.Path.Combine(Path, "node_modules", ".stamp");

    /// <summary>The folder of a witness in this repository.</summary>
    public static NpmFolder Find(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Pulumi.Ecm.sln")))
        {
            folder = folder.Parent;
        }

        return folder is null
            ? throw new InvalidOperationException("These tests run inside their repository.")
            : new NpmFolder(System.IO.Path.Combine(folder.FullName, "tests", "witness", name));
    }

    /// <summary>Installs what is not installed yet.</summary>
    /// <returns>Null when it is installed; otherwise why it cannot be, through no fault of this repository.</returns>
    /// <exception cref="InvalidOperationException">npm refuses for any other reason.</exception>
    public async Task<string?> InstallAsync()
    {
        await using var turn = await TakeTurnAsync();
        var lockFile = await File.ReadAllBytesAsync(System.IO.Path.Combine(Path, "package-lock.json"));
        var wanted = Convert.ToHexStringLower(SHA256.HashData(lockFile));
        if (File.Exists(Stamp) && await File.ReadAllTextAsync(Stamp) == wanted)
        {
            return null;
        }

        var (exitCode, said) = await RunNpmAsync("ci", "--ignore-scripts", "--no-audit", "--no-fund");
        if (exitCode is null)
        {
            return $"npm cannot be started: {said}";
        }

        if (exitCode != 0)
        {
            var sign = said.Split('\n').FirstOrDefault(
                line => OutOfReach.Any(sign => line.Contains(sign, StringComparison.OrdinalIgnoreCase)));
            return sign is not null
                ? $"npm cannot fetch the packages of '{Path}': {sign.Trim()}"
                : throw new InvalidOperationException($"'npm ci' failed in '{Path}': {said}");
        }

        await File.WriteAllTextAsync(Stamp, wanted);
        return null;
    }

    private async Task<FileStream> TakeTurnAsync()
    {
        // The folder is called obj because that is where things are that no commit takes and any clean may delete.
        var folder = Directory.CreateDirectory(System.IO.Path.Combine(Path, "obj"));
        var file = System.IO.Path.Combine(folder.FullName, "install.lock");
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Stopwatch.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            }
        }
    }

    private async Task<(int? ExitCode, string Said)> RunNpmAsync(params string[] args)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", args)
        {
            WorkingDirectory = Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var npm = Process.Start(start)!;
            var output = npm.StandardOutput.ReadToEndAsync();
            var errors = npm.StandardError.ReadToEndAsync();
            using var end = new CancellationTokenSource(Patience, TimeProvider.System);
            await npm.WaitForExitAsync(end.Token);
            return (npm.ExitCode, $"{await output}{await errors}".Trim());
        }
        catch (Win32Exception error)
        {
            return (null, error.Message);
        }
    }
}
