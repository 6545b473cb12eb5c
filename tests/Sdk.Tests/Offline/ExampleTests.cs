using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;
using Sdk.Tests.Engine;
using Xunit;

namespace Sdk.Tests.Offline;

/// <summary>The C# examples, started as an engine starts them.</summary>
public sealed class ExampleTests
{
    [Fact]
    public async Task TheInstanceExampleBindsTheEipToTheInstance()
    {
        await using var engine = await RecordingEngine.StartAsync();

        var (exitCode, output) = await StartAsync(engine, "instance/bin/{0}/net10.0/Instance.dll", """{"edge:addressId": "eip-9"}""");

        Assert.Equal((0, ""), (exitCode, output));
        Assert.Equal(
            """{"addressId":"eip-9","allowReassociation":false,"instanceId":"ein-33334444","reallocateNormalPublicIp":false}""",
            Inputs(engine.Registration("web")));
    }

    [Fact]
    public async Task TheNetworkInterfaceExampleBindsTheEipToThePrivateIp()
    {
        await using var engine = await RecordingEngine.StartAsync();

        var (exitCode, output) = await StartAsync(engine, "network-interface/bin/{0}/net10.0/NetworkInterface.dll", "{}");

        Assert.Equal((0, ""), (exitCode, output));
        var inputs = Inputs(engine.Registration("gateway"));
        Assert.Contains("\"networkInterfaceId\":\"eni-55556666\",\"privateIpAddress\":\"10.0.0.7\"", inputs, StringComparison.Ordinal);
        Assert.Contains("\"addressId\":\"eip-22223333\"", inputs, StringComparison.Ordinal);
    }

    private static string Inputs(RecordedCall registration) => registration.Request["object"]!.ToJsonString();

    private static async Task<(int ExitCode, string Output)> StartAsync(RecordingEngine engine, string program, string config)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(Metadata("Examples"), string.Format(program, Metadata("Configuration"))) },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["PULUMI_MONITOR"] = engine.Address,
                ["PULUMI_ENGINE"] = engine.Address,
                ["PULUMI_PROJECT"] = RecordingEngine.Project,
                ["PULUMI_STACK"] = RecordingEngine.Stack,
                ["PULUMI_CONFIG"] = config,
                ["PULUMI_DRY_RUN"] = "false",
            },
        };
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var timer = TimeProvider.System.CreateTimer(
            source => ((CancellationTokenSource)source!).Cancel(), timeout, TimeSpan.FromSeconds(60), Timeout.InfiniteTimeSpan);
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var errors = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static string Metadata(string key) => typeof(ExampleTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
