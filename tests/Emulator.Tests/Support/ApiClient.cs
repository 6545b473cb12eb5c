using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using EcmEmulator.Signing;
using Xunit;

namespace EcmEmulator.Tests.Support;

/// <summary>
/// Signs and sends; the signer's arithmetic is the emulator's, which the vectors of the official SDK hold to account.
/// </summary>
public sealed class ApiClient(Uri endpoint) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = endpoint, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Calls an action and returns what stands in <c>Response</c>.</summary>
    public async Task<JsonElement> CallAsync(string action, object parameters, Signer? signer = null)
    {
        using var response = await SendAsync(action, JsonSerializer.Serialize(parameters), signer);
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var answer = await JsonSerializer.DeserializeAsync<JsonElement>(stream);
        return answer.GetProperty("Response");
    }

    /// <summary>Calls an action and returns the error code; <c>OK</c> when there is none.</summary>
    public async Task<string> CodeOfAsync(string action, object parameters, Signer? signer = null) =>
        CodeOf(await CallAsync(action, parameters, signer));

    public static string CodeOf(JsonElement response) =>
        response.TryGetProperty("Error", out var error) ? error.GetProperty("Code").GetString()! : "OK";

    public async Task<HttpResponseMessage> SendAsync(string action, string body, Signer? signer = null)
    {
        using var request = (signer ?? new Signer()).Sign(action, body, endpoint);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public void Dispose() => http.Dispose();
}

/// <summary>How a request is signed; every part can be made wrong.</summary>
public sealed record Signer
{
    public string SecretId { get; init; } = EmulatorOptions.DefaultSecretId;

    public string SecretKey { get; init; } = EmulatorOptions.DefaultSecretKey;

    public string? Token { get; init; }

    public string Service { get; init; } = "ecm";

    public string Version { get; init; } = "2019-07-19";

    public string? Language { get; init; } = "en-US";

    public DateTimeOffset At { get; init; } = new VirtualClock().GetUtcNow();

    /// <summary>Sent in place of the signature.</summary>
    public string? Authorization { get; init; }

    /// <summary>Sent in place of the time signed with; empty: not sent.</summary>
    public string? Timestamp { get; init; }

    /// <summary>Signed in place of the host with its port.</summary>
    public string? Host { get; init; }

    public static Signer Sts { get; } = new() { Service = "sts", Version = "2018-08-13" };

    public HttpRequestMessage Sign(string action, string body, Uri endpoint)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var signature = Tc3Signature.Compute(
            SecretKey,
            Service,
            At,
            [new("content-type", "application/json"), new("host", Host ?? endpoint.Authority)],
            bytes);
        Add(request, "Authorization", Authorization
            ?? $"TC3-HMAC-SHA256 Credential={SecretId}/{Tc3Signature.DateOf(At)}/{Service}/tc3_request, " +
            $"SignedHeaders=content-type;host, Signature={signature}");
        Add(request, "X-TC-Action", action);
        Add(request, "X-TC-Version", Version);
        Add(request, "X-TC-Timestamp", Timestamp ?? At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        Add(request, "X-TC-Language", Language);
        Add(request, "X-TC-Token", Token);
        return request;
    }

    private static void Add(HttpRequestMessage request, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
