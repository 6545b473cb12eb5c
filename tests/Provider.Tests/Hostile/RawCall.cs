using Google.Protobuf;
using Grpc.Core;
using Pulumirpc;

namespace EcmProvider.Tests.Hostile;

/// <summary>A call of the provider, its request as bytes: so that it can hold what no library would write.</summary>
/// <param name="Method">The method of <c>ResourceProvider</c>.</param>
/// <param name="Request">The message.</param>
internal sealed record RawCall(string Method, byte[] Request)
{
    // Nothing that these tests ask takes a second; who has not answered by now hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(static bytes => bytes, static bytes => bytes);

    /// <summary>Makes the call and answers what came of it.</summary>
    /// <exception cref="TimeoutException">Nothing came.</exception>
    public async Task<RawAnswer> SendAsync(CallInvoker invoker)
    {
        try
        {
            return new(StatusCode.OK, string.Empty, [], await ResponseAsync(invoker).WaitAsync(Patience, TimeProvider.System));
        }
        catch (RpcException e)
        {
            return new(e.StatusCode, e.Status.Detail, e.Trailers, []);
        }
    }

    public override string ToString() => $"{Method} {Convert.ToHexString(Request.AsSpan(0, Math.Min(Request.Length, 2000)))}";

    private async Task<byte[]> ResponseAsync(CallInvoker invoker)
    {
        if (Method != nameof(ResourceProvider.ResourceProviderBase.List))
        {
            return await invoker.AsyncUnaryCall(Of(MethodType.Unary), null, default, Request);
        }

        using var call = invoker.AsyncServerStreamingCall(Of(MethodType.ServerStreaming), null, default, Request);
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
        }

        return [];
    }

    private Method<byte[], byte[]> Of(MethodType type) => new(type, "pulumirpc.ResourceProvider", Method, Bytes, Bytes);
}

/// <summary>What came of a call.</summary>
/// <param name="Code">OK or the error's code.</param>
/// <param name="Detail">The error's message.</param>
/// <param name="Trailers">What came with the error.</param>
/// <param name="Response">The reply, when it went well.</param>
internal sealed record RawAnswer(StatusCode Code, string Detail, Metadata Trailers, byte[] Response)
{
    private const int LongestMessage = 3000;

    /// <summary>Why this is no answer that a person can use; null when it is one.</summary>
    public string? FlawFor(string method) =>
        Code is StatusCode.Internal or StatusCode.Unknown or StatusCode.DataLoss ? $"{Code}: {Detail}"
        : Code is not (StatusCode.OK or StatusCode.Unimplemented) && Detail.Length == 0 ? $"{Code} without a word"
        : Texts(method).Select(FlawOf).FirstOrDefault(static flaw => flaw is not null);

    /// <summary>What is wrong with a text for people; null when nothing is.</summary>
    public static string? FlawOf(string text) =>
        text.Length > LongestMessage ? $"{text.Length} characters"
        : text.Contains("   at ", StringComparison.Ordinal) || text.Contains("Exception", StringComparison.Ordinal) ? $"tells of our insides: {text}"
        : text.Any(static c => char.IsControl(c) && c != '\n') ? $"control characters: {text}"
        : null;

    private IEnumerable<string> Texts(string method)
    {
        yield return Detail;
        if (Code == StatusCode.OK && method is "Check" or "CheckConfig")
        {
            foreach (var failure in CheckResponse.Parser.ParseFrom(Response).Failures)
            {
                yield return failure.Property;
                yield return failure.Reason;
            }
        }
    }
}
