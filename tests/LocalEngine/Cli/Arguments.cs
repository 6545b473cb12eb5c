namespace LocalEngine.Cli;

/// <summary>The command line, taken apart.</summary>
internal sealed class Arguments
{
    private static readonly string[] WithValue =
    [
        "--cwd", "--stack", "--state", "--parallel", "--provider", "--config", "--secret", "--secret-env", "--property", "--replace",
    ];

    private static readonly string[] Flags = ["--yes", "--refresh", "--continue-on-error", "--show-secrets", "--json", "--help"];

    private readonly List<(string Key, string Value)> _values = [];
    private readonly HashSet<string> _flags = [];
    private readonly List<string> _words = [];

    /// <summary>What is no option: the command, and what follows it.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <exception cref="EngineException">An option is unknown, or lacks its value.</exception>
    public static Arguments Parse(IReadOnlyList<string> args)
    {
        var result = new Arguments();
        for (var i = 0; i < args.Count; i++)
        {
            var (key, value) = args[i].Split('=', 2) is [var left, var right] && left.StartsWith("--", StringComparison.Ordinal)
                ? (left, right)
                : (Long(args[i]), null);
            if (WithValue.Contains(key))
            {
                value ??= ++i < args.Count ? args[i] : throw new EngineException($"The option {key} lacks its value.");
                result._values.Add((key, value));
            }
            else if (Flags.Contains(key) && value is null)
            {
                result._flags.Add(key);
            }
            else if (key.StartsWith('-'))
            {
                throw new EngineException($"The option \"{args[i]}\" is not known; see ecm-local-engine --help.");
            }
            else
            {
                result._words.Add(args[i]);
            }
        }

        return result;
    }

    public bool Has(string flag) => _flags.Contains(flag);

    public string? Last(string key) => _values.LastOrDefault(v => v.Key == key).Value;

    public IEnumerable<string> All(string key) => _values.Where(v => v.Key == key).Select(v => v.Value);

    /// <summary>Values of the form <c>NAME=VALUE</c>.</summary>
    public IEnumerable<(string Name, string Value)> Pairs(string key) => All(key).Select(v => v.Split('=', 2) is [var name, var value]
        ? (name, value)
        : throw new EngineException($"The option {key} takes NAME=VALUE, not \"{v}\"."));

    private static string Long(string option) => option switch
    {
        "-C" => "--cwd",
        "-s" => "--stack",
        "-p" => "--parallel",
        "-y" => "--yes",
        "-r" => "--refresh",
        "-h" => "--help",
        _ => option,
    };
}
