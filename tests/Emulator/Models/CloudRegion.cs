using EcmEmulator.Rules;

namespace EcmEmulator.Models;

/// <summary>
/// One region of the cloud: to look at, to arrange for a test (<c>Add</c>, <c>Put</c>, <c>Remove</c>: shows at once, also to
/// look-ups that lag), and to act in behind a client's back as people do (<see cref="People"/>).
/// </summary>
public sealed class CloudRegion
{
    private readonly Cloud cloud;

    internal CloudRegion(Cloud cloud, string name)
    {
        this.cloud = cloud;
        Name = name;
        People = new People(cloud, name);
    }

    public string Name { get; }

    /// <summary>What people do in the console, at once.</summary>
    public People People { get; }

    /// <summary>The EIPs and ordinary public IPs, by id.</summary>
    public IReadOnlyList<AddressView> Addresses =>
        Read(region => region.Eips.Values.Select(eip => AddressView.Of(region, eip)).ToList());

    public IReadOnlyList<Instance> Instances => Read(region => region.Instances.Values.ToList());

    public IReadOnlyList<Eni> NetworkInterfaces => Read(region => region.Enis.Values.ToList());

    /// <summary>How many EIPs may be bound at a time; null: any number.</summary>
    public int? BoundAddressQuota
    {
        get => Read(region => region.BoundAddressQuota);
        set => Arrange(region => region with { BoundAddressQuota = value });
    }

    /// <summary>An EIP; null when there is none of this id.</summary>
    public AddressView? FindAddress(string addressId) =>
        Read(region => region.FindEip(addressId) is { } eip ? AddressView.Of(region, eip) : null);

    /// <summary>An EIP.</summary>
    /// <exception cref="KeyNotFoundException">There is none of this id.</exception>
    public AddressView Address(string addressId) =>
        FindAddress(addressId) ?? throw new KeyNotFoundException($"There is no EIP '{addressId}' in region '{Name}'.");

    /// <summary>An ENI; null when there is none of this id.</summary>
    public Eni? FindNetworkInterface(string networkInterfaceId) => Read(region => region.FindEni(networkInterfaceId));

    /// <summary>An instance; null when there is none of this id.</summary>
    public Instance? FindInstance(string instanceId) => Read(region => region.FindInstance(instanceId));

    /// <summary>Adds an EIP that is bound to nothing.</summary>
    public CloudRegion AddAddress(string addressId, string addressIp = "203.0.113.10") =>
        Put(new Eip { AddressId = addressId, AddressIp = addressIp });

    /// <summary>
    /// Adds a running instance with a primary ENI of its own, <c>ein-1</c> with <c>eni-1</c>, and one private IP.
    /// </summary>
    public CloudRegion AddInstance(string instanceId, string privateIpAddress = "10.0.0.5") =>
        Put(new Instance { InstanceId = instanceId })
            .Put(MakeEni($"eni-{instanceId[(instanceId.IndexOf('-', StringComparison.Ordinal) + 1)..]}", [privateIpAddress])
                with
            { InstanceId = instanceId, Primary = true });

    /// <summary>Adds an ENI, the first of its private IPs the primary one; attached to nothing, or as a secondary ENI.</summary>
    public CloudRegion AddNetworkInterface(
        string networkInterfaceId, IReadOnlyList<string> privateIpAddresses, string? instanceId = null) =>
        Put(MakeEni(networkInterfaceId, privateIpAddresses) with { InstanceId = instanceId });

    /// <summary>Adds an EIP, or puts it in the place of the one with its id.</summary>
    public CloudRegion Put(Eip eip) => Arrange(region => region.With(eip));

    /// <summary>Adds an instance without an ENI, or puts it in the place of the one with its id.</summary>
    public CloudRegion Put(Instance instance) => Arrange(region => region.With(instance));

    /// <summary>Adds an ENI, or puts it in the place of the one with its id.</summary>
    public CloudRegion Put(Eni networkInterface) => Arrange(region => region.With(networkInterface));

    /// <summary>Changes what is kept of an EIP.</summary>
    public CloudRegion Change(string addressId, Func<Eip, Eip> change) =>
        Arrange(region => region.With(change(EipRules.Find(region, addressId))));

    /// <summary>Removes an EIP as if it had never been; a task of it that is under way ends as FAILED.</summary>
    public CloudRegion RemoveAddress(string addressId)
    {
        cloud.Arrange(state =>
        {
            var region = state.Regions[Name];
            var without = state.With(region with { Eips = region.Eips.Remove(addressId) });
            return region.Running.TryGetValue(addressId, out var task) ? without.WithFinished(task, TaskResult.Failed) : without;
        });
        return this;
    }

    private static Eni MakeEni(string networkInterfaceId, IReadOnlyList<string> privateIpAddresses) => new()
    {
        NetworkInterfaceId = networkInterfaceId,
        PrivateIps = [.. privateIpAddresses.Select((ip, i) => new PrivateIp { PrivateIpAddress = ip, Primary = i == 0 })],
    };

    private T Read<T>(Func<RegionState, T> read) => cloud.Read(state => read(state.Regions[Name]));

    private CloudRegion Arrange(Func<RegionState, RegionState> change)
    {
        cloud.Arrange(state => state.With(change(state.Regions[Name])));
        return this;
    }
}
