using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Stacks.Tests.Ci;

/// <summary>What a job asks of its site on loopback: GitHub's OIDC token, and a note on a GitLab merge request.</summary>
internal sealed class CiSite : IAsyncDisposable
{
    /// <summary>The OIDC token that the site gives to a job.</summary>
    public const string OidcToken = "made-up-oidc-token";

    private readonly WebApplication _app;

    private CiSite(WebApplication app) => _app = app;

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Address => _app.Urls.Single();

    /// <summary>The notes, oldest first.</summary>
    public ConcurrentQueue<string> Notes { get; } = new();

    public static async Task<CiSite> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        var site = new CiSite(builder.Build());
        site._app.Run(site.AnswerAsync);
        await site._app.StartAsync();
        return site;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Path == "/token" && request.Query["audience"] == "sts.tencentcloudapi.com"
            && request.Headers.Authorization == "bearer made-up")
        {
            await context.Response.WriteAsync($$"""{"value":"{{OidcToken}}"}""");
        }
        else if (request.Path == "/api/v4/projects/7/merge_requests/3/notes" && request.Headers["PRIVATE-TOKEN"] == "made-up")
        {
            Notes.Enqueue((await request.ReadFormAsync())["body"].ToString());
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}
