using System.Net;
using System.Net.Http.Headers;

namespace EcmProvider.Ecm.Http;

/// <summary>
/// A request's body that knows whether the connection has begun to take it. Before that nothing has left the machine: a request
/// that is given up then is known not to have been taken.
/// </summary>
internal sealed class RequestBody : HttpContent
{
    private const int Unsent = 0;
    private const int Sending = 1;
    private const int GivenUp = 2;

    private readonly ReadOnlyMemory<byte> bytes;
    private int state;

    public RequestBody(ReadOnlyMemory<byte> bytes)
    {
        this.bytes = bytes;
        Headers.ContentType = new MediaTypeHeaderValue(Tc3Signer.ContentType);
    }

    /// <summary>Makes sure that the body never leaves; false when it may already have.</summary>
    public bool TryGiveUp() => Interlocked.CompareExchange(ref state, GivenUp, Unsent) != Sending;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref state, Sending, Unsent) == GivenUp)
        {
            throw new OperationCanceledException("The request was given up before it was sent.");
        }

        await stream.WriteAsync(bytes, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = bytes.Length;
        return true;
    }
}
