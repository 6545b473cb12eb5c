using System.Net;
using System.Text;
using System.Text.Json;
using EcmProvider.Credentials;
using EcmProvider.Ecm;

namespace EcmProvider.Tests.Support;

/// <summary>One request as the faked API got it.</summary>
internal sealed record ApiCall(string Action, JsonElement Body, IReadOnlyDictionary<string, string> Headers, TimeSpan At)
{
    /// <summary>The ids or, where the call has none, the values of its first filter.</summary>
    public IReadOnlyList<string> Ids =>
        [.. Set("AddressIds") ?? Set("NetworkInterfaceIds") ?? Body.GetProperty("Filters")[0].GetProperty("Values").Strings()];

    public int Offset => Body.GetProperty(nameof(Offset)).GetInt32();

    private IEnumerable<string>? Set(string name) => Body.TryGetProperty(name, out var ids) ? ids.Strings() : null;
}

/// <summary>A cloud whose HTTP is answered by a delegate; <see cref="Calls"/> has what was sent.</summary>
internal sealed class ApiFake : IDisposable
{
    public const string Region = "ap-xian-ecm";
    public const string SecretId = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE";
    public const string SecretKey = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE";
    public const string Token = "TOKEN==/+EXAMPLE";

    private readonly List<ApiCall> calls = [];

    public ApiFake(
        ApiTestClock clock,
        Func<ApiCall, CancellationToken, Task<HttpResponseMessage>> answer,
        int maxRetries = 8,
        int perSecond = 20,
        Action<HttpRequestMessage>? beforeSending = null)
    {
        Cloud = new EcmCloud(new EcmCloudOptions
        {
            Endpoint = Endpoint.Parse(Endpoint.Default),
            Credentials = new StaticCredentialSource(new TencentCredentials(SecretId, SecretKey, Token)),
            Random = new Random(7),
            Clock = clock,
            MaxRetries = maxRetries,
            MaxRequestsPerSecond = perSecond,
            Handler = new Handler(async (request, cancel) =>
            {
                beforeSending?.Invoke(request);
                var call = await ReadAsync(request, clock);
                calls.Add(call);
                return await answer(call, cancel);
            }),
        });
    }

    public ApiFake(ApiTestClock clock, Func<ApiCall, HttpResponseMessage> answer, int maxRetries = 8, int perSecond = 20)
        : this(clock, (call, _) => Task.FromResult(answer(call)), maxRetries, perSecond)
    {
    }

    public EcmCloud Cloud { get; }

    public IReadOnlyList<ApiCall> Calls => calls;

    public void Dispose() => Cloud.Dispose();

    private static async Task<ApiCall> ReadAsync(HttpRequestMessage request, ApiTestClock clock)
    {
        var body = JsonDocument.Parse(await request.Content!.ReadAsStringAsync()).RootElement;
        var headers = request.Headers.Concat(request.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(",", header.Value));
        return new ApiCall(headers["X-TC-Action"], body, headers, clock.Elapsed);
    }

    private sealed class Handler(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            send(request, cancellationToken);
    }
}

/// <summary>Answers of the API.</summary>
internal static class ApiAnswers
{
    public static HttpResponseMessage Raw(string body, int status = 200) =>
        new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Ok(string fields) => Raw("{\"Response\":{" + fields + ",\"RequestId\":\"req-1\"}}");

    public static HttpResponseMessage Task(string id = "task-1") => Ok($"\"TaskId\":\"{id}\"");

    public static HttpResponseMessage Error(string code, string message = "No.") =>
        Ok($"\"Error\":{{\"Code\":\"{code}\",\"Message\":{JsonEncodedText.Encode(message).ToString().Quoted()}}}");

    public static HttpResponseMessage Addresses(params IEnumerable<string> ids)
    {
        var set = ids.Select(id => $"{{\"AddressId\":\"{id}\",\"AddressStatus\":\"UNBIND\"}}").ToArray();
        return Ok($"\"TotalCount\":{set.Length},\"AddressSet\":[{string.Join(',', set)}]");
    }

    public static HttpResponseMessage Interfaces(params IEnumerable<string> ids)
    {
        var set = ids.Select(id => $"{{\"NetworkInterfaceId\":\"{id}\"}}").ToArray();
        return Ok($"\"TotalCount\":{set.Length},\"NetworkInterfaceSet\":[{string.Join(',', set)}]");
    }

    public static IEnumerable<string> Strings(this JsonElement array) => array.EnumerateArray().Select(item => item.GetString()!);

    private static string Quoted(this string text) => $"\"{text}\"";
}
