namespace EcmProvider.Ecm.Http;

/// <summary>
/// Makes the real connections: certificates checked, proxy variables honoured, redirects not followed, no cookies.
/// </summary>
public static class HttpHandlers
{
    // Below the minute or so after which servers and gateways close idle connections: a change that meets such a close has an
    // unknown outcome.
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(20);

    // So that a long run notices when the name moves to another address.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>A handler for requests to <paramref name="endpoint"/>; the caller disposes of it.</summary>
    public static HttpMessageHandler Create(Uri endpoint) => Create(useProxy: !endpoint.IsLoopback);

    /// <summary>A handler for requests to the machine's own host, which no proxy may see; the caller disposes of it.</summary>
    public static HttpMessageHandler CreateDirect() => Create(useProxy: false);

    private static SocketsHttpHandler Create(bool useProxy) => new()
    {
        // A redirect would carry the signature and the token elsewhere.
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = useProxy,
        PooledConnectionIdleTimeout = IdleTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
        ConnectTimeout = ConnectTimeout,
        // No tracing headers: nobody there reads them.
        ActivityHeadersPropagator = null,
    };
}
