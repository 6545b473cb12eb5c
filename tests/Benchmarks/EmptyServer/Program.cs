using System.Net;
using Empty;
using Grpc.Core;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

// Listens, prints its port, serves one empty method until stdin ends.
var builder = WebApplication.CreateEmptyBuilder(new());
builder.WebHost.UseKestrelCore().ConfigureKestrel(
    kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
builder.Services.AddRoutingCore();
builder.Services.AddGrpc();
await using var application = builder.Build();
application.MapGrpcService<NothingService>();
await application.StartAsync();
var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
Console.WriteLine(new Uri(addresses.Addresses.Single()).Port);
Console.ReadLine();

internal sealed class NothingService : Nothing.NothingBase
{
    public override Task<Nil> Do(Nil request, ServerCallContext context) => Task.FromResult(request);
}
