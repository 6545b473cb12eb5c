using System.Globalization;
using System.Runtime.InteropServices;
using EcmEmulator.Control;

namespace EcmEmulator;

/// <summary>
/// The emulator as a program: reads its arguments, serves, ends on SIGINT, SIGTERM or, when told so, on closed stdin.
/// </summary>
internal sealed class CommandLine
{
    private const string Usage = """
        ecm-emulator [--port N] [--state FILE] [--task-seconds S] [--requests-per-second N]
                     [--secret-id ID --secret-key KEY] [--exit-on-stdin-close]

        An emulator of the ECM API on 127.0.0.1. The first line on stdout is its endpoint. Without --state the cloud is a small
        made-up region; without --port a free one is taken; 0 requests per second means no limit. See README.md.
        """;

    private EmulatorOptions options = new() { StateJson = StateFile.Demo, TaskDuration = TimeSpan.FromSeconds(2) };
    private bool exitOnStdinClose;
    private bool help;

    public static async Task<int> RunAsync(string[] args)
    {
        var line = new CommandLine();
        try
        {
            line.Read(args);
            if (line.help)
            {
                Console.WriteLine(Usage);
                return 0;
            }

            await line.ServeAsync();
            return 0;
        }
        catch (Exception error) when (error is FormatException or IOException)
        {
            await Console.Error.WriteLineAsync($"ecm-emulator: {error.Message}");
            return 2;
        }
    }

    private void Read(string[] args)
    {
        var rest = new Queue<string>(args);
        while (rest.TryDequeue(out var name))
        {
            string Value() => rest.TryDequeue(out var value) ? value : throw new FormatException($"'{name}' needs a value.");

            options = name switch
            {
                "--port" => options with { Port = Number(name, Value(), ushort.MaxValue) },
                "--state" => options with { StateJson = File.ReadAllText(Value()) },
                "--task-seconds" => options with { TaskDuration = Seconds(name, Value()) },
                "--requests-per-second" => Number(name, Value(), int.MaxValue) is var limit and > 0
                    ? options with { RequestsPerSecond = limit }
                    : options with { RequestsPerSecond = null },
                "--secret-id" => options with { SecretId = Value() },
                "--secret-key" => options with { SecretKey = Value() },
                "--exit-on-stdin-close" => Note(ref exitOnStdinClose),
                "--help" or "-h" => Note(ref help),
                _ => throw new FormatException($"'{name}' is not an argument. Try --help."),
            };
        }
    }

    private EmulatorOptions Note(ref bool flag)
    {
        flag = true;
        return options;
    }

    private async Task ServeAsync()
    {
        await using var host = await EmulatorHost.StartAsync(options);
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            end.TrySetResult();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        if (exitOnStdinClose)
        {
            _ = WatchStdinAsync(end);
        }

        Console.WriteLine(host.Endpoint);
        await end.Task;
    }

    private static async Task WatchStdinAsync(TaskCompletionSource end)
    {
        await using var stdin = Console.OpenStandardInput();
        var buffer = new byte[1];
        while (await stdin.ReadAsync(buffer) > 0)
        {
        }

        end.TrySetResult();
    }

    private static int Number(string name, string value, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw new FormatException($"'{name}' needs a number from 0 to {most}, not '{value}'.");

    private static TimeSpan Seconds(string name, string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : throw new FormatException($"'{name}' needs seconds, such as 0.5, not '{value}'.");
}
