using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Benchmarks.Processes;
using EcmProvider.Credentials;
using EcmProvider.Ecm.Http;

namespace Benchmarks.Peers;

/// <summary>
/// How providers of this kind usually talk to the API: each resource for itself, asking once a second, and after a refusal again
/// with exponential backoff and jitter.
/// </summary>
internal sealed class PeerClient(Uri endpoint) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(10);

    private readonly HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly TencentCredentials key = new(Emulator.SecretId, Emulator.SecretKey, null);

    /// <summary>Binds an EIP and waits for its task.</summary>
    public async Task CreateAsync(int i)
    {
        var started = await CallAsync("AssociateAddress", new() { ["AddressId"] = Region.Eip(i), ["InstanceId"] = Region.Instance(i) });
        JsonObject result;
        do
        {
            await Task.Delay(Interval);
            result = await CallAsync("DescribeTaskResult", new() { ["TaskId"] = started["TaskId"]!.GetValue<string>() });
        }
        while (result["Result"]!.GetValue<string>() == "RUNNING");
        await LookUpAsync([i]);
    }

    /// <summary>Looks EIPs up in one request.</summary>
    public Task LookUpAsync(IEnumerable<int> eips) => CallAsync(
        "DescribeAddresses",
        new() { ["AddressIds"] = new JsonArray([.. eips.Select(i => JsonValue.Create(Region.Eip(i)))]), ["Limit"] = 100 });

    /// <summary>Somebody else's program on the same account: so many requests a second to each action that a create needs.</summary>
    public async Task DisturbAsync(double perSecond, CancellationToken end)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1 / perSecond));
        var sent = new List<Task>();
        try
        {
            while (await timer.WaitForNextTickAsync(end))
            {
                // EIPs that nobody has: what is refused for that counts against the limit all the same.
                sent.Add(SendAsync("AssociateAddress", new() { ["EcmRegion"] = Region.Name, ["AddressId"] = "eip-99999999", ["InstanceId"] = "ein-99999999" }));
                sent.Add(SendAsync("DescribeAddresses", new() { ["EcmRegion"] = Region.Name }));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(sent);
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<JsonObject> CallAsync(string action, JsonObject parameters)
    {
        parameters["EcmRegion"] = Region.Name;
        var backoff = FirstBackoff;
        while (true)
        {
            var answer = await SendAsync(action, parameters);
            switch (answer["Error"]?["Code"]?.GetValue<string>())
            {
                case null:
                    return answer;
                case "RequestLimitExceeded":
                    await Task.Delay(backoff * (0.5 + (Random.Shared.NextDouble() / 2)));
                    backoff = backoff * 2 < LongestBackoff ? backoff * 2 : LongestBackoff;
                    break;
                case var code:
                    throw new InvalidOperationException($"{action}: {code}");
            }
        }
    }

    private async Task<JsonObject> SendAsync(string action, JsonObject parameters)
    {
        var body = System.Text.Encoding.UTF8.GetBytes(parameters.ToJsonString());
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(Tc3Signer.ContentType);
        var unsigned = new Tc3Request("ecm", "2019-07-19", null, endpoint.Authority, action, DateTimeOffset.UtcNow.ToUnixTimeSeconds(), body);
        foreach (var (name, value) in Tc3Signer.Headers(unsigned, key))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request);
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!["Response"]!.AsObject();
    }
}
