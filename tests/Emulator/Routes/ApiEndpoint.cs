using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using EcmEmulator.Actions;
using EcmEmulator.Answers;
using EcmEmulator.Errors;
using EcmEmulator.Faults;
using EcmEmulator.Requests;
using EcmEmulator.Signing;

namespace EcmEmulator.Routes;

/// <summary>
/// <c>POST /</c>, from the first byte to the last: read, let faults strike, check (action, signature, limit, permission,
/// parameters), do the work, let faults strike the answer, write.
/// </summary>
internal sealed class ApiEndpoint(Emulator emulator)
{
    private const int MaxBody = 10 * 1024 * 1024;

    private readonly SignatureCheck signatures = new(emulator.Keys);

    public async Task HandleAsync(HttpContext context)
    {
        if (context.Request.Path != "/")
        {
            await BadAnswers.WriteStatusAsync(context, StatusCodes.Status404NotFound, emulator.Now);
            return;
        }

        var body = await ReadAsync(context);
        var call = Describe(context, body);
        var logged = emulator.Calls.Add(call);
        var faults = emulator.Faults.Take(call);

        await DelayAsync(faults.DelayBefore, context);
        if (faults.Instead is { Kind: not FaultKind.Refuse } instead)
        {
            await StrikeAsync(context, instead, [], logged);
            return;
        }

        var (answer, outcome) = Answer(context, call, body, faults);
        logged.Outcome = outcome;
        await DelayAsync(faults.DelayAfter, context);
        if (faults.OnAnswer is { Kind: not FaultKind.Refuse } onAnswer)
        {
            await StrikeAsync(context, onAnswer, answer, logged);
            return;
        }

        await WriteAsync(context, answer);
    }

    private static async Task<byte[]?> ReadAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(chunk, context.RequestAborted)) > 0)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > MaxBody)
            {
                return null;
            }
        }

        return buffer.ToArray();
    }

    private ApiCall Describe(HttpContext context, byte[]? body)
    {
        var parameters = Parse(body ?? []);
        return new ApiCall
        {
            Action = context.Request.Headers["X-TC-Action"].ToString(),
            RequestId = Guid.NewGuid().ToString(),
            At = emulator.Clock.GetUtcNow(),
            Parameters = parameters,
            AddressIds = CallSubject.AddressIdsOf(parameters, emulator.Cloud),
        };
    }

    private static JsonElement Parse(byte[] body)
    {
        try
        {
            return body.Length == 0 ? JsonElement.Parse("{}") : JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private (byte[] Answer, string Outcome) Answer(HttpContext context, ApiCall call, byte[]? body, FaultSet faults)
    {
        var language = context.Request.Headers["X-TC-Language"].ToString();
        try
        {
            if (faults.Instead is { } refusal)
            {
                throw Refusal(refusal);
            }

            var answer = Work(context.Request, call, body, faults);
            if (faults.OnAnswer is { Kind: FaultKind.Refuse } lateRefusal)
            {
                throw Refusal(lateRefusal);
            }

            return (Envelope.Of(answer, call.RequestId), "OK");
        }
        catch (ApiErrorException error)
        {
            return (Envelope.Of(error, call.RequestId, language), error.Code);
        }
    }

    private JsonObject Work(HttpRequest request, ApiCall call, byte[]? body, FaultSet faults)
    {
        if (body is null)
        {
            throw new ApiErrorException(ErrorCode.RequestSizeLimitExceeded, "The body is larger than 10 MB.");
        }

        var action = CheckForm(request, call);
        var now = emulator.Now;
        var key = action.IsSigned ? signatures.Check(request.Headers, body, action.Service.Name, now) : SignatureCheck.DemandNone(request.Headers);
        emulator.Limiter.Take(action.Name);
        emulator.Permissions.Check(action.Name);
        var context = new ActionContext(emulator.Cloud, emulator.Keys, key, now)
        {
            Lag = faults.Lag?.Time ?? TimeSpan.Zero,
            MissingAddresses = emulator.Faults.MissingAddresses,
        };
        return action.Answer(context, call.Parameters);
    }

    private static ApiAction CheckForm(HttpRequest request, ApiCall call)
    {
        Envelope.CheckLanguage(request.Headers["X-TC-Language"].ToString());
        if (!HttpMethods.IsPost(request.Method))
        {
            throw new ApiErrorException(ErrorCode.UnsupportedProtocol, $"The method must be POST, not {request.Method}.");
        }

        if (request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            throw new ApiErrorException(ErrorCode.InvalidRequest, "The content type must be application/json.");
        }

        return ActionTable.Find(call.Action, request.Headers["X-TC-Version"].ToString());
    }

    private Task DelayAsync(Fault? delay, HttpContext context) =>
        delay is null ? Task.CompletedTask : emulator.ParkAsync(delay.Time, context.RequestAborted);

    private async Task StrikeAsync(HttpContext context, Fault fault, byte[] answer, LoggedCall logged)
    {
        switch (fault.Kind)
        {
            case FaultKind.Lose:
                logged.Outcome = fault.AfterWork ? "lost after the work" : "lost before the work";
                context.Abort();
                break;
            case FaultKind.HttpStatus:
                logged.Outcome = $"HTTP {fault.Status}";
                await BadAnswers.WriteStatusAsync(context, fault.Status, emulator.Now);
                break;
            case FaultKind.Truncate:
                await WriteAsync(context, answer[..(answer.Length / 2)]);
                break;
            default:
                await BadAnswers.WriteHugeAsync(context, answer, fault.Bytes, emulator.Now);
                break;
        }
    }

    private async Task WriteAsync(HttpContext context, byte[] answer)
    {
        context.Response.StatusCode = (int)HttpStatusCode.OK;
        context.Response.ContentType = "application/json";
        context.Response.Headers.Date = emulator.Now.ToString("R", CultureInfo.InvariantCulture);
        context.Response.ContentLength = answer.Length;
        await context.Response.Body.WriteAsync(answer, context.RequestAborted);

        // On the wire before the request stops counting as active.
        await context.Response.CompleteAsync();
    }

    private static ApiErrorException Refusal(Fault fault) =>
        new(fault.Code, fault.Message ?? "The request was refused, as asked for.");
}
