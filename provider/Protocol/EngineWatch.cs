using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace EcmProvider.Protocol;

/// <summary>
/// Notices that the engine which started this provider has died: an engine that is done sends a signal, one that was killed does not.
/// </summary>
internal static class EngineWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);

    // An engine that is busy or suspended answers late and is no dead one: the port of a dead one refuses at once.
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(10);

    /// <summary>Whether a text can be an engine's address.</summary>
    public static bool IsAddress(string text) => Uri.TryCreate($"http://{text}", UriKind.Absolute, out var uri) && uri.PathAndQuery == "/";

    /// <summary>Ends when the engine at an address, <c>host:port</c>, is gone.</summary>
    public static async Task UntilGoneAsync(string engineAddress) =>
        await await Task.WhenAny(UntilStdinEndsAsync(), UntilNobodyAnswersAsync(engineAddress));

    // The engine holds the other end of stdin: when it dies the pipe reaches its end, unless another process holds that end too.
    private static async Task UntilStdinEndsAsync()
    {
        try
        {
            await Task.Run(ReadToEnd);
        }
        catch (IOException)
        {
            // A stdin that cannot be read says nothing about the engine.
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
        }

        static void ReadToEnd()
        {
            using var stdin = Console.OpenStandardInput();
            Span<byte> ignored = stackalloc byte[256];
            while (stdin.Read(ignored) > 0)
            {
            }
        }
    }

    private static async Task UntilNobodyAnswersAsync(string engineAddress)
    {
        using var channel = GrpcChannel.ForAddress($"http://{engineAddress}");
        var engine = new Health.HealthClient(channel);
        do
        {
            await Task.Delay(Interval, TimeProvider.System);
        }
        while (await AnswersAsync(engine) || await AnswersAnewAsync(engineAddress));
    }

    // A connection that broke says little; one that cannot be made again says that nobody is there.
    private static async Task<bool> AnswersAnewAsync(string engineAddress)
    {
        using var channel = GrpcChannel.ForAddress($"http://{engineAddress}");
        return await AnswersAsync(new(channel));
    }

    private static async Task<bool> AnswersAsync(Health.HealthClient engine)
    {
        try
        {
            await engine.CheckAsync(new(), deadline: TimeProvider.System.GetUtcNow().UtcDateTime + AnswerPatience);
            return true;
        }
        catch (RpcException e)
        {
            return e.StatusCode is StatusCode.Unimplemented or StatusCode.DeadlineExceeded;
        }
    }
}
