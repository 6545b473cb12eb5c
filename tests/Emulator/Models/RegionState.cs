using System.Collections.Immutable;

namespace EcmEmulator.Models;

/// <summary>
/// Everything in one region at one moment; never changes, so that a look-up that lags can be shown an older one.
/// </summary>
internal sealed record RegionState(string Name)
{
    public ImmutableSortedDictionary<string, Eip> Eips { get; init; } = Empty<Eip>();

    public ImmutableSortedDictionary<string, Instance> Instances { get; init; } = Empty<Instance>();

    public ImmutableSortedDictionary<string, Eni> Enis { get; init; } = Empty<Eni>();

    /// <summary>The tasks under way, by the id of their EIP: there is at most one for each.</summary>
    public ImmutableDictionary<string, CloudTask> Running { get; init; } = ImmutableDictionary<string, CloudTask>.Empty;

    /// <summary>How many EIPs may be bound at a time; null: any number.</summary>
    public int? BoundAddressQuota { get; init; }

    public Eip? FindEip(string id) => Eips.GetValueOrDefault(id);

    public Instance? FindInstance(string id) => Instances.GetValueOrDefault(id);

    public Eni? FindEni(string id) => Enis.GetValueOrDefault(id);

    public Eni? FindPrimaryEni(string instanceId) =>
        Enis.Values.FirstOrDefault(eni => eni.Primary && eni.InstanceId == instanceId);

    /// <summary>The EIP or ordinary public IP that is bound to a private IP.</summary>
    public Eip? FindHolder(Binding target) => Eips.Values.FirstOrDefault(eip => eip.BoundTo == target);

    /// <summary>The task under way that binds to a private IP or unbinds from it.</summary>
    public CloudTask? FindTaskOn(Binding target) => Running.Values.FirstOrDefault(task => task.Target == target);

    public string StatusOf(Eip eip)
    {
        if (eip.Phase != EipPhase.Ready)
        {
            return eip.Phase == EipPhase.Creating ? AddressStatus.Creating : AddressStatus.Offlining;
        }

        if (Running.TryGetValue(eip.AddressId, out var task))
        {
            return task.Kind == TaskKind.Bind ? AddressStatus.Binding : AddressStatus.Unbinding;
        }

        if (eip.BoundTo is null)
        {
            return AddressStatus.Unbind;
        }

        return FindEni(eip.BoundTo.NetworkInterfaceId)?.InstanceId is null ? AddressStatus.BindEni : AddressStatus.Bind;
    }

    /// <summary>The private IP an EIP shows: what it is bound to, or what a task is binding it to.</summary>
    public Binding? ShownBindingOf(Eip eip) =>
        eip.BoundTo ?? (Running.TryGetValue(eip.AddressId, out var task) ? task.Target : null);

    public RegionState With(Eip eip) => this with { Eips = Eips.SetItem(eip.AddressId, eip) };

    public RegionState With(Instance instance) => this with { Instances = Instances.SetItem(instance.InstanceId, instance) };

    public RegionState With(Eni eni) => this with { Enis = Enis.SetItem(eni.NetworkInterfaceId, eni) };

    private static ImmutableSortedDictionary<string, T> Empty<T>() =>
        ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);
}
