namespace EcmProvider.Ecm.Models;

/// <summary>An ENI as DescribeNetworkInterfaces shows it.</summary>
public sealed record NetworkInterface
{
    /// <summary>The ENI's id.</summary>
    public required string NetworkInterfaceId { get; init; }

    /// <summary>The ENI's name.</summary>
    public string? NetworkInterfaceName { get; init; }

    /// <summary>The subnet.</summary>
    public string? SubnetId { get; init; }

    /// <summary>The VPC.</summary>
    public string? VpcId { get; init; }

    /// <summary>Whether it is the primary ENI of its instance.</summary>
    public bool Primary { get; init; }

    /// <summary>The MAC address.</summary>
    public string? MacAddress { get; init; }

    /// <summary>PENDING, AVAILABLE, ATTACHING, DETACHING or DELETING.</summary>
    public string? State { get; init; }

    /// <summary>The private IPs; null when the API shows none.</summary>
    public IReadOnlyList<PrivateIp>? PrivateIpAddressSet { get; init; }

    /// <summary>The instance it is attached to; null when attached to none.</summary>
    public Attachment? Attachment { get; init; }

    /// <summary>The availability zone.</summary>
    public string? Zone { get; init; }

    /// <summary>The private IPs, never null.</summary>
    public IReadOnlyList<PrivateIp> PrivateIps => PrivateIpAddressSet ?? [];
}

/// <summary>A private IP of an ENI.</summary>
public sealed record PrivateIp
{
    /// <summary>The address.</summary>
    public required string PrivateIpAddress { get; init; }

    /// <summary>Whether it is the ENI's primary private IP.</summary>
    public bool Primary { get; init; }

    /// <summary>The public IP bound to it; null or empty when none.</summary>
    public string? PublicIpAddress { get; init; }

    /// <summary>The EIP bound to it; null or empty when none.</summary>
    public string? AddressId { get; init; }

    /// <summary>PENDING, MIGRATING, DELETING or AVAILABLE.</summary>
    public string? State { get; init; }
}

/// <summary>Where an ENI is attached.</summary>
public sealed record Attachment
{
    /// <summary>The instance.</summary>
    public string? InstanceId { get; init; }
}
