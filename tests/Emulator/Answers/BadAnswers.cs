using System.Globalization;
using System.Text;

namespace EcmEmulator.Answers;

/// <summary>Answers that no API should give.</summary>
internal static class BadAnswers
{
    /// <summary>What a gateway in between answers: a page of HTML.</summary>
    public static async Task WriteStatusAsync(HttpContext context, int status, DateTimeOffset now)
    {
        var page = Encoding.UTF8.GetBytes($"<html><head><title>{status}</title></head><body>error {status}</body></html>\n");
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html";
        context.Response.Headers.Date = now.ToString("R", CultureInfo.InvariantCulture);
        context.Response.ContentLength = page.Length;
        await context.Response.Body.WriteAsync(page, context.RequestAborted);
    }

    /// <summary>A right answer with a field of so many bytes before it.</summary>
    public static async Task WriteHugeAsync(HttpContext context, byte[] answer, int bytes, DateTimeOffset now)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.Date = now.ToString("R", CultureInfo.InvariantCulture);
        await context.Response.Body.WriteAsync("{\"Padding\":\""u8.ToArray(), context.RequestAborted);
        var chunk = new byte[64 * 1024];
        Array.Fill(chunk, (byte)'x');
        for (var left = bytes; left > 0; left -= chunk.Length)
        {
            await context.Response.Body.WriteAsync(chunk.AsMemory(0, Math.Min(left, chunk.Length)), context.RequestAborted);
        }

        await context.Response.Body.WriteAsync("\","u8.ToArray(), context.RequestAborted);
        await context.Response.Body.WriteAsync(answer.AsMemory(1), context.RequestAborted);
    }
}
