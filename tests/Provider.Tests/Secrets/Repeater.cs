using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace EcmProvider.Tests.Secrets;

/// <summary>How something in between repeats a request.</summary>
public enum Repeats
{
    /// <summary>Head and body on a page that is no JSON.</summary>
    OnAPage,

    /// <summary>The same, escaped for HTML.</summary>
    EscapedOnAPage,

    /// <summary>In the message of a refusal.</summary>
    InARefusal,

    /// <summary>In the code of a refusal.</summary>
    InACode,

    /// <summary>As the names of fields, in JSON that breaks off.</summary>
    AsFields,
}

/// <summary>
/// An API that repeats all it was sent, behind so much padding: wherever a message is cut, it is cut in the middle of a secret.
/// </summary>
internal sealed class Repeater(Repeats how, Func<int> padding) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        var values = string.Join(' ', JsonNode.Parse(body)!.AsObject().Select(field => field.Value?.ToString()));
        var head = string.Join(' ', request.Headers.SelectMany(header => header.Value));
        var all = new string('.', padding()) + (padding() % 2 == 0 ? $"{values} {head} {body}" : $"{body} {head} {values}");
        return how switch
        {
            Repeats.OnAPage => Answer(all, HttpStatusCode.BadRequest),
            Repeats.EscapedOnAPage => Answer(WebUtility.HtmlEncode(all), HttpStatusCode.BadRequest),
            Repeats.InARefusal => Refusal("InvalidParameterValue", all),
            Repeats.InACode => Refusal("InvalidParameter." + all, string.Empty),
            _ => Answer(new JsonObject { [all] = 1 }.ToJsonString()[..^1], HttpStatusCode.OK),
        };
    }

    private static HttpResponseMessage Refusal(string code, string message) => Answer(
        new JsonObject
        {
            ["Response"] = new JsonObject { ["Error"] = new JsonObject { ["Code"] = code, ["Message"] = message }, ["RequestId"] = message },
        }.ToJsonString(),
        HttpStatusCode.OK);

    private static HttpResponseMessage Answer(string text, HttpStatusCode status) =>
        new(status) { Content = new StringContent(text, Encoding.UTF8, "application/json") };
}
