using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace LocalEngine.Programs;

/// <summary>A program in a process of its own, with the environment that SDKs read.</summary>
public sealed class ProcessProgram : IProgram
{
    private readonly Func<ProgramContext, ProcessStartInfo> _start;

    /// <summary>Runs what the function says; it gets the context for runtimes that want it on the command line.</summary>
    public ProcessProgram(Func<ProgramContext, ProcessStartInfo> start) => _start = start;

    /// <inheritdoc />
    public async Task RunAsync(ProgramContext context, CancellationToken kill)
    {
        var start = _start(context);
        foreach (var (key, value) in Variables(context))
        {
            start.Environment[key] = value;
        }

        var code = await RunAsync(start, context.Output, kill);
        if (code != 0)
        {
            throw new ProgramFailedException($"the program ended with exit code {code}; its messages stand above");
        }
    }

    /// <summary>Runs a process and passes its lines on; answers its exit code.</summary>
    internal static async Task<int> RunAsync(ProcessStartInfo start, Action<string> line, CancellationToken kill)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new EngineException($"\"{start.FileName}\" cannot be started ({e.Message}); install it, or put it on the PATH.", e);
        }

        using (process)
        {
            process.StandardInput.Close();
            process.OutputDataReceived += Pass;
            process.ErrorDataReceived += Pass;
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            using var killing = kill.Register(() => process.Kill(entireProcessTree: true));
            await process.WaitForExitAsync(CancellationToken.None);
            return process.ExitCode;
        }

        void Pass(object sender, DataReceivedEventArgs e)
        {
            if (e.Data is not null)
            {
                line(e.Data);
            }
        }
    }

    private static Dictionary<string, string> Variables(ProgramContext context) => new()
    {
        ["PULUMI_ORGANIZATION"] = context.Organization,
        ["PULUMI_PROJECT"] = context.Project,
        ["PULUMI_STACK"] = context.Stack,
        ["PULUMI_MONITOR"] = context.Address,
        ["PULUMI_ENGINE"] = context.Address,
        ["PULUMI_CONFIG"] = new JsonObject(context.Config.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)JsonValue.Create(entry.Value)))).ToJsonString(),
        ["PULUMI_CONFIG_SECRET_KEYS"] = new JsonArray([.. context.SecretConfigKeys.Select(key => (JsonNode?)JsonValue.Create(key))]).ToJsonString(),
        ["PULUMI_DRY_RUN"] = context.Preview ? "true" : "false",
        ["PULUMI_PARALLEL"] = context.Parallel.ToString(CultureInfo.InvariantCulture),
    };
}
