using EcmProvider.Tests.Support;

namespace EcmProvider.ModelTests.World;

/// <summary>What is common to all connections of one provider's process: how many requests are under way, and that it lives.</summary>
internal sealed class Mortality(VirtualClock clock) : IDisposable
{
    private readonly CancellationTokenSource death = new();
    private int underWay;

    public int UnderWay => Volatile.Read(ref underWay);

    public bool IsDead { get; private set; }

    /// <summary>Ends all requests under way, without waiting, and every later one.</summary>
    public void Die()
    {
        IsDead = true;
        _ = death.CancelAsync();
    }

    public void Dispose() => death.Dispose();

    public HttpMessageHandler NewHandler() => new Handler(this, clock);

    private sealed class Handler(Mortality life, VirtualClock clock)
        : DelegatingHandler(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (life.IsDead)
            {
                throw new HttpRequestException("The process was killed.");
            }

            Interlocked.Increment(ref life.underWay);
            clock.Touch();
            try
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, life.death.Token);
                var response = await base.SendAsync(request, either.Token);
                await response.Content.LoadIntoBufferAsync(either.Token);
                return response;
            }
            catch (OperationCanceledException) when (life.IsDead)
            {
                throw new HttpRequestException("The process was killed.");
            }
            finally
            {
                clock.Touch();
                Interlocked.Decrement(ref life.underWay);
            }
        }
    }
}
