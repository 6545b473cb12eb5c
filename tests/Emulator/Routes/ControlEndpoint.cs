using System.Text.Json;
using EcmEmulator.Control;
using EcmEmulator.Errors;
using EcmEmulator.Models;

namespace EcmEmulator.Routes;

/// <summary>The control address <c>/_control/…</c>: the emulator's switches as JSON over HTTP, unsigned.</summary>
internal sealed class ControlEndpoint(Emulator emulator)
{
    private static readonly object Done = new { done = true };

    public async Task HandleAsync(HttpContext context)
    {
        var (status, answer) = await AnswerAsync(context);
        context.Response.StatusCode = status;
        if (answer is string text)
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(text, context.RequestAborted);
            return;
        }

        context.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(context.Response.Body, answer, ControlJson.Options, context.RequestAborted);
    }

    private async Task<(int Status, object Answer)> AnswerAsync(HttpContext context)
    {
        try
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            var path = context.Request.Path.Value!["/_control".Length..].Trim('/');
            return Route(context.Request.Method, path, body) is { } answer
                ? (StatusCodes.Status200OK, answer)
                : (StatusCodes.Status404NotFound, Error($"There is no '{context.Request.Method} /_control/{path}'."));
        }
        catch (ApiErrorException error)
        {
            return (StatusCodes.Status409Conflict, new { error = error.ApiMessage, code = error.Code });
        }
        catch (Exception error)
            when (error is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return (StatusCodes.Status400BadRequest, Error(error.Message));
        }
    }

    private object? Route(string method, string path, string body) => (method, path) switch
    {
        ("GET", "summary") => Summary.Of(emulator.Cloud),
        ("GET", "state") => StateFile.Save(emulator.Cloud),
        ("PUT", "state") => Do(() => StateFile.Load(emulator.Cloud, body)),
        ("POST", "reset") => Do(emulator.Reset),
        ("GET", "addresses") => Addresses(),
        ("GET", "tasks") => emulator.Cloud.Tasks,
        ("POST", "tasks/plan") => Do(() => emulator.Cloud.PlanTasks(Read<TaskPlanRequest>(body).ToPlan())),
        ("DELETE", "tasks/plan") => Do(emulator.Cloud.ClearTaskPlans),
        ("POST", "tasks/finish") => Finish(Read<FinishRequest>(body)),
        ("GET", "faults") => Faults(),
        ("POST", "faults") => Do(() => emulator.Faults.Add(Read<FaultRequest>(body).ToFault())),
        ("DELETE", "faults") => Do(emulator.Faults.Clear),
        ("GET", "calls") => Calls(),
        ("DELETE", "calls") => Do(emulator.Calls.Clear),
        ("PUT", "settings") => Do(() => Apply(Read<SettingsRequest>(body))),
        ("POST", _) when path.StartsWith("acts/", StringComparison.Ordinal) =>
            Do(() => Acts.Do(emulator.Cloud, path["acts/".Length..], Read<ActRequest>(body))),
        _ => null,
    };

    private IEnumerable<object> Addresses() =>
        from region in emulator.Cloud.Regions
        from address in region.Addresses
        select new
        {
            region = region.Name,
            address.AddressId,
            address.Eip.AddressIp,
            address.Status,
            address.InstanceId,
            address.NetworkInterfaceId,
            address.PrivateIpAddress,
            address.TaskId,
        };

    private IEnumerable<object> Faults() => emulator.Faults.Active.Select(active => new
    {
        active.Hits,
        active.Fault.Kind,
        active.Fault.AfterWork,
        active.Fault.Action,
        active.Fault.AddressId,
        active.Fault.Times,
    });

    private object Calls() => new
    {
        emulator.Calls.Counts,
        calls = emulator.Calls.All.Select(logged => new
        {
            logged.Call.Action,
            logged.Call.At,
            logged.Call.RequestId,
            logged.Call.AddressIds,
            logged.Outcome,
        }),
        emulator.ParkedRequests,
    };

    private object Finish(FinishRequest request) => Do(() => emulator.Cloud.FinishTask(request.TaskId, request.Failed));

    private void Apply(SettingsRequest settings)
    {
        if (settings.TaskSeconds is { } seconds)
        {
            emulator.Cloud.TaskDuration = TimeSpan.FromSeconds(seconds);
        }

        if (settings.RequestsPerSecond is { } limit)
        {
            emulator.Limiter.PerSecond = limit == 0 ? null : limit;
        }

        if (settings.ClockSkewSeconds is { } skew)
        {
            emulator.ClockSkew = TimeSpan.FromSeconds(skew);
        }

        if (settings.MissingAddresses is { } missing)
        {
            emulator.Faults.MissingAddresses = missing;
        }

        settings.Grant.ToList().ForEach(emulator.Permissions.Grant);
        settings.Revoke.ToList().ForEach(action => emulator.Permissions.Revoke(action));
    }

    private static object Do(Action act)
    {
        act();
        return Done;
    }

    private static T Read<T>(string body) =>
        JsonSerializer.Deserialize<T>(body, ControlJson.Options) ?? throw new FormatException("The body is null.");

    private static object Error(string message) => new { error = message };
}
