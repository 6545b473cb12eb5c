using System.Diagnostics;

namespace LocalEngine.Programs;

/// <summary>A C# program: built first, its messages shown only if that fails, then run.</summary>
internal sealed class DotnetProgram(Project project, IReadOnlyDictionary<string, string> properties) : IProgram
{
    public async Task RunAsync(ProgramContext context, CancellationToken kill)
    {
        if (Project.Text(project.RuntimeOptions, "binary") is { } binary)
        {
            binary = Path.GetFullPath(Path.Combine(project.Directory, binary));
            await new ProcessProgram(_ => Path.GetExtension(binary) == ".dll" ? Dotnet([binary]) : In(new ProcessStartInfo(binary)))
                .RunAsync(context, kill);
            return;
        }

        var folder = project.ProgramDirectory;

        // No build server stays behind: it would keep the pipes open, and this engine would wait for their end.
        string[] switches = ["-p:UseSharedCompilation=false", .. properties.Select(p => $"-p:{p.Key}={p.Value}")];
        var lines = new List<string>();
        var code = await ProcessProgram.RunAsync(Dotnet(["build", folder, "-nologo", "-v:q", "-nodeReuse:false", .. switches]), Collect, kill);
        if (code != 0)
        {
            lines.ForEach(context.Output);
            throw new ProgramFailedException($"the program in \"{folder}\" does not build; the compiler's messages stand above");
        }

        await new ProcessProgram(_ => Dotnet(["run", "--project", folder, "--no-build", .. switches])).RunAsync(context, kill);

        void Collect(string line)
        {
            lock (lines)
            {
                lines.Add(line);
            }
        }
    }

    private ProcessStartInfo Dotnet(IEnumerable<string> arguments) => In(new ProcessStartInfo("dotnet", arguments));

    private ProcessStartInfo In(ProcessStartInfo start)
    {
        start.WorkingDirectory = project.ProgramDirectory;
        return start;
    }
}
