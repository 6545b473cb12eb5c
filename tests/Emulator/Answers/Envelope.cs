using System.Text.Json;
using System.Text.Json.Nodes;
using EcmEmulator.Errors;

namespace EcmEmulator.Answers;

/// <summary>What every answer is wrapped in, errors too; always HTTP 200.</summary>
internal static class Envelope
{
    private const string English = "en-US";

    public static byte[] Of(JsonObject answer, string requestId)
    {
        answer["RequestId"] = requestId;
        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["Response"] = answer });
    }

    /// <summary>Without <c>X-TC-Language: en-US</c> the message is in Chinese, as the API's is.</summary>
    public static byte[] Of(ApiErrorException error, string requestId, string language)
    {
        var message = language == English ? error.ApiMessage : $"请求未能完成，错误码：{error.Code}。";
        return Of(new JsonObject { ["Error"] = new JsonObject { ["Code"] = error.Code, ["Message"] = message } }, requestId);
    }

    /// <summary>Refuses a language that the API does not speak.</summary>
    public static void CheckLanguage(string language)
    {
        if (language is not ("" or English or "zh-CN"))
        {
            throw new ApiErrorException(
                ErrorCode.InvalidPublicParam, $"The header X-TC-Language `{language}` is not a language of the API.");
        }
    }
}
