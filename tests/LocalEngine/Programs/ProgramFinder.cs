using System.Diagnostics;
using System.Globalization;
using LocalEngine.Programs.Yaml;

namespace LocalEngine.Programs;

/// <summary>Finds what runs a project's program.</summary>
public static class ProgramFinder
{
    /// <summary>The program of a project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="properties">MSBuild properties for the build of a C# program.</param>
    /// <exception cref="EngineException">The runtime is not one of dotnet, nodejs and yaml, or its parts are missing.</exception>
    public static IProgram Find(Project project, IReadOnlyDictionary<string, string>? properties = null) => project.Runtime switch
    {
        "dotnet" => new DotnetProgram(project, properties ?? new Dictionary<string, string>()),
        "nodejs" => Node(project),
        "yaml" => new YamlProgram(project),
        var other => throw new EngineException(
            $"The runtime \"{other}\" of \"{project.Name}\" is not one this engine runs (dotnet, nodejs, yaml); use the pulumi CLI."),
    };

    private static ProcessProgram Node(Project project)
    {
        var runner = NodeRunner(project.ProgramDirectory);
        var program = project.Main.Length == 0 ? "." : Path.GetFullPath(Path.Combine(project.Directory, project.Main));
        return new ProcessProgram(context =>
        {
            string[] arguments =
            [
                runner, "--monitor", context.Address, "--engine", context.Address, "--organization", context.Organization,
                "--project", context.Project, "--stack", context.Stack,
                "--parallel", context.Parallel.ToString(CultureInfo.InvariantCulture),
                .. context.Preview ? new[] { "--dry-run" } : [],
                "--pwd", project.ProgramDirectory, program,
            ];
            return new ProcessStartInfo("node", arguments) { WorkingDirectory = project.ProgramDirectory };
        });
    }

    // Where Node.js itself would look: node_modules here, then in each folder above.
    private static string NodeRunner(string directory)
    {
        for (var folder = new DirectoryInfo(directory); folder is not null; folder = folder.Parent)
        {
            var runner = Path.Combine(folder.FullName, "node_modules", "@pulumi", "pulumi", "cmd", "run");
            if (Directory.Exists(runner))
            {
                return runner;
            }
        }

        throw new EngineException($"The package \"@pulumi/pulumi\" is not installed for \"{directory}\"; run npm install there.");
    }
}
