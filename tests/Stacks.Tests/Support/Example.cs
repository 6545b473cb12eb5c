using System.Diagnostics;
using System.Reflection;
using LocalEngine.Programs;

namespace Stacks.Tests.Support;

/// <summary>The stacks under <c>examples/</c>.</summary>
internal static class Example
{
    /// <summary>The folder of all examples.</summary>
    public static string Root { get; } = Path.GetFullPath(Metadata("Examples"));

    /// <summary>The folders of examples that are stacks.</summary>
    public static IEnumerable<string> Names => Directory.GetDirectories(Root)
        .Where(folder => File.Exists(Path.Combine(folder, "Pulumi.yaml")))
        .Select(folder => Path.GetFileName(folder)!);

    public static Project Load(string name) => Project.Load(Path.Combine(Root, name));

    /// <summary>
    /// An example's program. Those in C# are built with the tests; `dotnet run`, which the engine would do, would build them again.
    /// </summary>
    public static IProgram Program(Project project)
    {
        var source = Directory.GetFiles(project.Directory, "*.csproj");
        return source.Length == 0
            ? ProgramFinder.Find(project)
            : new ProcessProgram(_ => new ProcessStartInfo("dotnet",
            [
                Path.Combine(
                    project.Directory, "bin", Metadata("Configuration"), "net10.0", $"{Path.GetFileNameWithoutExtension(source[0])}.dll"),
            ])
            {
                WorkingDirectory = project.Directory,
            });
    }

    private static string Metadata(string key) => typeof(Example).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
