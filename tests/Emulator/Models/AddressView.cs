namespace EcmEmulator.Models;

/// <summary>An EIP as the cloud really holds it now: what DescribeAddresses shows when nothing lags.</summary>
public sealed record AddressView
{
    /// <summary>What is kept of the EIP itself.</summary>
    public required Eip Eip { get; init; }

    /// <summary>One of <see cref="AddressStatus"/>.</summary>
    public required string Status { get; init; }

    /// <summary>The instance whose ENI it is bound to, or is being bound to; null when there is none.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The ENI it is bound to, or is being bound to.</summary>
    public string? NetworkInterfaceId { get; init; }

    /// <summary>The private IP it is bound to, or is being bound to.</summary>
    public string? PrivateIpAddress { get; init; }

    /// <summary>The task under way.</summary>
    public string? TaskId { get; init; }

    public string AddressId => Eip.AddressId;

    /// <summary>Whether it is bound and nothing is under way.</summary>
    public bool IsBound => Status is AddressStatus.Bind or AddressStatus.BindEni;

    internal static AddressView Of(RegionState region, Eip eip)
    {
        var binding = region.ShownBindingOf(eip);
        return new AddressView
        {
            Eip = eip,
            Status = region.StatusOf(eip),
            InstanceId = binding is null ? null : region.FindEni(binding.NetworkInterfaceId)?.InstanceId,
            NetworkInterfaceId = binding?.NetworkInterfaceId,
            PrivateIpAddress = binding?.PrivateIpAddress,
            TaskId = region.Running.GetValueOrDefault(eip.AddressId)?.TaskId,
        };
    }
}
