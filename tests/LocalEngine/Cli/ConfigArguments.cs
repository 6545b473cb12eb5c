using LocalEngine.Programs;

namespace LocalEngine.Cli;

/// <summary>The stack's configuration: the project's files, then what the command line says.</summary>
internal static class ConfigArguments
{
    public static (Dictionary<string, string> Config, HashSet<string> Secrets) Read(Arguments arguments, Project project, string stack)
    {
        var config = project.Config(stack).ToDictionary();
        var secrets = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in arguments.Pairs("--config"))
        {
            config[project.FullKey(name)] = value;
        }

        foreach (var (name, value) in arguments.Pairs("--secret"))
        {
            Secret(name, value);
        }

        foreach (var (name, variable) in arguments.Pairs("--secret-env"))
        {
            Secret(name, Environment.GetEnvironmentVariable(variable)
                ?? throw new EngineException($"The variable \"{variable}\", which is to hold the configuration value \"{name}\", is not set."));
        }

        return (config, secrets);

        void Secret(string name, string value)
        {
            config[project.FullKey(name)] = value;
            secrets.Add(project.FullKey(name));
        }
    }
}
