using EcmEmulator.Models;
using EcmProvider.Protocol.Values;

namespace EcmProvider.ModelTests.World;

/// <summary>A target, in one of the two forms an association can name it by.</summary>
/// <param name="Instance">The instance; null in the ENI form.</param>
/// <param name="Eni">The ENI that the EIP ends up on.</param>
/// <param name="Ip">The private IP that the EIP ends up on.</param>
public sealed record Place(string? Instance, string Eni, string Ip)
{
    /// <summary>The end of an association's id.</summary>
    public string IdPart => Instance ?? $"{Eni}/{Ip}";

    /// <summary>The inputs that name it.</summary>
    public IEnumerable<KeyValuePair<string, PropertyValue>> Properties => Instance is not null
        ? [new("instanceId", PropertyValue.Of(Instance))]
        : [new("networkInterfaceId", PropertyValue.Of(Eni)), new("privateIpAddress", PropertyValue.Of(Ip))];

    public override string ToString() => Instance ?? $"{Eni} ({Ip})";
}

/// <summary>
/// The region all histories play in: four EIPs; three instances; an ENI that is attached to none, with two private IPs; and one
/// that is attached to an instance beside its primary one.
/// </summary>
public static class Region
{
    public const string Name = "ap-xian-ecm";
    public const string LooseEni = "eni-8";
    public const string SecondEni = "eni-9";

    public static readonly IReadOnlyList<string> Eips = ["eip-1", "eip-2", "eip-3", "eip-4"];
    public static readonly IReadOnlyList<string> Instances = ["ein-1", "ein-2", "ein-3"];

    /// <summary>All targets; the last one is the first instance's primary ENI in the other form.</summary>
    public static readonly IReadOnlyList<Place> Places =
    [
        new("ein-1", "eni-1", "10.0.0.1"),
        new("ein-2", "eni-2", "10.0.0.2"),
        new("ein-3", "eni-3", "10.0.0.3"),
        new(null, LooseEni, "10.0.0.81"),
        new(null, LooseEni, "10.0.0.82"),
        new(null, SecondEni, "10.0.0.91"),
        new(null, "eni-1", "10.0.0.1"),
    ];

    public static void Fill(CloudRegion region)
    {
        for (var i = 1; i <= Eips.Count; i++)
        {
            region.AddAddress($"eip-{i}", $"203.0.113.{i}");
        }

        for (var i = 1; i <= Instances.Count; i++)
        {
            region.AddInstance($"ein-{i}", $"10.0.0.{i}");
        }

        region.AddNetworkInterface(LooseEni, ["10.0.0.81", "10.0.0.82"]);
        region.AddNetworkInterface(SecondEni, ["10.0.0.91"], "ein-2");
    }
}
