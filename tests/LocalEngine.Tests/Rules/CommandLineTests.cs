using System.Diagnostics;
using LocalEngine.Tests.Fakes;
using Xunit;

namespace LocalEngine.Tests.Rules;

/// <summary>The engine as a process, and the provider as one too: a script that says the port of the provider in this process.</summary>
public sealed class CommandLineTests : IAsyncLifetime
{
    private readonly TestStack _stack = new();
    private FakeProvider _provider = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The provider of these tests is a shell script.");
        _provider = await FakeProvider.StartAsync();
    }

    [Fact]
    public async Task AStackGoesFromPreviewToDestroyAndExitsWithZero()
    {
        _stack.Yaml("plugins: { providers: [ { name: ecm, path: bin } ] }\n" + Some.Web() + "outputs: { ip: \"${web.addressIp}\" }\n");
        Script($"echo {_provider.Address.Split(':')[1]}; echo noise from the provider >&2; cat > /dev/null");
        foreach (var command in new[] { "preview", "up --yes", "up --yes", "refresh", "outputs", "destroy --yes" })
        {
            var (code, text) = await RunAsync(command + " --config ecm:ecmRegion=ap-xian-ecm --secret ecm:secretKey=hushhush");
            Assert.True(code == 0, $"{command}: {text}");
            Assert.DoesNotContain("hushhush", text, StringComparison.Ordinal);
            Assert.Equal(command is "outputs", !text.Contains("noise from the provider", StringComparison.Ordinal));
            Assert.Contains("203.0.113.10", command is "up --yes" or "outputs" ? text : "203.0.113.10", StringComparison.Ordinal);
        }

        Assert.Empty(_provider.Association.Cloud);
    }

    [Fact]
    public async Task CtrlCIsToldToTheProviderWhoseAnswerIsKeptAndExitsWithOne()
    {
        _stack.Yaml("plugins: { providers: [ { name: ecm, path: bin } ] }\n" + Some.Web());
        Script($"echo {_provider.Address.Split(':')[1]}; cat > /dev/null");
        var cancelled = new TaskCompletionSource();
        var engine = new TaskCompletionSource<int>();
        _provider.Intercept = async call =>
        {
            if (call.Method == "Cancel")
            {
                cancelled.TrySetResult();
            }

            if (call.Method == "Create")
            {
                Process.Start("kill", ["-INT", $"{await engine.Task}"]).Dispose();
                await cancelled.Task.WaitAsync(TestContext.Current.CancellationToken);
                throw Refusals.InitFailed("r/e/i", ((Pulumirpc.CreateRequest)call.Request).Properties, "cancelled while the task ran");
            }

            return null;
        };

        var (code, text) = await RunAsync("up --yes --state dev.json", engine.SetResult);

        Assert.Equal(1, code);
        Assert.Contains("cancelled while the task ran", text, StringComparison.Ordinal);
        var state = await File.ReadAllTextAsync(Path.Combine(_stack.Folder, "dev.json"), TestContext.Current.CancellationToken);
        Assert.Contains("\"id\": \"r/e/i\"", state, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo boom >&2; exit 3", "(exit code 3)")]
    [InlineData("echo hello; cat > /dev/null", "said \"hello\" instead of its port")]
    public async Task AProviderThatDoesNotComeUpIsAClearErrorAndExitCodeOne(string script, string message)
    {
        _stack.Yaml("plugins: { providers: [ { name: ecm, path: bin } ] }\n" + Some.Web());
        Script(script);

        var (code, text) = await RunAsync("preview");

        Assert.Equal(1, code);
        Assert.Contains(message, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("up", "--yes")]
    [InlineData("preview --stak dev", "\"--stak\" is not known")]
    [InlineData("deploy", "\"deploy\" is not known")]
    [InlineData("preview --parallel 0", "a number from 1 up")]
    [InlineData("preview --cwd /nowhere", "Pulumi.yaml")]
    [InlineData("preview", "\"pulumi-resource-ecm\" is neither")]
    public async Task AMistakeIsExplainedAndExitsWithOne(string command, string message)
    {
        _stack.Yaml(Some.Web());

        var (code, text) = await RunAsync(command);

        Assert.Equal(1, code);
        Assert.Contains(message, text, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (_provider is not null)
        {
            await _provider.DisposeAsync();
        }

        _stack.Dispose();
    }

    private void Script(string body)
    {
        var path = Path.Combine(_stack.Folder, "bin", "pulumi-resource-ecm");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private async Task<(int Code, string Text)> RunAsync(string command, Action<int>? started = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ecm-local-engine.dll"), .. command.Split(' ')])
        {
            WorkingDirectory = _stack.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment.Remove("PULUMI_CONFIG_PASSPHRASE");
        start.Environment.Remove("PULUMI_DEBUG_PROVIDERS");
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        started?.Invoke(process.Id);
        var cancellation = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, await output + await error);
    }
}
