using System.Globalization;
using System.Text.Json;
using EcmEmulator.Answers;
using EcmEmulator.Faults;
using EcmEmulator.Models;
using EcmEmulator.Requests;

namespace EcmEmulator.Routes;

/// <summary>
/// The metadata service of the machine, <c>GET /latest/meta-data/cam/security-credentials/…</c>: the name of its CAM role, and the
/// role's key. Counted and struck by faults like an action of the name <see cref="Action"/>.
/// </summary>
internal sealed class MetadataEndpoint(Emulator emulator)
{
    /// <summary>Where it begins.</summary>
    public const string Root = "/latest/meta-data";

    /// <summary>Its name in the log of calls and for faults.</summary>
    public const string Action = "Metadata";

    private const string Folder = Root + "/cam/security-credentials/";

    public async Task HandleAsync(HttpContext context)
    {
        var call = new ApiCall { Action = Action, RequestId = Guid.NewGuid().ToString(), At = emulator.Clock.GetUtcNow() };
        var logged = emulator.Calls.Add(call);
        var faults = emulator.Faults.Take(call);
        if (faults.DelayBefore is { } delay)
        {
            await emulator.ParkAsync(delay.Time, context.RequestAborted);
        }

        switch (faults.Instead)
        {
            case { Kind: FaultKind.Lose }:
                logged.Outcome = "lost before the work";
                context.Abort();
                return;
            case { Kind: FaultKind.HttpStatus } fault:
                logged.Outcome = $"HTTP {fault.Status}";
                await BadAnswers.WriteStatusAsync(context, fault.Status, emulator.Now);
                return;
            case { Kind: FaultKind.Refuse } fault:
                logged.Outcome = fault.Code;
                await WriteAsync(context, "application/json", JsonSerializer.Serialize(new { fault.Code, fault.Message }));
                return;
        }

        var asked = context.Request.Path.Value!;
        var (type, text) = asked == Folder && emulator.Machine.Role is { } name ? ("text/plain", name)
            : emulator.Machine.Role is { } role && asked == Folder + role ? ("application/json", KeyOf(emulator.Machine))
            : ("text/html", null);
        logged.Outcome = text is null ? "HTTP 404" : "OK";
        await (text is null ? BadAnswers.WriteStatusAsync(context, StatusCodes.Status404NotFound, emulator.Now) : WriteAsync(context, type, text));
    }

    private string KeyOf(Machine machine)
    {
        var key = machine.Key(emulator.Keys, emulator.Now);
        return JsonSerializer.Serialize(new
        {
            Code = "Success",
            TmpSecretId = key.SecretId,
            TmpSecretKey = key.SecretKey,
            key.Token,
            ExpiredTime = key.ExpiresAt!.Value.ToUnixTimeSeconds(),
            Expiration = key.ExpiresAt.Value.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        });
    }

    private async Task WriteAsync(HttpContext context, string type, string text)
    {
        context.Response.ContentType = type;
        context.Response.Headers.Date = emulator.Now.ToString("R", CultureInfo.InvariantCulture);
        await context.Response.WriteAsync(text, context.RequestAborted);
        await context.Response.CompleteAsync();
    }
}
