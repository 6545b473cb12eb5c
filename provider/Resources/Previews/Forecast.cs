using EcmProvider.Ecm.Models;

namespace EcmProvider.Resources.Previews;

/// <summary>What a preview found out about a planned association.</summary>
/// <param name="Address">The EIP; null when it was not looked up.</param>
/// <param name="NetworkInterfaceId">The ENI the target resolves to; null when not known.</param>
/// <param name="PrivateIpAddress">The private IP the target resolves to; null when not known.</param>
/// <param name="InstanceId">The instance the target is on; null when not known, or none.</param>
public sealed record Forecast(Address? Address, string? NetworkInterfaceId, string? PrivateIpAddress, string? InstanceId)
{
    /// <summary>Nothing was looked up.</summary>
    public static Forecast None { get; } = new(null, null, null, null);
}
