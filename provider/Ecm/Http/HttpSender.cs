using EcmProvider.Credentials;

namespace EcmProvider.Ecm.Http;

/// <summary>An API of Tencent Cloud; <paramref name="Region"/> is null where requests need none.</summary>
internal sealed record ApiService(string Name, string Version, string? Region = null);

/// <summary>
/// Signs and sends one request and reads its answer, within a time limit and with a truthful account when it is cancelled.
/// </summary>
internal sealed class HttpSender(
    ApiService service, Uri endpoint, HttpMessageInvoker http, string userAgent, TimeProvider clock, ServerClock serverClock)
{
    /// <summary>How long a request may take, connection and answer included.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long a cancelled change that was already written waits on for its answer.</summary>
    public static readonly TimeSpan CancelGrace = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Sends a request, unsigned where there is no key. Never throws but for a cancellation that left nothing changed; a cancelled change that was written is
    /// reported as lost once its grace is over.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled; of a change nothing was sent.</exception>
    public async Task<HttpOutcome> SendAsync(
        string action,
        ReadOnlyMemory<byte> json,
        TencentCredentials? credentials,
        bool changesSomething,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = new RequestBody(json);
        // Disposed of by the exchange, which may outlive this method.
        var abort = new CancellationTokenSource(RequestTimeout, clock);
        var exchange = ExchangeAsync(Sign(action, json, body, credentials), body, abort);
        try
        {
            return await exchange.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            if (exchange.IsCompleted)
            {
                return await exchange;
            }

            if (!changesSomething || body.TryGiveUp())
            {
                Abort(abort);
                throw;
            }
        }

        try
        {
            return await exchange.WaitAsync(CancelGrace, clock, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            Abort(abort);
            return new HttpOutcome.Lost("cancelled after it was sent, and no answer came within a second", true, false);
        }
    }

    private HttpRequestMessage Sign(
        string action, ReadOnlyMemory<byte> json, RequestBody body, TencentCredentials? credentials)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = body };
        request.Headers.Host = endpoint.Authority;
        request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        var unsigned = new Tc3Request(
            service.Name, service.Version, service.Region, endpoint.Authority, action, serverClock.Now.ToUnixTimeSeconds(), json);
        foreach (var (name, value) in Tc3Signer.Headers(unsigned, credentials))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    // Catches everything: past the first byte of a change any failure means "nobody knows", never "it did not happen".
    private async Task<HttpOutcome> ExchangeAsync(HttpRequestMessage request, RequestBody body, CancellationTokenSource abort)
    {
        try
        {
            using var response = await http.SendAsync(request, abort.Token);
            var answer = await BoundedBody.ReadAsync(response.Content, abort.Token);
            return new HttpOutcome.Reply((int)response.StatusCode, response.Headers.Date, answer);
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            return new HttpOutcome.Lost($"no answer within {RequestTimeout.TotalSeconds:0} s", !body.TryGiveUp(), true);
        }
        catch (Exception e)
        {
            var (reason, mayPass) = ConnectionTrouble.Describe(e, endpoint);
            return new HttpOutcome.Lost(reason, !body.TryGiveUp(), mayPass);
        }
        finally
        {
            request.Dispose();
            abort.Dispose();
        }
    }

    private static void Abort(CancellationTokenSource abort)
    {
        try
        {
            abort.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The exchange has just ended by itself.
        }
    }
}
