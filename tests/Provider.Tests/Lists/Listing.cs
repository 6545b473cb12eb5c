using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Functions;
using EcmProvider.Tests.Support;
using Grpc.Core;
using Pulumirpc;

namespace EcmProvider.Tests.Lists;

/// <summary>What a call of List came to.</summary>
/// <param name="Results">What was streamed.</param>
/// <param name="Continuation">The token at its end; null when there was none.</param>
/// <param name="IsComputed">Whether it was answered as computed.</param>
/// <param name="Error">The error; null when it went well.</param>
internal sealed record Listed(
    IReadOnlyList<ListResponse.Types.Result> Results, string? Continuation, bool IsComputed, RpcException? Error)
{
    public IEnumerable<string> Ids => Results.Select(result => result.Id);

    public string Message => Error?.Status.Detail ?? string.Empty;
}

/// <summary>Calls of List, as an engine makes them.</summary>
internal static class Listing
{
    public static Task<Listed> ListAsync(
        this TestProvider provider,
        long limit = 0,
        long pageSize = 0,
        string token = "",
        string type = Some.Type,
        params (string Name, PropertyValue Value)[] query) => provider.LetPassUntilAsync(provider.BeginList(new()
        {
            Token = type,
            Query = PropertyMarshaler.Marshal(Some.Map(query)),
            Limit = limit,
            PageSize = pageSize,
            ContinuationToken = token,
        }));

    /// <summary>The call alone: the clock is left to the test, which may give the call up.</summary>
    public static async Task<Listed> BeginList(this TestProvider provider, ListRequest request, CancellationToken cancellationToken = default)
    {
        List<ListResponse> all = [];
        RpcException? error = null;
        try
        {
            using var call = provider.Client.List(request, cancellationToken: cancellationToken);
            await foreach (var one in call.ResponseStream.ReadAllAsync(CancellationToken.None))
            {
                all.Add(one);
            }
        }
        catch (RpcException e)
        {
            error = e;
        }

        return new(
            [.. all.Select(one => one.Result).OfType<ListResponse.Types.Result>()],
            all.LastOrDefault()?.Continuation?.ContinuationToken,
            all.Any(one => one.Computed is not null),
            error);
    }
}
