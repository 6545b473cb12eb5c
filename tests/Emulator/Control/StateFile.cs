using System.Text.Json;
using EcmEmulator.Models;

namespace EcmEmulator.Control;

/// <summary>The cloud as a JSON document: <c>{"regions": […]}</c>. Tasks under way are not part of it.</summary>
public static class StateFile
{
    /// <summary>A small made-up region: a few EIPs, instances and ENIs, one EIP bound.</summary>
    public static string Demo
    {
        get
        {
            using var stream = typeof(StateFile).Assembly.GetManifestResourceStream("demo.json")!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }

    /// <summary>Puts what the document holds in the place of everything in the cloud.</summary>
    /// <exception cref="FormatException">
    /// It is no such document, or an EIP is bound to a private IP that is not in it.
    /// </exception>
    public static void Load(Cloud cloud, string json)
    {
        ArgumentNullException.ThrowIfNull(cloud);
        var document = Read(json);
        foreach (var region in document.Regions)
        {
            Check(region);
        }

        cloud.Clear();
        foreach (var source in document.Regions)
        {
            var region = cloud.AddRegion(source.Name);
            region.BoundAddressQuota = source.BoundAddressQuota;
            source.Instances.ToList().ForEach(instance => region.Put(instance));
            source.NetworkInterfaces.ToList().ForEach(eni => region.Put(eni));
            source.Addresses.ToList().ForEach(eip => region.Put(eip));
        }
    }

    /// <summary>Writes the cloud as it is now.</summary>
    public static string Save(Cloud cloud)
    {
        ArgumentNullException.ThrowIfNull(cloud);
        var document = cloud.Read(state => new StateDocument
        {
            Regions =
            [
                .. state.Regions.Values.Select(region => new RegionDocument
                {
                    Name = region.Name,
                    BoundAddressQuota = region.BoundAddressQuota,
                    Addresses = [.. region.Eips.Values],
                    Instances = [.. region.Instances.Values],
                    NetworkInterfaces = [.. region.Enis.Values],
                }),
            ],
        });
        return JsonSerializer.Serialize(document, ControlJson.Options);
    }

    private static StateDocument Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<StateDocument>(json, ControlJson.Options)
                ?? throw new FormatException("The state is null.");
        }
        catch (JsonException error)
        {
            throw new FormatException($"The state is not as it should be: {error.Message}", error);
        }
    }

    private static void Check(RegionDocument region)
    {
        foreach (var eip in region.Addresses.Where(eip => eip.BoundTo is not null))
        {
            var eni = region.NetworkInterfaces.FirstOrDefault(eni => eni.NetworkInterfaceId == eip.BoundTo!.NetworkInterfaceId);
            if (eni?.FindPrivateIp(eip.BoundTo!.PrivateIpAddress) is null)
            {
                throw new FormatException(
                    $"EIP '{eip.AddressId}' is bound to a private IP that is not in region '{region.Name}'.");
            }
        }
    }

    private sealed record StateDocument
    {
        public required IReadOnlyList<RegionDocument> Regions { get; init; }
    }

    private sealed record RegionDocument
    {
        public required string Name { get; init; }

        public int? BoundAddressQuota { get; init; }

        public IReadOnlyList<Eip> Addresses { get; init; } = [];

        public IReadOnlyList<Instance> Instances { get; init; } = [];

        public IReadOnlyList<Eni> NetworkInterfaces { get; init; } = [];
    }
}
