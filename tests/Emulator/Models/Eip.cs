namespace EcmEmulator.Models;

/// <summary>
/// An EIP, or an ordinary public IP, as the cloud keeps it; its status follows from this and from what holds it.
/// </summary>
public sealed record Eip
{
    /// <summary>The id, such as <c>eip-11112222</c>.</summary>
    public required string AddressId { get; init; }

    /// <summary>The name; may be empty.</summary>
    public string AddressName { get; init; } = "";

    /// <summary>The public IP address.</summary>
    public required string AddressIp { get; init; }

    /// <summary>One of <see cref="Models.AddressType"/>.</summary>
    public string AddressType { get; init; } = Models.AddressType.Eip;

    /// <summary>CTCC, CUCC or CMCC; null when the API shows none.</summary>
    public string? InternetServiceProvider { get; init; } = "CMCC";

    /// <summary>The bandwidth cap, Mbps; null when the API shows none.</summary>
    public long? Bandwidth { get; init; } = 5;

    /// <summary>The billing mode; null when the API shows none.</summary>
    public string? PayMode { get; init; }

    /// <summary>Isolated for an overdue payment: it cannot be bound.</summary>
    public bool IsArrears { get; init; }

    /// <summary>Blocked: it can be bound, but carries no traffic.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>Whether it can be seen inside the instance.</summary>
    public bool IsEipDirectConnection { get; init; }

    /// <summary>Released as soon as it is unbound.</summary>
    public bool CascadeRelease { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedTime { get; init; } = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Where it is in its life.</summary>
    public EipPhase Phase { get; init; }

    /// <summary>The private IP it is bound to; null when bound to none.</summary>
    public Binding? BoundTo { get; init; }
}

/// <summary>Where an EIP is in its life; only one that is ready can be bound.</summary>
public enum EipPhase
{
    /// <summary>There, bound or not.</summary>
    Ready,

    /// <summary>Shown as CREATING.</summary>
    Creating,

    /// <summary>Being released, shown as OFFLINING.</summary>
    Offlining,
}

/// <summary>The values of AddressType.</summary>
public static class AddressType
{
    /// <summary>An elastic IP.</summary>
    public const string Eip = "EIP";

    /// <summary>An ordinary public IP: it lives and dies with its binding.</summary>
    public const string WanIp = "WanIP";

    /// <summary>The IP of a device.</summary>
    public const string CalcIp = "CalcIP";

    /// <summary>An accelerated EIP.</summary>
    public const string AnycastEip = "AnycastEIP";
}

/// <summary>The values of AddressStatus.</summary>
public static class AddressStatus
{
    public const string Creating = "CREATING";
    public const string Binding = "BINDING";
    public const string Bind = "BIND";
    public const string Unbinding = "UNBINDING";
    public const string Unbind = "UNBIND";
    public const string Offlining = "OFFLINING";

    /// <summary>Bound to an ENI that is attached to no instance.</summary>
    public const string BindEni = "BIND_ENI";
}

/// <summary>One private IP of one ENI: what every EIP is bound to in the end.</summary>
public sealed record Binding(string NetworkInterfaceId, string PrivateIpAddress);
