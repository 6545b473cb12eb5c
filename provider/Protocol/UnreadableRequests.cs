using Grpc.Core;

namespace EcmProvider.Protocol;

/// <summary>
/// Says what is wrong with a request that is no message of the protocol. Such a request never reaches the service: gRPC answers it
/// with <c>Unknown</c> and no reason.
/// </summary>
internal static class UnreadableRequests
{
    private const string StatusHeader = "grpc-status";
    private const string MessageHeader = "grpc-message";

    /// <summary>Corrects the answer, which is not on its way yet.</summary>
    public static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        var headers = context.Response.Headers;
        if (!context.Response.HasStarted && headers[StatusHeader] == ((int)StatusCode.Unknown).ToString(Culture))
        {
            var path = context.Request.Path.Value ?? string.Empty;
            var method = path[(path.LastIndexOf('/') + 1)..];

            // Nothing here needs the percent-encoding of the header.
            headers[StatusHeader] = ((int)StatusCode.InvalidArgument).ToString(Culture);
            headers[MessageHeader] =
                $"The request {method} cannot be read: it is damaged, its texts are not UTF-8, or its values are nested more than some 30 levels deep. Flatten values that are nested so deep.";
        }
    }

    private static System.Globalization.CultureInfo Culture => System.Globalization.CultureInfo.InvariantCulture;
}
