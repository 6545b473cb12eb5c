using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Witness;
using Xunit;

namespace EcmEmulator.Tests.Witness;

/// <summary>The official Node.js client in a process of its own, shared by the tests of a class.</summary>
public sealed class OfficialClient : IAsyncLifetime
{
    // Parameters keep their names; only the envelope has JavaScript's.
    private static readonly JsonSerializerOptions CamelCase = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private readonly SemaphoreSlim turn = new(1);
    private Process? node;
    private string? missing;

    public async ValueTask InitializeAsync()
    {
        var folder = NpmFolder.Find("tencentcloud");
        missing = await folder.InstallAsync();
        if (missing is not null)
        {
            return;
        }

        try
        {
            node = Process.Start(new ProcessStartInfo("node", ["call.js"])
            {
                WorkingDirectory = folder.Path,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            });
        }
        catch (Win32Exception error)
        {
            missing = $"node cannot be started: {error.Message}";
        }
    }

    /// <summary>Skips the test, with the reason, where the client cannot be installed.</summary>
    public void SkipWhenMissing() => Assert.SkipWhen(missing is not null, missing ?? "");

    /// <summary>Makes one call and returns what the client made of the answer.</summary>
    public async Task<OfficialAnswer> CallAsync(OfficialCall call)
    {
        await turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            var told = JsonSerializer.Serialize(call, CamelCase);
            await node!.StandardInput.WriteLineAsync(told);
            await node.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
            var line = await node.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask()
                .WaitAsync(TimeSpan.FromMinutes(1));
            return JsonSerializer.Deserialize<OfficialAnswer>(line!, CamelCase)!;
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (node is not null)
        {
            node.StandardInput.Close();
            await node.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
            node.Dispose();
        }

        turn.Dispose();
    }
}

/// <summary>What to call.</summary>
public sealed record OfficialCall(Uri Endpoint, string Action, JsonElement Parameters)
{
    public string Service { get; init; } = "ecm";

    /// <summary>A credential provider of the client, to be asked for a key in place of an action; null for none.</summary>
    public string? Provider { get; init; }

    public string SecretId { get; init; } = EmulatorOptions.DefaultSecretId;

    public string SecretKey { get; init; } = EmulatorOptions.DefaultSecretKey;

    public string? Token { get; init; }

    public string? Language { get; init; } = "en-US";
}

/// <summary>What came of it: a result or an error.</summary>
public sealed record OfficialAnswer
{
    public JsonElement Result { get; init; }

    public OfficialError? Error { get; init; }

    /// <summary>The error code; <c>OK</c> when there is none.</summary>
    public string Code => Error is null ? "OK" : Error.Code;
}

/// <summary>An error as the client throws it.</summary>
public sealed record OfficialError(string Code, string Message, string RequestId);
