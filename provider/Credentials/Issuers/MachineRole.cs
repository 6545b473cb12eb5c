using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using EcmProvider.Ecm;
using EcmProvider.Ecm.Http;
using EcmProvider.Ecm.Retries;
using EcmProvider.Resources;

namespace EcmProvider.Credentials.Issuers;

/// <summary>The CAM role that the machine has, whose keys its metadata service gives out.</summary>
/// <param name="roleName">The role.</param>
/// <param name="metadata">The metadata service.</param>
/// <param name="handler">Sends the requests; disposed of with this.</param>
/// <param name="clock">The clock of time limits and keys.</param>
/// <param name="random">The source of the jitter between retries.</param>
internal sealed class MachineRole(string roleName, Uri metadata, HttpMessageHandler handler, TimeProvider clock, Random random) : IKeyIssuer
{
    private const string Folder = "latest/meta-data/cam/security-credentials/";
    private const int Tries = 3;

    // The service is on the machine's own host: what takes longer is not there.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HttpMessageInvoker http = new(handler, disposeHandler: true);

    /// <inheritdoc/>
    public IReadOnlyList<string> Secrets => [];

    /// <inheritdoc/>
    public async Task<TemporaryKey> AskAsync(CancellationToken cancellationToken)
    {
        var askedAt = clock.GetUtcNow();
        var (status, date, body) = await GetAsync(Folder + Uri.EscapeDataString(roleName), cancellationToken);
        if (status == HttpStatusCode.NotFound)
        {
            throw Missing($"this machine has no such role{await OtherRoleAsync(cancellationToken)}");
        }

        if (status != HttpStatusCode.OK)
        {
            throw Missing($"the metadata service answered HTTP {(int)status}");
        }

        var answer = Parse(body.Span);
        if (answer is not { Code: "Success" or null, Key: { } key, ExpiredTime: { } end })
        {
            throw Missing(answer?.Code is { } code and not "Success"
                ? $"the metadata service answered the code {Text.Quote(code)}"
                : "the metadata service's answer holds no key");
        }

        var lasts = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(end, 0, uint.MaxValue)) - (date ?? clock.GetUtcNow());
        return TemporaryKey.Of(key, askedAt, lasts, told: null);
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private static MachineKey? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, MetadataJson.Default.MachineKey);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Without a name the service tells the role's.
    private async Task<string> OtherRoleAsync(CancellationToken cancellationToken)
    {
        var (status, _, body) = await GetAsync(Folder, cancellationToken);
        var name = System.Text.Encoding.UTF8.GetString(body.Span).Trim();
        return status == HttpStatusCode.OK && name.Length > 0 ? $", but has {Text.Quote(name)}" : " and no other";
    }

    private async Task<(HttpStatusCode Status, DateTimeOffset? Date, ReadOnlyMemory<byte> Body)> GetAsync(
        string path, CancellationToken cancellationToken)
    {
        for (var retries = 0; ; retries++)
        {
            string reason;
            using var patience = new CancellationTokenSource(Patience, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(metadata, path));
                using var response = await http.SendAsync(request, either.Token);
                var body = await BoundedBody.ReadAsync(response.Content, either.Token);
                if (response.StatusCode < HttpStatusCode.InternalServerError)
                {
                    return (response.StatusCode, response.Headers.Date, body);
                }

                reason = $"the metadata service answered HTTP {(int)response.StatusCode}";
            }
            catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                reason = $"the metadata service could not be reached: {ConnectionTrouble.Describe(e, metadata).Reason}";
            }

            if (retries + 1 == Tries)
            {
                throw Missing(reason);
            }

            await Task.Delay(Backoff.Delay(retries, random.NextDouble()), clock, cancellationToken);
        }
    }

    // Nothing of an answer is shown: it may hold a key.
    private MissingCredentialsException Missing(string why) => new(
        $"There is no Tencent Cloud API key from the CAM role {Text.Quote(roleName)} of this machine: {why}.\n"
        + "Bind the role to the machine in the console and give its name as camRoleName (or TENCENTCLOUD_CAM_ROLE_NAME), or use another source of credentials.");
}

/// <summary>A key as the metadata service gives it.</summary>
internal sealed class MachineKey
{
    public string? Code { get; init; }

    public string? TmpSecretId { get; init; }

    public string? TmpSecretKey { get; init; }

    public string? Token { get; init; }

    /// <summary>When the key expires, Unix seconds.</summary>
    public long? ExpiredTime { get; init; }

    /// <summary>The key; null when any part of it is missing.</summary>
    [JsonIgnore]
    public TencentCredentials? Key =>
        TmpSecretId is { Length: > 0 } id && TmpSecretKey is { Length: > 0 } key && Token is { Length: > 0 } token ? new(id, key, token) : null;
}

/// <summary>The JSON of the metadata service, generated when the project is built.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(MachineKey))]
internal sealed partial class MetadataJson : JsonSerializerContext;
