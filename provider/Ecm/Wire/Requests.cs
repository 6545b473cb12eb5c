using EcmProvider.Ecm.Models;

namespace EcmProvider.Ecm.Wire;

// Classes: nobody compares or shows requests, and what a record brings for that is in the binary.

/// <summary>Parameters of AssociateAddress: the instance, or the ENI with the private IP.</summary>
internal sealed class AssociateAddressRequest(
    string ecmRegion, string addressId, string? instanceId, string? networkInterfaceId, string? privateIpAddress)
{
    public string EcmRegion => ecmRegion;

    public string AddressId => addressId;

    public string? InstanceId => instanceId;

    public string? NetworkInterfaceId => networkInterfaceId;

    public string? PrivateIpAddress => privateIpAddress;
}

/// <summary>Parameters of DisassociateAddress.</summary>
internal sealed class DisassociateAddressRequest(string ecmRegion, string addressId, bool reallocateNormalPublicIp)
{
    public string EcmRegion => ecmRegion;

    public string AddressId => addressId;

    public bool ReallocateNormalPublicIp => reallocateNormalPublicIp;
}

/// <summary>Parameters of DescribeAddresses; ids and filters exclude each other.</summary>
internal sealed class DescribeAddressesRequest(
    string ecmRegion, IReadOnlyList<string>? addressIds, IReadOnlyList<Filter>? filters, int offset, int limit)
{
    public string EcmRegion => ecmRegion;

    public IReadOnlyList<string>? AddressIds => addressIds;

    public IReadOnlyList<Filter>? Filters => filters;

    public int Offset => offset;

    public int Limit => limit;
}

/// <summary>Parameters of DescribeNetworkInterfaces; ids and filters exclude each other.</summary>
internal sealed class DescribeNetworkInterfacesRequest(
    string ecmRegion, IReadOnlyList<string>? networkInterfaceIds, IReadOnlyList<Filter>? filters, int offset, int limit)
{
    public string EcmRegion => ecmRegion;

    public IReadOnlyList<string>? NetworkInterfaceIds => networkInterfaceIds;

    public IReadOnlyList<Filter>? Filters => filters;

    public int Offset => offset;

    public int Limit => limit;
}

/// <summary>Parameters of DescribeTaskResult.</summary>
internal sealed class DescribeTaskResultRequest(string ecmRegion, string taskId)
{
    public string EcmRegion => ecmRegion;

    public string TaskId => taskId;
}
