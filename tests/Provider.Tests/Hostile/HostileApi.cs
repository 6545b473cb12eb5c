using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using EcmProvider.Tests.Support;

namespace EcmProvider.Tests.Hostile;

/// <summary>
/// An API that answers now and then as it should, and otherwise as nothing should: broken, endless, of other types, of other
/// programs. The same answers for the same seed and the same questions.
/// </summary>
internal sealed class HostileApi(ulong seed) : HttpMessageHandler
{
    private const string Page = "<!DOCTYPE html><html><head><title>502</title></head><body><h1>Bad\u0007 gateway</h1></body></html>";

    private static readonly Gen<int> Breakages = Gen.Int[0, 22];

    private readonly Lock gate = new();
    private readonly PCG random = new(2, seed);
    private int answers;

    /// <summary>How many requests were answered.</summary>
    public int Answers => answers;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // The change was written: whatever comes back, it may have been done.
        await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        var right = RightAnswer(request.Headers.GetValues("X-TC-Action").Single());
        lock (gate)
        {
            answers++;
            return Broken(right, Draw(Breakages));
        }
    }

    private T Draw<T>(Gen<T> generator) => generator.Generate(random, null, out _);

    private static string RightAnswer(string action) => action switch
    {
        "DescribeAddresses" =>
            $$$"""{"Response":{"TotalCount":1,"AddressSet":[{"AddressId":"{{{Some.Eip}}}","AddressStatus":"BIND","AddressIp":"203.0.113.10","InstanceId":"{{{Some.Instance}}}","NetworkInterfaceId":"eni-1","PrivateAddressIp":"10.0.0.5","Bandwidth":5,"PayMode":1}],"RequestId":"r"}}""",
        "DescribeNetworkInterfaces" =>
            $$$"""{"Response":{"TotalCount":1,"NetworkInterfaceSet":[{"NetworkInterfaceId":"eni-1","Primary":true,"Attachment":{"InstanceId":"{{{Some.Instance}}}"},"PrivateIpAddressSet":[{"PrivateIpAddress":"10.0.0.5","Primary":true,"AddressId":"{{{Some.Eip}}}"}]}],"RequestId":"r"}}""",
        "DescribeTaskResult" => """{"Response":{"Result":"SUCCESS","RequestId":"r"}}""",
        "AssumeRole" => """{"Response":{"Credentials":{"TmpSecretId":"AKIDTEMPORARY","TmpSecretKey":"temporary","Token":"token"},"ExpiredTime":9999999999,"RequestId":"r"}}""",
        _ => """{"Response":{"TaskId":"1","RequestId":"r"}}""",
    };

    private HttpResponseMessage Broken(string right, int breakage) => breakage switch
    {
        < 8 => Json(Distorted(right)),
        8 => Json(right[..Draw(Gen.Int[0, right.Length - 1])]),
        9 => Json(right.Replace("BIND", Draw(Gen.OneOf("UNBIND", "BINDING", "UNBINDING", "OFFLINING", "", "\u001b[2J")), StringComparison.Ordinal)),
        10 => Json(HostileValues.Repeated("{\"Response\":", 10_000)),
        11 => Json("{\"Response\":" + HostileValues.Repeated("[", 100_000) + HostileValues.Repeated("]", 100_000) + "}"),
        12 => Other(Page, "text/html", Draw(Gen.OneOf(200, 302, 400, 403, 404, 500, 502, 504, 599))),
        13 => Json(string.Empty),
        14 => Json(Draw(Gen.OneOf("null", "[]", "0", "\"Response\"", "{}", "{\"Response\":null}", "{\"Response\":[]}", "{\"Response\":{}}", "\uFEFF{", "{\"Response\":{\"Error\":{}}}", "{\"Response\":{\"Error\":{\"Code\":null}}}", "{\"Response\":{\"Error\":\"no\"}}"))),
        15 => Json($$$"""{"Response":{"Error":{"Code":{{{Quoted()}}},"Message":{{{Quoted()}}}},"RequestId":{{{Quoted()}}}}}"""),
        16 => Bytes(Draw(BrokenBytes.Of(Encoding.UTF8.GetBytes(right)))),
        17 => Other(right, Draw(Gen.OneOf("text/plain", "image/png", "application/octet-stream")), 200),
        18 => Gzip(right),
        19 => new((HttpStatusCode)200) { Content = new StreamContent(new BreakingStream(Encoding.UTF8.GetBytes(right))) },
        20 => throw new HttpRequestException(HttpRequestError.InvalidResponse, "   at Somewhere"),
        21 => Json(right.Replace("\"r\"", $"\"{new string('r', 1_000_000)}\"", StringComparison.Ordinal)),
        _ => Json(right),
    };

    // One part of the JSON gives place to something else.
    private string Distorted(string right)
    {
        var root = JsonNode.Parse(right)!;
        var nodes = new List<JsonNode>();
        Collect(root["Response"]!);
        var node = nodes[Draw(Gen.Int[0, nodes.Count - 1])];
        node.ReplaceWith(JsonNode.Parse(Draw(Gen.OneOf(
            "null", "true", "-1", "0", "1e308", "12345678901234567890123", "\"\"", "\"x\"", "[]", "{}", "[null]", "[[]]", "[{}]", "{\"x\":{}}", "\"\\u0000\\u001b[31m\"", "\"\\ud83d\\ude00\"", Quoted()))));
        return root.ToJsonString();

        void Collect(JsonNode at)
        {
            nodes.Add(at);
            var inner = at is JsonObject map ? map.Select(item => item.Value) : at is JsonArray list ? list : Enumerable.Empty<JsonNode?>();
            inner.OfType<JsonNode>().ToList().ForEach(Collect);
        }
    }

    private string Quoted() => JsonValue.Create(Draw(HostileValues.Texts)).ToJsonString();

    private static HttpResponseMessage Json(string text) => Other(text, "application/json", 200);

    private static HttpResponseMessage Other(string text, string type, int status) =>
        new((HttpStatusCode)status) { Content = new StringContent(text, Encoding.UTF8, type) };

    private static HttpResponseMessage Bytes(byte[] bytes) => new(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) };

    private static HttpResponseMessage Gzip(string text)
    {
        var answer = Json(text);
        answer.Content.Headers.ContentEncoding.Add("gzip");
        return answer;
    }

    private sealed class BreakingStream(byte[] beginning) : MemoryStream(beginning)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position >= Length / 2 ? throw new IOException("   at Somewhere") : base.ReadAsync(buffer[..Math.Min(buffer.Length, (int)Length / 2)], cancellationToken);
    }
}
