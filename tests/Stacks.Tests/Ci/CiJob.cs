using System.Diagnostics;
using System.Globalization;

namespace Stacks.Tests.Ci;

/// <summary>A step of a job: a script.</summary>
/// <param name="Always">Whether it runs after a failure too.</param>
internal sealed record CiStep(string Name, string Script, bool Always);

/// <summary>A job of a CI file: its own steps, actions of others left out, and its variables.</summary>
internal sealed record CiJob(IReadOnlyList<CiStep> Steps, IReadOnlyDictionary<string, string> Variables)
{
    /// <summary>Runs the steps with <c>tests/ci/steps.sh</c>.</summary>
    /// <param name="directory">The repository's working copy.</param>
    /// <param name="runner">Variables that the runner gives; of this machine's only those remain that programs need to start.</param>
    /// <returns>The job's exit code, and what it wrote.</returns>
    public async Task<(int ExitCode, string Output)> RunAsync(
        string directory, IEnumerable<KeyValuePair<string, string>> runner, CancellationToken cancellation)
    {
        var scripts = Directory.CreateTempSubdirectory("ecm-ci-steps-");
        try
        {
            for (var i = 0; i < Steps.Count; i++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{i:00} {Steps[i].Name}{(Steps[i].Always ? ".always" : "")}");
                await File.WriteAllTextAsync(Path.Combine(scripts.FullName, name), Steps[i].Script, cancellation);
            }

            var tools = Path.Combine(CiFiles.Folder, "..", "..", "tests", "ci");
            var start = new ProcessStartInfo("bash", [Path.Combine(tools, "steps.sh"), scripts.FullName])
            {
                WorkingDirectory = directory,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            foreach (var name in start.Environment.Keys.Where(name => name is not ("PATH" or "HOME" or "TMPDIR" or "DOTNET_ROOT")).ToList())
            {
                start.Environment.Remove(name);
            }

            start.Environment["PATH"] = $"{Path.GetFullPath(tools)}:{start.Environment["PATH"]}";
            foreach (var (name, value) in Variables.Concat(runner))
            {
                start.Environment[name] = value;
            }

            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            scripts.Delete(recursive: true);
        }
    }
}
