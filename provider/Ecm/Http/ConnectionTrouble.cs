using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace EcmProvider.Ecm.Http;

/// <summary>
/// Says in our own words why a connection failed: the runtime's words can hold the proxy's URL, and so its password.
/// </summary>
internal static class ConnectionTrouble
{
    /// <summary>The reason, and whether another try may go better.</summary>
    public static (string Reason, bool MayPass) Describe(Exception exception, Uri endpoint)
    {
        var host = endpoint.Authority;
        return exception switch
        {
            AnswerTooLargeException => (exception.Message, false),
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
                ($"the host name \"{endpoint.Host}\" could not be resolved", true),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } e =>
                e.InnerException is AuthenticationException bad
                    ? ($"no secure connection to \"{host}\": {Text.Fit(bad.Message, Text.LongestValue * 2)}", false)
                    : ($"no secure connection to \"{host}\": it broke while it was set up", true),
            HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } e =>
                (e.StatusCode is { } status ? $"the proxy refused with HTTP {(int)status}" : "the proxy refused", MayPass(e.StatusCode)),
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } e =>
                ($"no connection to \"{host}\": {Words(e.InnerException as SocketException)}", true),
            HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded }
                or HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } =>
                ("the connection was closed before the answer was complete", true),
            HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse }
                or HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } =>
                ("the answer was not HTTP", true),
            HttpRequestException { HttpRequestError: HttpRequestError.Unknown, InnerException: null } =>
                ("the request does not fit into HTTP; does the key hold characters that keys do not have?", false),
            HttpRequestException or IOException =>
                ($"the connection broke: {Words(exception.InnerException as SocketException)}", true),
            OperationCanceledException => ($"no connection to \"{host}\" came about in time", true),
            InvalidDataException => ("the answer could not be decompressed", true),
            _ => ($"the request failed: {exception.GetType().Name}", false),
        };
    }

    private static bool MayPass(HttpStatusCode? status) => status is null or >= HttpStatusCode.InternalServerError;

    private static string Words(SocketException? exception) => exception?.SocketErrorCode switch
    {
        null => "no details",
        SocketError.ConnectionRefused => "connection refused",
        SocketError.ConnectionReset => "connection reset",
        SocketError.TimedOut => "timed out",
        SocketError.HostUnreachable => "host unreachable",
        SocketError.NetworkUnreachable => "network unreachable",
        { } other => other.ToString(),
    };
}
