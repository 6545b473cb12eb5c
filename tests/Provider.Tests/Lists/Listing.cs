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
        params (string Name, PropertyValue Value)[] query) => provider.LetPassUntilAsync(OfAsync(provider, new()
        {
            Token = type,
            Query = PropertyMarshaler.Marshal(Some.Map(query)),
            Limit = limit,
            PageSize = pageSize,
            ContinuationToken = token,
        }));

    private static async Task<Listed> OfAsync(TestProvider provider, ListRequest request)
    {
        List<ListResponse> all = [];
        RpcException? error = null;
        try
        {
            using var call = provider.Client.List(request);
            await foreach (var one in call.ResponseStream.ReadAllAsync())
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
