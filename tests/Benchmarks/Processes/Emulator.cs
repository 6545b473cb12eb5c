using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Benchmarks.Processes;

/// <summary>The stand-alone emulator, with the API's limit on, and its control address.</summary>
internal sealed class Emulator : IDisposable
{
    /// <summary>The key it takes.</summary>
    public const string SecretId = "AKIDEXAMPLE";

    /// <summary>The secret of that key.</summary>
    public const string SecretKey = "sKEXAMPLE";

    private readonly StartedProcess process = StartedProcess.Start(Programs.Emulator);
    private readonly HttpClient http;

    public Emulator()
    {
        Endpoint = new(process.FirstLine);
        http = new() { BaseAddress = new(Endpoint, "_control/") };
    }

    /// <summary>Where it listens.</summary>
    public Uri Endpoint { get; }

    /// <summary>Begins anew with a region of associations: all free, or all bound.</summary>
    public async Task ResetAsync(Region region, bool bound = false)
    {
        await SendAsync(HttpMethod.Post, "reset", null);
        await SendAsync(HttpMethod.Put, "state", region.ToJson(bound));
        foreach (var (eip, seconds) in region.TaskSeconds)
        {
            await SendAsync(HttpMethod.Post, "tasks/plan", new JsonObject { ["addressId"] = eip, ["seconds"] = seconds });
        }
    }

    /// <summary>Forgets the calls so far.</summary>
    public Task ForgetCallsAsync() => SendAsync(HttpMethod.Delete, "calls", null);

    /// <summary>What was called since.</summary>
    public async Task<Calls> CallsAsync()
    {
        var answer = (await http.GetFromJsonAsync<JsonObject>("calls"))!;
        return new(
            answer["counts"]!.AsObject().ToDictionary(count => count.Key, count => count.Value!.GetValue<int>()),
            answer["calls"]!.AsArray().Count(call => call!["outcome"]!.GetValue<string>() == "RequestLimitExceeded"));
    }

    /// <summary>How many EIPs are bound.</summary>
    public async Task<int> BoundAsync() =>
        (await http.GetFromJsonAsync<JsonArray>("addresses"))!.Count(address => address!["status"]!.GetValue<string>() == "BIND");

    public void Dispose()
    {
        http.Dispose();
        process.Dispose();
    }

    private async Task SendAsync(HttpMethod method, string path, JsonNode? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await http.SendAsync(request);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{path}: {await response.Content.ReadAsStringAsync()}");
        }
    }
}

/// <summary>How often each action was called, and how many calls were refused as one too many (among the last ten thousand).</summary>
internal sealed record Calls(IReadOnlyDictionary<string, int> Counts, int Refused)
{
    public int Of(string action) => Counts.GetValueOrDefault(action);

    public override string ToString() => string.Join(", ", Counts.Select(count => $"{count.Value} {count.Key}"));
}
