namespace EcmProvider.Tests.Support;

/// <summary>Real connections to the emulator, counted, so that the virtual clock stands still while an answer is on its way.</summary>
internal sealed class CountingHandler(CountingHandler.Count count, VirtualClock clock)
    : DelegatingHandler(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        count.Add(1);
        clock.Touch();
        try
        {
            // The body belongs to the answer: while it is on its way, nothing is idle.
            var response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            return response;
        }
        finally
        {
            clock.Touch();
            count.Add(-1);
        }
    }

    internal sealed class Count
    {
        private int now;

        public int Now => Volatile.Read(ref now);

        public void Add(int change) => Interlocked.Add(ref now, change);
    }
}
