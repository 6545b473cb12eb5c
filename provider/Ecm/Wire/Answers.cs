using System.Text.Json.Serialization;

namespace EcmProvider.Ecm.Wire;

/// <summary>Around every answer: <c>{"Response": …}</c>.</summary>
internal sealed record Envelope<T>
    where T : Answer
{
    public T? Response { get; init; }
}

/// <summary>What every answer may hold. All fields of answers can be missing or null: the API promises little.</summary>
internal abstract record Answer
{
    public ErrorPart? Error { get; init; }

    public string? RequestId { get; init; }
}

/// <summary>Why the API refused.</summary>
internal sealed record ErrorPart
{
    public string? Code { get; init; }

    public string? Message { get; init; }
}

/// <summary>Of AssociateAddress and DisassociateAddress.</summary>
internal sealed record TaskStarted : Answer
{
    [JsonConverter(typeof(TextOrNumber))]
    public string? TaskId { get; init; }
}

/// <summary>Of DescribeTaskResult.</summary>
internal sealed record TaskState : Answer
{
    public string? Result { get; init; }
}

/// <summary>One page of a list.</summary>
internal abstract record Page : Answer
{
    public long? TotalCount { get; init; }

    [JsonIgnore]
    public abstract int? Count { get; }
}

/// <summary>Of DescribeAddresses.</summary>
internal sealed record AddressPage : Page
{
    public IReadOnlyList<AddressPart?>? AddressSet { get; init; }

    public override int? Count => AddressSet?.Count;
}

internal sealed record AddressPart
{
    public string? AddressId { get; init; }

    public string? AddressName { get; init; }

    public string? AddressStatus { get; init; }

    public string? AddressIp { get; init; }

    public string? InstanceId { get; init; }

    public string? CreatedTime { get; init; }

    public string? NetworkInterfaceId { get; init; }

    public string? PrivateAddressIp { get; init; }

    public bool? IsArrears { get; init; }

    public bool? IsBlocked { get; init; }

    public string? AddressType { get; init; }

    public string? InternetServiceProvider { get; init; }

    public double? Bandwidth { get; init; }

    [JsonConverter(typeof(TextOrNumber))]
    public string? PayMode { get; init; }
}

/// <summary>Of DescribeNetworkInterfaces.</summary>
internal sealed record NetworkInterfacePage : Page
{
    public IReadOnlyList<NetworkInterfacePart?>? NetworkInterfaceSet { get; init; }

    public override int? Count => NetworkInterfaceSet?.Count;
}

internal sealed record NetworkInterfacePart
{
    public string? NetworkInterfaceId { get; init; }

    public string? NetworkInterfaceName { get; init; }

    public string? SubnetId { get; init; }

    public string? VpcId { get; init; }

    public bool? Primary { get; init; }

    public string? MacAddress { get; init; }

    public string? State { get; init; }

    public IReadOnlyList<PrivateIpPart?>? PrivateIpAddressSet { get; init; }

    public AttachmentPart? Attachment { get; init; }

    public string? Zone { get; init; }
}

internal sealed record PrivateIpPart
{
    public string? PrivateIpAddress { get; init; }

    public bool? Primary { get; init; }

    public string? PublicIpAddress { get; init; }

    public string? AddressId { get; init; }

    public string? State { get; init; }
}

internal sealed record AttachmentPart
{
    public string? InstanceId { get; init; }
}
