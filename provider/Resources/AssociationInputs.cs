using EcmProvider.Ecm.Models;
using EcmProvider.Protocol.Values;

namespace EcmProvider.Resources;

/// <summary>The names of the resource's properties, as the schema spells them.</summary>
internal static class PropertyNames
{
    public const string EcmRegion = "ecmRegion";
    public const string AddressId = "addressId";
    public const string InstanceId = "instanceId";
    public const string NetworkInterfaceId = "networkInterfaceId";
    public const string PrivateIpAddress = "privateIpAddress";
    public const string AllowReassociation = "allowReassociation";
    public const string ReallocateNormalPublicIp = "reallocateNormalPublicIp";
    public const string AddressIp = "addressIp";
    public const string AddressStatus = "addressStatus";
    public const string InternetServiceProvider = "internetServiceProvider";
    public const string Bandwidth = "bandwidth";
    public const string TaskId = "taskId";

    /// <summary>A change of one of these replaces the association.</summary>
    public static readonly string[] Replacing = [EcmRegion, AddressId, InstanceId, NetworkInterfaceId, PrivateIpAddress];

    /// <summary>The flags: a change needs no call.</summary>
    public static readonly string[] Flags = [AllowReassociation, ReallocateNormalPublicIp];

    /// <summary>All inputs.</summary>
    public static readonly string[] Inputs = [.. Replacing, .. Flags];
}

/// <summary>What an association is asked to be: checked inputs, of which some may still be unknown in a preview.</summary>
/// <param name="properties">The inputs as Check answered them.</param>
public sealed class AssociationInputs(PropertyMap properties)
{
    /// <summary>The inputs as they came, secrets and all.</summary>
    public PropertyMap Properties { get; } = properties;

    /// <summary>The ECM region; null while unknown.</summary>
    public string? EcmRegion => StringOf(PropertyNames.EcmRegion);

    /// <summary>The EIP; null while unknown.</summary>
    public string? AddressId => StringOf(PropertyNames.AddressId);

    /// <summary>The target; null while any part of it is unknown.</summary>
    public Target? Target =>
        StringOf(PropertyNames.InstanceId) is { } instance
            ? new Target.Instance(instance)
            : StringOf(PropertyNames.NetworkInterfaceId) is { } eni && StringOf(PropertyNames.PrivateIpAddress) is { } ip
                ? new Target.PrivateIp(eni, ip)
                : null;

    /// <summary>Whether an EIP that is bound elsewhere is moved.</summary>
    public bool AllowReassociation => Properties.Get(PropertyNames.AllowReassociation).Bare is PropertyValue.Bool { Value: true };

    /// <summary>Whether an EIP that is bound elsewhere may turn out to be moved: the flag is not known yet.</summary>
    public bool MayAllowReassociation => Properties.Get(PropertyNames.AllowReassociation).Bare is PropertyValue.Unknown;

    /// <summary>Whether unbinding gives the target an ordinary public IP again.</summary>
    public bool ReallocateNormalPublicIp => Properties.Get(PropertyNames.ReallocateNormalPublicIp).Bare is PropertyValue.Bool { Value: true };

    /// <summary>The id of the association; null while any part of it is unknown.</summary>
    public AssociationId? Id =>
        EcmRegion is { } region && AddressId is { } eip && Target is { } target ? new(region, eip, target) : null;

    /// <summary>The inputs that an imported id stands for.</summary>
    public static PropertyMap Of(AssociationId id)
    {
        var properties = new Dictionary<string, PropertyValue>
        {
            [PropertyNames.EcmRegion] = PropertyValue.Of(id.EcmRegion),
            [PropertyNames.AddressId] = PropertyValue.Of(id.AddressId),
            [PropertyNames.AllowReassociation] = PropertyValue.Of(false),
            [PropertyNames.ReallocateNormalPublicIp] = PropertyValue.Of(false),
        };
        if (id.Target is Target.Instance instance)
        {
            properties[PropertyNames.InstanceId] = PropertyValue.Of(instance.InstanceId);
        }
        else if (id.Target is Target.PrivateIp ip)
        {
            properties[PropertyNames.NetworkInterfaceId] = PropertyValue.Of(ip.NetworkInterfaceId);
            properties[PropertyNames.PrivateIpAddress] = PropertyValue.Of(ip.PrivateIpAddress);
        }

        return new(properties);
    }

    private string? StringOf(string name) => (Properties.Get(name).Bare as PropertyValue.String)?.Value;
}
