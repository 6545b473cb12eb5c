using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace EcmProvider.Tests.Support;

/// <summary>A server on loopback that treats each connection as a delegate says, down to the bytes.</summary>
internal sealed class ApiLoopbackServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly Task serving;

    public ApiLoopbackServer(Func<Connection, Task> serve)
    {
        listener.Start();
        serving = ServeAsync(serve);
    }

    public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    /// <summary>How many connections there were.</summary>
    public int Connections { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await serving;
        listener.Stop();
        end.Dispose();
    }

    private async Task ServeAsync(Func<Connection, Task> serve)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(end.Token);
                Connections++;
                await serve(new Connection(client.GetStream(), end.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or AuthenticationException)
        {
            // The test is over, or its client has gone.
        }
    }

    /// <summary>One connection; closed when the delegate returns.</summary>
    internal sealed class Connection(NetworkStream stream, CancellationToken end)
    {
        public NetworkStream Stream => stream;

        /// <summary>Reads one request: its head and its body.</summary>
        public async Task<string> ReadAsync()
        {
            var text = "";
            var block = new byte[4096];
            while (!IsWhole(text))
            {
                var count = await stream.ReadAsync(block, end);
                text += count > 0 ? Encoding.UTF8.GetString(block, 0, count) : throw new IOException("The client has gone.");
            }

            return text;
        }

        public async Task AnswerAsync(string json, string head = "HTTP/1.1 200 OK") => await stream.WriteAsync(
            Encoding.UTF8.GetBytes($"{head}\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}"), end);

        public async Task SendAsync(string text) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text), end);

        private static bool IsWhole(string text)
        {
            var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            return head >= 0 && text.Length >= head + 4 + LengthOf(text[..head]);
        }

        private static int LengthOf(string head) => int.Parse(
            head.Split("\r\n").Single(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal))["Content-Length: ".Length..]);
    }
}
