using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace EcmProvider.Tests.Native;

/// <summary>
/// A proxy on loopback that asks for a name and a password. Whatever host a tunnel is asked for, none is ever looked up: the tunnel
/// ends here, as TLS with a certificate, and what comes out of it goes to a server on loopback.
/// </summary>
internal sealed class FakeProxy : IAsyncDisposable
{
    public const string User = "edge";
    public const string Password = "hunter2-and-more";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentQueue<string> requests = new();
    private readonly X509Certificate2? certificate;
    private readonly Uri? server;
    private readonly Task serving;

    /// <summary>A proxy.</summary>
    /// <param name="certificate">What stands at the end of tunnels; null: every tunnel is refused.</param>
    /// <param name="server">Where what comes out of a tunnel goes.</param>
    public FakeProxy(X509Certificate2? certificate = null, Uri? server = null)
    {
        this.certificate = certificate;
        this.server = server;
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>What the variables name.</summary>
    public string Url => $"http://{User}:{Password}@127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>The first lines of the requests that carried the right password.</summary>
    public IReadOnlyCollection<string> Requests => requests;

    /// <summary>Everything that was said to the proxy itself.</summary>
    public ConcurrentQueue<string> Heads { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        await serving;
        end.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await listener.AcceptTcpClientAsync(end.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                var stream = client.GetStream();
                while (!await AnswerAsync(stream, await ReadHeadAsync(stream)))
                {
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or AuthenticationException)
        {
            // The test is over, or the client does not like what it sees.
        }
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, end.Token);
            head.Append((char)one[0]);
        }

        Heads.Enqueue(head.ToString());
        return head.ToString();
    }

    // Whether this was the last request on the connection.
    private async Task<bool> AnswerAsync(NetworkStream stream, string head)
    {
        var password = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));
        if (!head.Contains($"\r\nProxy-Authorization: Basic {password}\r\n", StringComparison.OrdinalIgnoreCase))
        {
            await SendAsync(stream, "407 Who are you\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0");
            return false;
        }

        requests.Enqueue(head[..head.IndexOf('\r', StringComparison.Ordinal)]);
        if (certificate is null || server is null)
        {
            await SendAsync(stream, "403 No\r\nContent-Length: 0");
            return true;
        }

        await SendAsync(stream, "200 Go on");
        await using var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, end.Token);
        using var behind = new TcpClient();
        await behind.ConnectAsync(IPAddress.Loopback, server.Port, end.Token);
        await Task.WhenAny(tls.CopyToAsync(behind.GetStream(), end.Token), behind.GetStream().CopyToAsync(tls, end.Token));
        return true;
    }

    private async Task SendAsync(NetworkStream stream, string head) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {head}\r\n\r\n"), end.Token);
}
