using EcmProvider.Ecm.Models;

namespace EcmProvider.Ecm.Wire;

/// <summary>Parameters of AssociateAddress: the instance, or the ENI with the private IP.</summary>
internal sealed record AssociateAddressRequest(
    string EcmRegion, string AddressId, string? InstanceId, string? NetworkInterfaceId, string? PrivateIpAddress);

/// <summary>Parameters of DisassociateAddress.</summary>
internal sealed record DisassociateAddressRequest(string EcmRegion, string AddressId, bool ReallocateNormalPublicIp);

/// <summary>Parameters of DescribeAddresses; ids and filters exclude each other.</summary>
internal sealed record DescribeAddressesRequest(
    string EcmRegion, IReadOnlyList<string>? AddressIds, IReadOnlyList<Filter>? Filters, int Offset, int Limit);

/// <summary>Parameters of DescribeNetworkInterfaces; ids and filters exclude each other.</summary>
internal sealed record DescribeNetworkInterfacesRequest(
    string EcmRegion, IReadOnlyList<string>? NetworkInterfaceIds, IReadOnlyList<Filter>? Filters, int Offset, int Limit);

/// <summary>Parameters of DescribeTaskResult.</summary>
internal sealed record DescribeTaskResultRequest(string EcmRegion, string TaskId);
