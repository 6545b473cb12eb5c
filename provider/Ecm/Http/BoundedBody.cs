using System.Buffers;

namespace EcmProvider.Ecm.Http;

/// <summary>An answer was longer than anything the API sends.</summary>
internal sealed class AnswerTooLargeException(int limit) : IOException($"the answer is larger than {limit / (1024 * 1024)} MB");

/// <summary>Reads an answer up to a limit, so that no server can fill the memory.</summary>
internal static class BoundedBody
{
    /// <summary>The most an answer may hold, in bytes: a hundred times the largest page of EIPs.</summary>
    public const int Limit = 32 * 1024 * 1024;

    private const int BlockSize = 16 * 1024;

    /// <exception cref="AnswerTooLargeException">There is more than <see cref="Limit"/>.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > Limit)
        {
            throw new AnswerTooLargeException(Limit);
        }

        // Most answers are a fraction of a block, and say so; the byte more is where the end is seen.
        var body = new ArrayBufferWriter<byte>((int)Math.Min((content.Headers.ContentLength + 1) ?? BlockSize, BlockSize));
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        while (true)
        {
            // One byte past the limit is enough to see that there is more.
            var room = Math.Min(body.FreeCapacity > 0 ? body.FreeCapacity : BlockSize, Limit + 1 - body.WrittenCount);
            var count = await stream.ReadAsync(body.GetMemory(room)[..room], cancellationToken);
            if (count == 0)
            {
                return body.WrittenMemory;
            }

            body.Advance(count);
            if (body.WrittenCount > Limit)
            {
                throw new AnswerTooLargeException(Limit);
            }
        }
    }
}
