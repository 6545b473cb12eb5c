using System.Diagnostics;
using Xunit;

namespace LocalEngine.Tests.Witness;

/// <summary>
/// The stack on the official Node.js SDK (<c>tests/witness/pulumi</c>), its packages installed once, and only where npm gives
/// them. To run it with another provider, take <see cref="Folder"/> as the project and run it through the engine.
/// </summary>
public static class NodeStack
{
    private static readonly Lazy<Task<string?>> Installed = new(InstallAsync);

    /// <summary>The folder with the stack's <c>Pulumi.yaml</c>.</summary>
    public static string Folder { get; } = Find();

    /// <summary>Installs the packages, or skips the test with the reason why that cannot be.</summary>
    public static async Task RequireAsync()
    {
        if (await Installed.Value is { } reason)
        {
            Assert.Skip(reason);
        }
    }

    private static async Task<string?> InstallAsync()
    {
        // Other test processes may want the same folder: the first installs, the others find it done.
        await using var held = await LockAsync(Path.Combine(Path.GetTempPath(), "ecm-witness-pulumi.lock"));
        if (Directory.Exists(Path.Combine(Folder, "node_modules", "@pulumi", "pulumi", "cmd", "run")))
        {
            return null;
        }

        var start = new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var error = await process.StandardError.ReadToEndAsync();
            await output;
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? null : $"npm ci failed in {Folder}, so the Node.js witness is not run: {error.Trim()}";
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return $"npm is not installed, so the Node.js witness is not run: {e.Message}";
        }
    }

    private static async Task<FileStream> LockAsync(string path)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            }
        }
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var stack = Path.Combine(folder.FullName, "tests", "witness", "pulumi");
            if (File.Exists(Path.Combine(stack, "package.json")))
            {
                return stack;
            }
        }

        throw new InvalidOperationException("tests/witness/pulumi does not stand above the tests' binaries.");
    }
}
