using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace EcmEmulator.Tests.Support;

/// <summary>Speaks to the control address.</summary>
public sealed class ControlClient(Uri endpoint) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = new Uri(endpoint, "_control/"), Timeout = TimeSpan.FromSeconds(30) };

    public Task<string> GetAsync(string path) =>
        http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    public async Task<JsonElement> GetJsonAsync(string path) => JsonElement.Parse(await GetAsync(path));

    public async Task<(HttpStatusCode Status, string Answer)> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        var text = body as string ?? JsonSerializer.Serialize(body ?? new { });
        request.Content = new StringContent(text, Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Sends what must be taken.</summary>
    public async Task DoAsync(HttpMethod method, string path, object? body = null)
    {
        var (status, answer) = await SendAsync(method, path, body);
        Assert.True(status == HttpStatusCode.OK, answer);
    }

    public void Dispose() => http.Dispose();
}
