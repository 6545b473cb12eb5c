using System.Collections.Concurrent;
using EcmProvider.Ecm.Http;
using EcmProvider.Ecm.LookUps;
using EcmProvider.Ecm.Models;
using EcmProvider.Ecm.Wire;

namespace EcmProvider.Ecm;

/// <summary>
/// Tencent Cloud ECM over HTTP: one for each configuration, used by many threads, disposed of when the configuration goes.
/// </summary>
public sealed class EcmCloud : ICloud, IDisposable
{
    // What one request can ask for: ids, and values of a filter.
    private const int MaxIds = 100;
    private const int MaxFilterValues = 5;
    // Instances beyond this number may be found by listing the region's ENIs instead, where that takes fewer requests.
    private const int ManyInstances = 25;
    private const int MaxInstances = 10_000;
    private const string AttachedInstance = "attachment.instance-id";

    private readonly ApiClient api;
    private readonly TimeProvider clock;
    private readonly ConcurrentDictionary<string, Lazy<RegionLookUps>> regions = new(StringComparer.Ordinal);

    /// <summary>A cloud; nothing is sent before the first call.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number of the options is out of its range.</exception>
    public EcmCloud(EcmCloudOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxRequestsPerSecond, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaxRequestsPerSecond, 20);
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxRetries);

        clock = options.Clock;
        api = new ApiClient(Actions.Service, options);
    }

    /// <inheritdoc/>
    public Task<Address?> FindAddressAsync(string ecmRegion, string addressId, CancellationToken cancellationToken) =>
        LookUpsOf(ecmRegion).Addresses.FindAsync(addressId, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Address>> ListAddressesAsync(
        string ecmRegion, IReadOnlyList<string>? addressIds, IReadOnlyList<Filter>? filters, CancellationToken cancellationToken) =>
        addressIds is null
            ? await FetchAddressesAsync(ecmRegion, null, filters, cancellationToken)
            : await FindAllAsync(LookUpsOf(ecmRegion).Addresses, addressIds, filters, cancellationToken);

    /// <inheritdoc/>
    public async Task<AddressSlice> ReadAddressesAsync(
        string ecmRegion, IReadOnlyList<Filter> filters, int offset, CancellationToken cancellationToken)
    {
        var page = await FetchAddressPageAsync(ecmRegion, null, filters, offset, cancellationToken);
        return new([.. Mapping.Items(page)], Paging.NextOffset(page, offset));
    }

    /// <inheritdoc/>
    public Task<NetworkInterface?> FindNetworkInterfaceAsync(
        string ecmRegion, string networkInterfaceId, CancellationToken cancellationToken) =>
        LookUpsOf(ecmRegion).NetworkInterfaces.FindAsync(networkInterfaceId, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<NetworkInterface>> FindInstanceInterfacesAsync(
        string ecmRegion, string instanceId, CancellationToken cancellationToken) =>
        LookUpsOf(ecmRegion).InstanceInterfaces.FindAsync(instanceId, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<NetworkInterface>> ListNetworkInterfacesAsync(
        string ecmRegion,
        IReadOnlyList<string>? networkInterfaceIds,
        IReadOnlyList<Filter>? filters,
        CancellationToken cancellationToken) =>
        networkInterfaceIds is null
            ? await FetchNetworkInterfacesAsync(ecmRegion, null, filters, cancellationToken)
            : await FindAllAsync(LookUpsOf(ecmRegion).NetworkInterfaces, networkInterfaceIds, filters, cancellationToken);

    /// <inheritdoc/>
    public async Task<string> AssociateAddressAsync(
        string ecmRegion, string addressId, Target target, CancellationToken cancellationToken)
    {
        var instance = target as Target.Instance;
        var privateIp = target as Target.PrivateIp;
        var request = new AssociateAddressRequest(
            ecmRegion, addressId, instance?.InstanceId, privateIp?.NetworkInterfaceId, privateIp?.PrivateIpAddress);
        return (await api.CallAsync(Actions.AssociateAddress, request, cancellationToken)).TaskId!;
    }

    /// <inheritdoc/>
    public async Task<string> DisassociateAddressAsync(
        string ecmRegion,
        string addressId,
        bool reallocateNormalPublicIp,
        long lookedAt,
        Func<CancellationToken, Task<bool>> isStillMeant,
        CancellationToken cancellationToken)
    {
        var request = new DisassociateAddressRequest(ecmRegion, addressId, reallocateNormalPublicIp);
        return (await api.CallAsync(Actions.DisassociateAddress, request, cancellationToken, new(lookedAt, isStillMeant))).TaskId!;
    }

    /// <inheritdoc/>
    public async Task<TaskResult> GetTaskResultAsync(string ecmRegion, string taskId, CancellationToken cancellationToken)
    {
        try
        {
            var request = new DescribeTaskResultRequest(ecmRegion, taskId);
            return Mapping.Result((await api.CallAsync(Actions.DescribeTaskResult, request, cancellationToken)).Result);
        }
        catch (EcmApiException e) when (e.Is(ErrorCodes.TaskNotFound))
        {
            return TaskResult.Unknown;
        }
    }

    /// <summary>Closes the connections; requests under way fail.</summary>
    public void Dispose()
    {
        foreach (var region in regions.Values)
        {
            region.Value.Dispose();
        }

        api.Dispose();
    }

    private static async Task<IReadOnlyList<T>> FindAllAsync<T>(
        BatchedLookUp<T?> lookUp, IReadOnlyList<string> ids, IReadOnlyList<Filter>? filters, CancellationToken cancellationToken)
        where T : class
    {
        if (filters is { Count: > 0 })
        {
            throw new ArgumentException("Ids and filters exclude each other.", nameof(filters));
        }

        var found = await lookUp.FindAllAsync([.. ids.Distinct(StringComparer.Ordinal)], cancellationToken);
        return [.. found.OfType<T>()];
    }

    private Task<IReadOnlyList<Address>> FetchAddressesAsync(
        string ecmRegion, IReadOnlyList<string>? ids, IReadOnlyList<Filter>? filters, CancellationToken cancellationToken) =>
        Paging.CollectAsync(
            offset => FetchAddressPageAsync(ecmRegion, ids, filters, offset, cancellationToken),
            Mapping.Items,
            address => address.AddressId);

    private Task<AddressPage> FetchAddressPageAsync(
        string ecmRegion, IReadOnlyList<string>? ids, IReadOnlyList<Filter>? filters, int offset, CancellationToken cancellationToken) =>
        api.CallAsync(
            Actions.DescribeAddresses,
            new DescribeAddressesRequest(ecmRegion, ids, NullIfEmpty(filters), offset, Paging.PageSize),
            cancellationToken);

    private Task<IReadOnlyList<NetworkInterface>> FetchNetworkInterfacesAsync(
        string ecmRegion, IReadOnlyList<string>? ids, IReadOnlyList<Filter>? filters, CancellationToken cancellationToken) =>
        Paging.CollectAsync(
            offset => api.CallAsync(
                Actions.DescribeNetworkInterfaces,
                new DescribeNetworkInterfacesRequest(ecmRegion, ids, NullIfEmpty(filters), offset, Paging.PageSize),
                cancellationToken),
            Mapping.Items,
            networkInterface => networkInterface.NetworkInterfaceId);

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<NetworkInterface>>> FetchInterfacesByInstanceAsync(
        string ecmRegion, IReadOnlyList<string> instanceIds, CancellationToken cancellationToken)
    {
        var found = await ListIsCheaperAsync(ecmRegion, instanceIds.Count, cancellationToken)
            ? ByInstance(await FetchNetworkInterfacesAsync(ecmRegion, null, null, cancellationToken))
            : [];

        // An ENI that moves between two pages of the list can be missed: who has no primary ENI there is asked for by name.
        var rest = instanceIds.Where(id => !found.TryGetValue(id, out var enis) || !enis[0].Primary);
        var pages = await Task.WhenAll(rest.Chunk(MaxFilterValues).Select(
            ids => FetchNetworkInterfacesAsync(ecmRegion, null, [new(AttachedInstance, ids)], cancellationToken)));
        foreach (var (id, enis) in ByInstance(pages.SelectMany(page => page)))
        {
            found[id] = enis;
        }

        return found;
    }

    // The filter takes five instances a request, a page of the list a hundred ENIs: of everybody's, though.
    private async Task<bool> ListIsCheaperAsync(string ecmRegion, int instances, CancellationToken cancellationToken)
    {
        if (instances <= ManyInstances)
        {
            return false;
        }

        var first = await api.CallAsync(
            Actions.DescribeNetworkInterfaces, new DescribeNetworkInterfacesRequest(ecmRegion, null, null, 0, 1), cancellationToken);
        return first.TotalCount is { } all && all / Paging.PageSize < instances / MaxFilterValues;
    }

    private static Dictionary<string, IReadOnlyList<NetworkInterface>> ByInstance(IEnumerable<NetworkInterface> all) => all
        .Where(networkInterface => networkInterface.Attachment?.InstanceId is not null)
        .OrderByDescending(networkInterface => networkInterface.Primary)
        .GroupBy(networkInterface => networkInterface.Attachment!.InstanceId!, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, IReadOnlyList<NetworkInterface> (group) => [.. group], StringComparer.Ordinal);

    private RegionLookUps LookUpsOf(string ecmRegion) =>
        regions.GetOrAdd(ecmRegion, name => new(() => NewRegion(name))).Value;

    private RegionLookUps NewRegion(string ecmRegion) => new(
        new BatchedLookUp<Address?>(
            new(
                MaxIds,
                async (ids, cancel) =>
                    (await FetchAddressesAsync(ecmRegion, ids, null, cancel)).ToDictionary(a => a.AddressId, Address? (a) => a),
                e => ErrorCodes.IsAddressNotFound(e.Code),
                null),
            clock),
        new BatchedLookUp<NetworkInterface?>(
            new(
                MaxIds,
                async (ids, cancel) => (await FetchNetworkInterfacesAsync(ecmRegion, ids, null, cancel))
                    .ToDictionary(n => n.NetworkInterfaceId, NetworkInterface? (n) => n),
                e => ErrorCodes.IsNetworkInterfaceNotFound(e.Code) || e.Is("ResourceNotFound"),
                null),
            clock),
        new BatchedLookUp<IReadOnlyList<NetworkInterface>>(
            new(
                MaxInstances,
                (ids, cancel) => FetchInterfacesByInstanceAsync(ecmRegion, ids, cancel),
                e => ErrorCodes.IsInstanceNotFound(e.Code),
                []),
            clock));

    private static IReadOnlyList<Filter>? NullIfEmpty(IReadOnlyList<Filter>? filters) => filters is { Count: > 0 } ? filters : null;

    private sealed record RegionLookUps(
        BatchedLookUp<Address?> Addresses,
        BatchedLookUp<NetworkInterface?> NetworkInterfaces,
        BatchedLookUp<IReadOnlyList<NetworkInterface>> InstanceInterfaces) : IDisposable
    {
        public void Dispose()
        {
            Addresses.Dispose();
            NetworkInterfaces.Dispose();
            InstanceInterfaces.Dispose();
        }
    }
}
