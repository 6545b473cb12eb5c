namespace EcmProvider.Ecm.Models;

/// <summary>An EIP as DescribeAddresses shows it.</summary>
public sealed record Address
{
    /// <summary>The EIP's id, such as <c>eip-11112222</c>.</summary>
    public required string AddressId { get; init; }

    /// <summary>The EIP's name; empty when it has none.</summary>
    public string? AddressName { get; init; }

    /// <summary>One of <see cref="AddressStatus"/>.</summary>
    public required string AddressStatus { get; init; }

    /// <summary>The public IP address.</summary>
    public string? AddressIp { get; init; }

    /// <summary>The instance whose ENI it is bound to; null when bound to none.</summary>
    public string? InstanceId { get; init; }

    /// <summary>When it was created, ISO 8601.</summary>
    public string? CreatedTime { get; init; }

    /// <summary>The ENI it is bound to.</summary>
    public string? NetworkInterfaceId { get; init; }

    /// <summary>The private IP it is bound to (the API's own name for it).</summary>
    public string? PrivateAddressIp { get; init; }

    /// <summary>Whether it is isolated for an overdue payment.</summary>
    public bool IsArrears { get; init; }

    /// <summary>Whether it is blocked.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>CalcIP, WanIP, EIP or AnycastEIP.</summary>
    public string? AddressType { get; init; }

    /// <summary>The carrier: CTCC, CUCC or CMCC.</summary>
    public string? InternetServiceProvider { get; init; }

    /// <summary>The bandwidth cap, Mbps.</summary>
    public long? Bandwidth { get; init; }

    /// <summary>The billing mode.</summary>
    public string? PayMode { get; init; }
}

/// <summary>The values of <see cref="Address.AddressStatus"/>.</summary>
public static class AddressStatus
{
    /// <summary>Being created.</summary>
    public const string Creating = "CREATING";

    /// <summary>A task is binding it.</summary>
    public const string Binding = "BINDING";

    /// <summary>Bound, to an ENI that is attached to an instance.</summary>
    public const string Bind = "BIND";

    /// <summary>A task is unbinding it.</summary>
    public const string Unbinding = "UNBINDING";

    /// <summary>Bound to nothing: the only status in which it can be bound.</summary>
    public const string Unbind = "UNBIND";

    /// <summary>Being released.</summary>
    public const string Offlining = "OFFLINING";

    /// <summary>Bound to an ENI that is attached to no instance.</summary>
    public const string BindEni = "BIND_ENI";
}
