namespace EcmEmulator.Models;

/// <summary>An ENI with its private IPs, attached to an instance or not.</summary>
public sealed record Eni
{
    /// <summary>The id, such as <c>eni-11112222</c>.</summary>
    public required string NetworkInterfaceId { get; init; }

    /// <summary>The name; may be empty.</summary>
    public string NetworkInterfaceName { get; init; } = "";

    /// <summary>The description; may be empty.</summary>
    public string NetworkInterfaceDescription { get; init; } = "";

    /// <summary>The instance it is attached to; null when attached to none.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Whether it is the instance's primary ENI, which lives and dies with it.</summary>
    public bool Primary { get; init; }

    /// <summary>One of <see cref="EniState"/>.</summary>
    public string State { get; init; } = EniState.Available;

    public string VpcId { get; init; } = "vpc-00000001";

    public string SubnetId { get; init; } = "subnet-00000001";

    public string MacAddress { get; init; } = "20:90:6F:00:00:01";

    public string Zone { get; init; } = "ap-xian-ecm-1";

    /// <summary>Security groups.</summary>
    public IReadOnlyList<string> GroupSet { get; init; } = [];

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public DateTimeOffset CreatedTime { get; init; } = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The private IPs, one of them primary.</summary>
    public IReadOnlyList<PrivateIp> PrivateIps { get; init; } = [];

    /// <summary>The private IP with this address; null when it is not on this ENI.</summary>
    public PrivateIp? FindPrivateIp(string privateIpAddress) =>
        PrivateIps.FirstOrDefault(ip => ip.PrivateIpAddress == privateIpAddress);

    /// <summary>The primary private IP; null for an ENI without one.</summary>
    public PrivateIp? FindPrimaryPrivateIp() => PrivateIps.FirstOrDefault(ip => ip.Primary);
}

/// <summary>A private IP of an ENI.</summary>
public sealed record PrivateIp
{
    public required string PrivateIpAddress { get; init; }

    public bool Primary { get; init; }

    /// <summary>PENDING, MIGRATING, DELETING or AVAILABLE; only the last can be bound.</summary>
    public string State { get; init; } = EniState.Available;

    public string Description { get; init; } = "";
}

/// <summary>The values of an ENI's state; PENDING, DELETING and AVAILABLE are a private IP's too.</summary>
public static class EniState
{
    public const string Pending = "PENDING";
    public const string Available = "AVAILABLE";
    public const string Attaching = "ATTACHING";
    public const string Detaching = "DETACHING";
    public const string Deleting = "DELETING";

    /// <summary>A private IP on its way to another ENI.</summary>
    public const string Migrating = "MIGRATING";
}
