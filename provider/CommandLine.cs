using EcmProvider.Protocol;

namespace EcmProvider;

/// <summary>What the program was started with: to serve, or to say something and end.</summary>
/// <param name="EngineAddress">The engine's address, <c>host:port</c>; null when started by hand.</param>
/// <param name="Answer">A text for stdout, after which the program ends with exit code 0; null otherwise.</param>
/// <param name="Failure">What is wrong with the arguments: a text for stderr and exit code 2; null otherwise.</param>
internal sealed record CommandLine(string? EngineAddress = null, string? Answer = null, string? Failure = null)
{
    private const string Program = "pulumi-resource-ecm";

    private const string Help = $"""
        {Program} [ENGINE]

        The Pulumi provider for Tencent Cloud ECM. The Pulumi engine starts it by itself and gives its own address as ENGINE,
        127.0.0.1:PORT. Started by hand, without one, it serves until it is ended. The first line on stdout is the port on 127.0.0.1.

          --help, -h     this text
          --version      the version

        What engines and Go's log package take is taken and has no effect: --logtostderr, --alsologtostderr, -v N, --vmodule,
        --stderrthreshold, --log_dir, --log_backtrace_at, --tracing URL.
        """;

    /// <summary>Reads the arguments. Flags are as Go has them: one dash or two, the value after <c>=</c> or as the next argument.</summary>
    public static CommandLine Read(IEnumerable<string> arguments)
    {
        string? engineAddress = null;
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out var argument))
        {
            if (!argument.StartsWith('-'))
            {
                // The engine's own address is the last of its arguments.
                engineAddress = argument;
                continue;
            }

            var (name, value) = Split(argument);
            switch (name)
            {
                case "help" or "h":
                    return new(Answer: Help);
                case "version":
                    return new(Answer: $"{Program} {Schema.Version}");
                case "logtostderr" or "alsologtostderr":
                    break;
                case "v" or "vmodule" or "stderrthreshold" or "log_dir" or "log_backtrace_at" or "tracing":
                    if (value is null && !rest.TryDequeue(out _))
                    {
                        return new(Failure: $"{Text.Quote(argument)} needs a value.");
                    }

                    break;
                default:
                    return new(Failure: $"{Text.Quote(argument)} is not a flag of {Program}; --help lists them.");
            }
        }

        return engineAddress is null || EngineWatch.IsAddress(engineAddress)
            ? new(engineAddress)
            : new(Failure: $"{Text.Quote(engineAddress)} is not the address of an engine. Give one as 127.0.0.1:PORT, or none to start by hand.");
    }

    private static (string Name, string? Value) Split(string argument)
    {
        var flag = argument[(argument.StartsWith("--", StringComparison.Ordinal) ? 2 : 1)..];
        return flag.IndexOf('=', StringComparison.Ordinal) is var at and >= 0 ? (flag[..at], flag[(at + 1)..]) : (flag, null);
    }
}
