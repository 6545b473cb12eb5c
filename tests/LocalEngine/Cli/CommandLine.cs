using System.Globalization;
using System.Text.Json.Nodes;
using LocalEngine.Plugins;
using LocalEngine.Programs;

namespace LocalEngine.Cli;

/// <summary>The commands: what they take, and the exit code they end with (0: done, 1: anything else).</summary>
internal static class CommandLine
{
    private const string Help =
        """
        ecm-local-engine: runs Pulumi stacks where there is no pulumi CLI.

          ecm-local-engine preview | up | refresh | destroy | outputs [options]
          ecm-local-engine import TYPE NAME ID [options]

          --cwd DIR             the folder of Pulumi.yaml (default: here)
          --stack NAME          the stack (default: dev); Pulumi.NAME.yaml configures it
          --state FILE          where its state is kept (default: .local-state/NAME.json in that folder)
          --parallel N          how many operations run side by side (default: 16)
          --provider PATH       the provider's binary or its folder (default: as Pulumi.yaml says, or on the PATH);
                                NAME=PATH for a package other than ecm
          --config KEY=VALUE    a configuration value; --secret KEY=VALUE a secret one, --secret-env KEY=VARIABLE from the environment
          --property NAME=VALUE an MSBuild property for the build of a C# program
          --replace URN         replace this resource whether it differs or not
          --refresh             read every resource first
          --continue-on-error   go on with what does not depend on a failed resource
          --yes                 do not show a preview and ask first
          --json, --show-secrets  for outputs

        Secrets in the state are encrypted under PULUMI_CONFIG_PASSPHRASE, or else under a key file beside the state.
        Ctrl-C once: nothing new begins and what is in flight ends; twice: everything is killed.
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            return await DispatchAsync(Arguments.Parse(args)) ? 0 : 1;
        }
        catch (EngineException e)
        {
            await Console.Error.WriteLineAsync($"error: {e.Message}");
            return 1;
        }
#pragma warning disable CA1031 // The last resort: never an exit code that a shell takes for a crash.
        catch (Exception e)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync($"error: the engine failed (please report this): {e}");
            return 1;
        }
    }

    private static async Task<bool> DispatchAsync(Arguments arguments)
    {
        if (arguments.Has("--help") || arguments.Words.Count == 0)
        {
            Console.WriteLine(Help);
            return arguments.Has("--help");
        }

        var command = arguments.Words[0];
        if (command is not "import" && arguments.Words.Count > 1)
        {
            throw new EngineException($"The command \"{command}\" takes no \"{arguments.Words[1]}\"; see ecm-local-engine --help.");
        }

        return command switch
        {
            "preview" => await RunAsync(arguments, Operation.Preview),
            "up" => await RunAsync(arguments, Operation.Up),
            "refresh" => await RunAsync(arguments, Operation.Refresh),
            "destroy" => await RunAsync(arguments, Operation.Destroy),
            "import" => await RunAsync(arguments, Operation.Import),
            "outputs" => Outputs(arguments),
            _ => throw new EngineException($"The command \"{command}\" is not known; see ecm-local-engine --help."),
        };
    }

    private static async Task<bool> RunAsync(Arguments arguments, Operation operation)
    {
        var project = Project.Load(arguments.Last("--cwd") ?? ".");
        var options = Options(arguments, project, operation);
        var program = operation is Operation.Preview or Operation.Up
            ? ProgramFinder.Find(project, arguments.Pairs("--property").ToDictionary(p => p.Name, p => p.Value))
            : null;

        if (operation is Operation.Up or Operation.Destroy && !arguments.Has("--yes"))
        {
            if (Console.IsInputRedirected)
            {
                throw new EngineException("Nobody can be asked here: give --yes to go ahead without a question.");
            }

            if (operation == Operation.Up && !await RunAsync(options with { Operation = Operation.Preview }, program))
            {
                return false;
            }

            Console.Write($"{(operation == Operation.Up ? "Do this" : $"Delete everything in the stack \"{options.Stack}\"")}? [y/N] ");
            if (Console.ReadLine()?.Trim() is not ("y" or "yes"))
            {
                return false;
            }
        }

        if (operation != Operation.Preview && arguments.Last("--state") is null)
        {
            StateFolder.Prepare(project.Directory);
        }

        return await RunAsync(options, program);
    }

    private static async Task<bool> RunAsync(EngineOptions options, IProgram? program)
    {
        using var interrupt = new Interrupt();
        return (await Engine.RunAsync(options with { Kill = interrupt.Kill }, program, interrupt.Stop)).Succeeded;
    }

    private static bool Outputs(Arguments arguments)
    {
        var project = Project.Load(arguments.Last("--cwd") ?? ".");
        var (outputs, _) = Engine.Show(Options(arguments, project, Operation.Preview), arguments.Has("--show-secrets"));
        if (arguments.Has("--json"))
        {
            Console.WriteLine(new JsonObject(outputs.Select(o => KeyValuePair.Create(o.Key, o.Value?.DeepClone()))).ToJsonString());
        }
        else
        {
            foreach (var (name, value) in outputs)
            {
                Console.WriteLine($"{name}: {value?.ToJsonString(Protocol.Json.Compact) ?? "null"}");
            }
        }

        return true;
    }

    private static EngineOptions Options(Arguments arguments, Project project, Operation operation)
    {
        var stack = arguments.Last("--stack") ?? "dev";
        var (config, secrets) = ConfigArguments.Read(arguments, project, stack);
        return new EngineOptions
        {
            Operation = operation,
            Project = project.Name,
            Stack = stack,
            StateFile = arguments.Last("--state") ?? StateFolder.Default(project.Directory, stack),
            Passphrase = Environment.GetEnvironmentVariable("PULUMI_CONFIG_PASSPHRASE"),
            Config = config,
            SecretConfigKeys = secrets,
            Parallel = Parallel(arguments),
            RefreshFirst = arguments.Has("--refresh"),
            ContinueOnError = arguments.Has("--continue-on-error"),
            Replace = [.. arguments.All("--replace")],
            Import = operation == Operation.Import ? Import(arguments.Words) : null,
            RootDirectory = project.Directory,
            ProgramDirectory = project.ProgramDirectory,
            Providers = new ProviderBinaries(ProviderPaths(arguments, project)),
            Output = Console.Out,
            Interactive = !Console.IsOutputRedirected,
        };
    }

    private static ImportTarget Import(IReadOnlyList<string> words) => words is [_, var type, var name, var id]
        ? new ImportTarget(type, name, id)
        : throw new EngineException("An import takes a type, a name and an id, such as: import ecm:index:EipAssociation web REGION/EIP.");

    private static int Parallel(Arguments arguments)
    {
        var text = arguments.Last("--parallel") ?? "16";
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parallel) && parallel > 0
            ? parallel
            : throw new EngineException($"The option --parallel takes a number from 1 up, not \"{text}\".");
    }

    private static Dictionary<string, string> ProviderPaths(Arguments arguments, Project project)
    {
        var paths = project.PluginPaths.ToDictionary();
        foreach (var value in arguments.All("--provider"))
        {
            var (name, path) = value.Split('=', 2) is [var left, var right] ? (left, right) : ("ecm", value);
            paths[name] = Path.GetFullPath(path);
        }

        return paths;
    }
}
