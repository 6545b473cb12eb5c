namespace LocalEngine.Cli;

/// <summary>Where the state of a stack is kept when nothing else is said: beside the project, out of version control.</summary>
internal static class StateFolder
{
    public static string Default(string projectDirectory, string stack) =>
        Path.Combine(projectDirectory, ".local-state", stack + ".json");

    /// <summary>Makes the folder before the first state is written.</summary>
    public static void Prepare(string projectDirectory)
    {
        var folder = Path.Combine(projectDirectory, ".local-state");
        Directory.CreateDirectory(folder);
        var ignore = Path.Combine(folder, ".gitignore");
        if (!File.Exists(ignore))
        {
            File.WriteAllText(ignore, "*\n");
        }
    }
}
