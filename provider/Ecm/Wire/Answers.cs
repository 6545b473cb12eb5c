using System.Text.Json.Serialization;

namespace EcmProvider.Ecm.Wire;

// Classes with setters: the JSON of records, and of properties that are set only once, goes through constructors with many arguments,
// which costs a tenth of the binary's JSON and an array for each object that is read.

/// <summary>Around every answer: <c>{"Response": …}</c>.</summary>
internal sealed class Envelope<T>
    where T : Answer
{
    public T? Response { get; set; }
}

/// <summary>What every answer may hold. All fields of answers can be missing or null: the API promises little.</summary>
internal abstract class Answer
{
    public ErrorPart? Error { get; set; }

    public string? RequestId { get; set; }
}

/// <summary>Why the API refused.</summary>
internal sealed class ErrorPart
{
    public string? Code { get; set; }

    public string? Message { get; set; }
}

/// <summary>Of AssociateAddress and DisassociateAddress.</summary>
internal sealed class TaskStarted : Answer
{
    [JsonConverter(typeof(TextOrNumber))]
    public string? TaskId { get; set; }
}

/// <summary>Of DescribeTaskResult.</summary>
internal sealed class TaskState : Answer
{
    public string? Result { get; set; }
}

/// <summary>One page of a list.</summary>
internal abstract class Page : Answer
{
    public long? TotalCount { get; set; }

    [JsonIgnore]
    public abstract int? Count { get; }
}

/// <summary>Of DescribeAddresses.</summary>
internal sealed class AddressPage : Page
{
    public IReadOnlyList<AddressPart?>? AddressSet { get; set; }

    public override int? Count => AddressSet?.Count;
}

internal sealed class AddressPart
{
    public string? AddressId { get; set; }

    public string? AddressName { get; set; }

    public string? AddressStatus { get; set; }

    public string? AddressIp { get; set; }

    public string? InstanceId { get; set; }

    public string? CreatedTime { get; set; }

    public string? NetworkInterfaceId { get; set; }

    public string? PrivateAddressIp { get; set; }

    public bool? IsArrears { get; set; }

    public bool? IsBlocked { get; set; }

    public string? AddressType { get; set; }

    public string? InternetServiceProvider { get; set; }

    public double? Bandwidth { get; set; }

    [JsonConverter(typeof(TextOrNumber))]
    public string? PayMode { get; set; }
}

/// <summary>Of DescribeNetworkInterfaces.</summary>
internal sealed class NetworkInterfacePage : Page
{
    public IReadOnlyList<NetworkInterfacePart?>? NetworkInterfaceSet { get; set; }

    public override int? Count => NetworkInterfaceSet?.Count;
}

internal sealed class NetworkInterfacePart
{
    public string? NetworkInterfaceId { get; set; }

    public string? NetworkInterfaceName { get; set; }

    public string? SubnetId { get; set; }

    public string? VpcId { get; set; }

    public bool? Primary { get; set; }

    public string? MacAddress { get; set; }

    public string? State { get; set; }

    public IReadOnlyList<PrivateIpPart?>? PrivateIpAddressSet { get; set; }

    public AttachmentPart? Attachment { get; set; }

    public string? Zone { get; set; }
}

internal sealed class PrivateIpPart
{
    public string? PrivateIpAddress { get; set; }

    public bool? Primary { get; set; }

    public string? PublicIpAddress { get; set; }

    public string? AddressId { get; set; }

    public string? State { get; set; }
}

internal sealed class AttachmentPart
{
    public string? InstanceId { get; set; }
}
