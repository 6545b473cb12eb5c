using System.Diagnostics;
using System.Runtime.InteropServices;
using EcmEmulator.Tests.Support;
using Xunit;

namespace EcmEmulator.Tests;

/// <summary>The emulator as a program of its own.</summary>
public class ProgramTests
{
    [Fact]
    public async Task TheFirstLineIsItsEndpointAndClosedStdinEndsIt()
    {
        using var program = Start("--task-seconds", "0", "--exit-on-stdin-close");
        using var control = new ControlClient(await ReadEndpointAsync(program));

        Assert.StartsWith("ap-xian-ecm\n", await control.GetAsync("summary"), StringComparison.Ordinal);
        program.StandardInput.Close();

        Assert.Equal(0, await ExitCodeAsync(program));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(15)]
    public async Task ASignalEndsIt(int signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent with kill(2), which Windows does not have.");
        using var program = Start();
        await ReadEndpointAsync(program);

        Assert.Equal(0, Kill(program.Id, signal));

        Assert.Equal(0, await ExitCodeAsync(program));
    }

    [Fact]
    public async Task ItStartsWithTheKeyAndTheStateItIsTold()
    {
        var state = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            state,
            """{"regions": [{"name": "ap-test-ecm", "addresses": [{"addressId": "eip-9", "addressIp": "203.0.113.9"}]}]}""",
            TestContext.Current.CancellationToken);
        using var program = Start("--state", state, "--secret-id", "AKIDOTHER", "--secret-key", "other", "--exit-on-stdin-close");
        var endpoint = await ReadEndpointAsync(program);
        using var client = new ApiClient(endpoint);
        var signer = new Signer { SecretId = "AKIDOTHER", SecretKey = "other", At = TimeProvider.System.GetUtcNow() };

        var answer = await client.CallAsync("DescribeAddresses", new { EcmRegion = "ap-test-ecm" }, signer);

        Assert.Equal(1, answer.GetProperty("TotalCount").GetInt32());
        program.StandardInput.Close();
        Assert.Equal(0, await ExitCodeAsync(program));
        File.Delete(state);
    }

    [Theory]
    [InlineData("'--colour' is not an argument", "--colour")]
    [InlineData("'--port' needs a value", "--port")]
    [InlineData("'--port' needs a number from 0 to 65535, not 'x'", "--port", "x")]
    [InlineData("'--task-seconds' needs seconds", "--task-seconds", "soon")]
    [InlineData("Could not find file", "--state", "none.json")]
    public async Task AWrongArgumentIsNamed(string message, params string[] args)
    {
        using var program = Start(args);
        var said = await program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith($"ecm-emulator: {message}", said, StringComparison.Ordinal);
        Assert.Equal(2, await ExitCodeAsync(program));
    }

    private static Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(EmulatorHost).Assembly.Location);
        args.ToList().ForEach(start.ArgumentList.Add);
        return Process.Start(start)!;
    }

    private static async Task<Uri> ReadEndpointAsync(Process program) =>
        new((await program.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!);

    private static async Task<int> ExitCodeAsync(Process program)
    {
        await program.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30));
        return program.ExitCode;
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
}
