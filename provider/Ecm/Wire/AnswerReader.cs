using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EcmProvider.Ecm.Http;

namespace EcmProvider.Ecm.Wire;

/// <summary>What an HTTP answer says: the API's answer, its refusal, or nothing that can be read.</summary>
internal abstract record Reading<T>
{
    private Reading()
    {
    }

    /// <summary>The API did what was asked.</summary>
    public sealed record Answered(T Answer) : Reading<T>;

    /// <summary>The API answered with an error code.</summary>
    public sealed record Refused(EcmApiException Error) : Reading<T>;

    /// <summary>Not an answer of the API: what it is instead, and whether another try may go better.</summary>
    public sealed record Unreadable(string Reason, bool MayPass) : Reading<T>;
}

/// <summary>Reads answers, of the API and of what stands in between.</summary>
internal static class AnswerReader
{
    /// <summary>How much of the API's message is kept.</summary>
    public const int MaxMessage = 1000;

    // What is quoted of an answer that cannot be read comes out of this many bytes.
    private const int Glimpse = 4096;

    /// <summary>
    /// Reads one answer. <paramref name="flaw"/> says what is wrong with a well-formed one (null: nothing);
    /// <paramref name="redact"/> takes secrets out of a text that goes into a message; without <paramref name="mayQuote"/> nothing of
    /// an answer that cannot be read does.
    /// </summary>
    public static Reading<T> Read<T>(
        string action,
        HttpOutcome.Reply reply,
        JsonTypeInfo<Envelope<T>> type,
        Func<T, string?> flaw,
        Func<string, string> redact,
        bool mayQuote = true)
        where T : Answer
    {
        var (response, problem) = Parse(reply.Body.Span, type);
        var requestId = Text.Fit(redact(response?.RequestId ?? ""), Text.LongestValue);
        if (response?.Error is { } error)
        {
            if (!string.IsNullOrWhiteSpace(error.Code))
            {
                return new Reading<T>.Refused(new EcmApiException(
                    action,
                    Text.Fit(redact(error.Code), Text.LongestValue),
                    Text.Fit(redact(error.Message ?? ""), MaxMessage),
                    requestId));
            }

            problem = "an error without a code";
        }
        else if (response is not null)
        {
            problem = flaw(response);
        }

        var isSuccess = reply.Status is >= 200 and < 300;
        if (isSuccess && problem is null)
        {
            return new Reading<T>.Answered(response!);
        }

        var reason = $"HTTP {reply.Status} with {problem ?? "an answer that does not fit it"}";
        var told = response is null ? mayQuote ? Quoted(reply.Body.Span, redact) : "" : requestId.Length == 0 ? "" : $" (RequestId {requestId})";
        // The API itself answers with 200; other statuses are a gateway's, which says with 4xx that trying again is no use.
        var mayPass = isSuccess || reply.Status is >= 500 or 408 or 429;
        return new Reading<T>.Unreadable(reason + told, mayPass);
    }

    private static (T? Response, string? Problem) Parse<T>(ReadOnlySpan<byte> body, JsonTypeInfo<Envelope<T>> type)
        where T : Answer
    {
        body = WithoutMark(body);
        if (body.IsEmpty)
        {
            return (null, "an empty answer");
        }

        try
        {
            var response = JsonSerializer.Deserialize(body, type)?.Response;
            return (response, response is null ? "JSON without \"Response\"" : null);
        }
        catch (JsonException e)
        {
            return LooksLikeJson(body)
                ? (null, $"JSON that cannot be read (at {Text.Quote(e.Path ?? "$")})")
                : (null, "an answer that is not JSON");
        }
    }

    private static bool LooksLikeJson(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n"u8).StartsWith("{"u8);

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> body) =>
        body.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;

    private static string Quoted(ReadOnlySpan<byte> body, Func<string, string> redact)
    {
        var start = redact(Encoding.UTF8.GetString(body[..Math.Min(body.Length, Glimpse)])).Trim();
        return start.Length == 0 ? "" : $": {Text.Quote(start)}";
    }
}
