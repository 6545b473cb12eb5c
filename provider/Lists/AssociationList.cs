using EcmProvider.Ecm;
using EcmProvider.Ecm.Models;
using EcmProvider.Functions;
using EcmProvider.Protocol.Values;
using EcmProvider.Resources;
using EcmProvider.Resources.Binding;
using EcmProvider.Resources.Failures;

namespace EcmProvider.Lists;

/// <summary>What is asked of a list.</summary>
/// <param name="Query">The query, as the schema's <c>listInputs</c> say.</param>
/// <param name="Limit">How many associations at most, over all calls that go on with one another; 0: all.</param>
/// <param name="PageSize">How many associations this call streams at most; 0: all.</param>
/// <param name="ContinuationToken">Where an earlier call ended; empty at the beginning.</param>
public sealed record ListQuery(PropertyMap Query, long Limit, long PageSize, string ContinuationToken);

/// <summary>How a call of a list ended.</summary>
/// <param name="IsComputed">Whether the query holds what only the update will know, so that nothing was looked up.</param>
/// <param name="ContinuationToken">What another call goes on with; null when there is no more.</param>
public sealed record ListEnd(bool IsComputed, string? ContinuationToken);

/// <summary>An association that exists.</summary>
/// <param name="Id">Its id, which can be imported.</param>
/// <param name="Name">The EIP's name, or its id when it has none.</param>
public sealed record ListedAssociation(string Id, string Name);

/// <summary>Lists the associations of a region, of one instance or of one ENI: whatever EIP is bound, by whomever.</summary>
/// <param name="cloud">The API.</param>
/// <param name="defaultRegion">The ECM region of queries that name none; null when there is none.</param>
public sealed class AssociationList(ICloud cloud, string? defaultRegion)
{
    private static readonly string[] Known = [PropertyNames.EcmRegion, PropertyNames.InstanceId, PropertyNames.NetworkInterfaceId];

    private readonly BindingReader reader = new(cloud);

    /// <summary>Streams associations, page by page of the API as they come.</summary>
    /// <param name="query">What is asked for.</param>
    /// <param name="streamAsync">Takes one association.</param>
    /// <param name="cancellationToken">Ends the list.</param>
    /// <exception cref="ProviderException">The query, or the token, cannot be used.</exception>
    public async Task<ListEnd> StreamAsync(ListQuery query, Func<ListedAssociation, Task> streamAsync, CancellationToken cancellationToken)
    {
        var arguments = new ArgumentReader(query.Query, "List", Known, defaultRegion);
        var region = arguments.Region();
        var instanceId = arguments.Id(PropertyNames.InstanceId);
        var networkInterfaceId = arguments.Id(PropertyNames.NetworkInterfaceId);
        DemandNotNegative(arguments, "limit", query.Limit);
        DemandNotNegative(arguments, "page_size", query.PageSize);
        arguments.DemandNoProblems();
        if (arguments.HasUnknown)
        {
            return new(IsComputed: true, null);
        }

        string?[] asked = [region, instanceId, networkInterfaceId];
        var position = ListPosition.Parse(query.ContinuationToken, asked);
        var end = EndOf(query, position.Streamed);
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (query.Limit == 0 || position.Streamed < query.Limit)
        {
            var slice = await cloud.ReadAddressesAsync(region, FiltersOf(instanceId, networkInterfaceId), position.Offset, cancellationToken);
            var fresh = slice.Addresses.Index().Where(item => seen.Add(item.Item.AddressId)).ToList();

            // What the filters let through is looked at once more: an id that is no such association's must not be listed.
            var wanted = fresh.Where(item => IsAssociation(item.Item)
                && (instanceId is null || item.Item.InstanceId == instanceId)
                && (networkInterfaceId is null || item.Item.NetworkInterfaceId == networkInterfaceId)).ToList();
            var room = (int)Math.Min(wanted.Count, end - position.Streamed);
            foreach (var listed in await Task.WhenAll(wanted.Take(room).Select(item => ListedAsync(region, item.Item, cancellationToken))))
            {
                if (listed is not null)
                {
                    await streamAsync(listed);
                    position = position with { Streamed = position.Streamed + 1 };
                }
            }

            if (room < wanted.Count)
            {
                position = position with { Offset = position.Offset + wanted[room].Index };
                break;
            }

            // No new EIP means the end, or a server that ignores the offset.
            if (fresh.Count == 0 || slice.NextOffset is not { } next)
            {
                return new(IsComputed: false, null);
            }

            position = position with { Offset = next };
            if (position.Streamed == end)
            {
                break;
            }
        }

        var isWhole = query.Limit > 0 && position.Streamed >= query.Limit;
        return new(IsComputed: false, isWhole ? null : position.TokenFor(asked));
    }

    // Ordinary public IPs (WanIP, CalcIP) come and go with their instance: they cannot be bound, so not imported.
    private static bool IsAssociation(Address address) =>
        address is { AddressStatus: AddressStatus.Bind or AddressStatus.BindEni, AddressType: not ("WanIP" or "CalcIP") };

    private static List<Filter> FiltersOf(string? instanceId, string? networkInterfaceId) =>
    [
        new("address-status", [AddressStatus.Bind, AddressStatus.BindEni]),
        .. instanceId is null ? [] : new[] { new Filter("instance-id", [instanceId]) },
        .. networkInterfaceId is null ? [] : new[] { new Filter("network-interface-id", [networkInterfaceId]) },
    ];

    // How many were streamed when this call has to end.
    private static long EndOf(ListQuery query, long streamed) => Math.Min(
        query.Limit == 0 ? long.MaxValue : Math.Max(query.Limit, streamed),
        query.PageSize == 0 || query.PageSize > long.MaxValue - streamed ? long.MaxValue : streamed + query.PageSize);

    private static void DemandNotNegative(ArgumentReader arguments, string name, long value)
    {
        if (value < 0)
        {
            arguments.Fail(name, "must not be negative: 0 stands for all");
        }
    }

    private async Task<ListedAssociation?> ListedAsync(string region, Address address, CancellationToken cancellationToken) =>
        await reader.IdsOfAsync(region, address, cancellationToken) is [var id, ..]
            ? new(id.ToString(), string.IsNullOrEmpty(address.AddressName) ? address.AddressId : address.AddressName)
            : null;
}
