namespace EcmProvider.Ecm.Models;

/// <summary>What an EIP is bound to: an instance, or one private IP of an ENI.</summary>
public abstract record Target
{
    private Target()
    {
    }

    /// <summary>The primary private IP of the primary ENI of an instance.</summary>
    public sealed record Instance(string InstanceId) : Target
    {
        /// <inheritdoc/>
        public override string ToString() => $"instance {Text.Quote(InstanceId)}";
    }

    /// <summary>One private IP of an ENI.</summary>
    public sealed record PrivateIp(string NetworkInterfaceId, string PrivateIpAddress) : Target
    {
        /// <inheritdoc/>
        public override string ToString() => $"private IP {Text.Quote(PrivateIpAddress)} of ENI {Text.Quote(NetworkInterfaceId)}";
    }
}
