using EcmEmulator.Errors;
using EcmEmulator.Models;

namespace EcmEmulator.Tests.Support;

/// <summary>A way to make AssociateAddress answer with a code: what to arrange, and what to ask for.</summary>
public sealed record ErrorCase(string Code, string Name, object Parameters)
{
    public Action<Lab> Arrange { get; init; } = _ => { };

    /// <summary>What the header X-TC-Language says.</summary>
    public string Language { get; init; } = "en-US";

    public override string ToString() => $"{Code}: {Name}";

    /// <summary>At least one case for each code that has a cause.</summary>
    public static IReadOnlyList<ErrorCase> All { get; } =
    [
        new(ErrorCode.OperationNotAllow, "the EIP is in arrears", ToInstance())
        {
            Arrange = lab => lab.Region.Change(Lab.Eip, eip => eip with { IsArrears = true }),
        },
        new(ErrorCode.PrivateIpAddressUnavailable, "the private IP is being made", ToEni())
        {
            Arrange = lab => lab.Region.Put(Spare() with
            {
                PrivateIps = [new PrivateIp { PrivateIpAddress = Lab.SpareIps[0], State = EniState.Pending }],
            }),
        },
        new(ErrorCode.InvalidParameter, "the id is a number", new { EcmRegion = Lab.RegionName, AddressId = 1 }),
        new(ErrorCode.Coexist, "an instance and a private IP", new
        {
            EcmRegion = Lab.RegionName,
            AddressId = Lab.Eip,
            InstanceId = Lab.Instance,
            PrivateIpAddress = "10.0.0.5",
        }),
        new(ErrorCode.InvalidDataFormat, "an IPv6 address", ToEni(ip: "fe80::1")),
        new(ErrorCode.InvalidDataFormat, "a number above 255", ToEni(ip: "10.0.0.256")),
        new(ErrorCode.InvalidParameterConflict, "an instance and an ENI", new
        {
            EcmRegion = Lab.RegionName,
            AddressId = Lab.Eip,
            InstanceId = Lab.Instance,
            NetworkInterfaceId = Lab.SpareEni,
            PrivateIpAddress = Lab.SpareIps[0],
        }),
        new(ErrorCode.InvalidParameterValue, "an id without end", ToInstance(addressId: $"eip-{new string('1', 200)}")),
        new(ErrorCode.InvaildAddressId, "an EIP with a slash", ToInstance(addressId: "eip-1/2")),
        new(ErrorCode.InvaildEniId, "an ENI without a hyphen", ToEni("eni1")),
        new(ErrorCode.InvalidInstanceId, "an instance with a blank", ToInstance("ein-1 2")),
        new(ErrorCode.InvalidPublicParam, "a language that nobody speaks here", ToInstance()) { Language = "fr-FR" },
        new(ErrorCode.InvalidRegion, "a region of another product", new
        {
            EcmRegion = "ap-guangzhou",
            AddressId = Lab.Eip,
            InstanceId = Lab.Instance,
        }),
        new(ErrorCode.AddressQuotaLimitExceeded, "the quota is used up", ToInstance())
        {
            Arrange = lab =>
            {
                lab.Region.People.Bind(Lab.OtherEip, Lab.OtherInstance);
                lab.Region.BoundAddressQuota = 1;
            },
        },
        new(ErrorCode.MissingParameter, "no EIP", new { EcmRegion = Lab.RegionName, InstanceId = Lab.Instance }),
        new(ErrorCode.MissingAssociateEntity, "no target", new { EcmRegion = Lab.RegionName, AddressId = Lab.Eip }),
        new(ErrorCode.MissingPrivateIpAddress, "an ENI alone", new
        {
            EcmRegion = Lab.RegionName,
            AddressId = Lab.Eip,
            NetworkInterfaceId = Lab.SpareEni,
        }),
        new(ErrorCode.MissingNetworkInterfaceParameter, "a private IP alone", new
        {
            EcmRegion = Lab.RegionName,
            AddressId = Lab.Eip,
            PrivateIpAddress = Lab.SpareIps[0],
        }),
        new(ErrorCode.ResourceInUse, "the ENI is being attached", ToEni())
        {
            Arrange = lab => lab.Region.Put(Spare() with { State = EniState.Attaching }),
        },
        new(ErrorCode.ResourceNotFound, "the ENI is being deleted", ToEni())
        {
            Arrange = lab => lab.Region.Put(Spare() with { State = EniState.Deleting }),
        },
        new(ErrorCode.ResourceNotFound, "the instance has no primary ENI", ToInstance("ein-bare"))
        {
            Arrange = lab => lab.Region.Put(new Instance { InstanceId = "ein-bare" }),
        },
        new(ErrorCode.ForbiddenOperation, "no permission", ToInstance())
        {
            Arrange = lab => lab.Host.Emulator.Permissions.Revoke("AssociateAddress"),
        },
        new(ErrorCode.AuthUnauthorizedOperation, "no permission, said the other way", ToInstance())
        {
            Arrange = lab => lab.Host.Emulator.Permissions.Revoke("AssociateAddress", ErrorCode.AuthUnauthorizedOperation),
        },
        new(ErrorCode.UnsupportedOperation, "an address of a device", ToInstance())
        {
            Arrange = lab => lab.Region.Change(Lab.Eip, eip => eip with { AddressType = AddressType.CalcIp }),
        },
        new(ErrorCode.AddressIdNotFound, "no such EIP", ToInstance(addressId: "eip-none")),
        new(ErrorCode.AlreadyBindEip, "the instance has an EIP", ToInstance())
        {
            Arrange = lab => lab.Region.People.Bind(Lab.OtherEip, Lab.Instance),
        },
        new(ErrorCode.AlreadyBindEip, "the instance has an ordinary public IP", ToInstance())
        {
            Arrange = lab => lab.Region.Put(OrdinaryPublicIp()),
        },
        new(ErrorCode.InstanceIdNotFound, "no such instance", ToInstance("ein-none")),
        new(ErrorCode.InstanceIdNotSupported, "the wrong kind of instance", ToInstance())
        {
            Arrange = lab => lab.Region.Put(new Instance { InstanceId = Lab.Instance, SupportsEip = false }),
        },
        new(ErrorCode.InvalidNetworkInterfaceIdNotFound, "no such ENI", ToEni("eni-none")),
        new(ErrorCode.InvalidNetworkInterfaceIdNotFound, "a private IP of another ENI", ToEni(ip: "10.0.0.5")),
        new(ErrorCode.InvalidPrivateIpAddressAlreadyBindEip, "the private IP has an EIP", ToEni())
        {
            Arrange = lab => lab.Region.People.Bind(Lab.OtherEip, Lab.SpareEni, Lab.SpareIps[0]),
        },
        new(ErrorCode.InvalidPrivateIpAddressAlreadyBindEip, "an ordinary public IP is there", ToEni(Lab.PrimaryEni, "10.0.0.5"))
        {
            Arrange = lab => lab.Region.Put(OrdinaryPublicIp()),
        },
        new(ErrorCode.Malformed, "half an IP address", ToEni(ip: "10.0.0")),
        new(ErrorCode.StatusNotPermit, "the EIP is bound", ToInstance(Lab.OtherInstance))
        {
            Arrange = lab => lab.Region.People.Bind(Lab.Eip, Lab.Instance),
        },
        new(ErrorCode.StatusNotPermit, "the EIP is bound to this very instance", ToInstance())
        {
            Arrange = lab => lab.Region.People.Bind(Lab.Eip, Lab.Instance),
        },
        new(ErrorCode.StatusNotPermit, "the EIP is being released", ToInstance())
        {
            Arrange = lab => lab.Region.Change(Lab.Eip, eip => eip with { Phase = EipPhase.Offlining }),
        },
        new(ErrorCode.StatusNotPermit, "the EIP is being created", ToInstance())
        {
            Arrange = lab => lab.Region.Change(Lab.Eip, eip => eip with { Phase = EipPhase.Creating }),
        },
        new(ErrorCode.MutexOperationTaskRunning, "a task of the EIP is under way", ToInstance(Lab.OtherInstance))
        {
            Arrange = lab => lab.Host.Cloud.Associate(new(Lab.RegionName, Lab.Eip, Lab.Instance)),
        },
        new(ErrorCode.OperationConflict, "a task is under way on the target", ToInstance())
        {
            Arrange = lab => lab.Host.Cloud.Associate(new(Lab.RegionName, Lab.OtherEip, Lab.Instance)),
        },
        new(ErrorCode.InstanceOperationInProgress, "the instance is busy", ToInstance())
        {
            Arrange = lab => lab.Region.Put(new Instance { InstanceId = Lab.Instance, OperationInProgress = true }),
        },
        new(ErrorCode.InstanceNotRunning, "the instance is being made", ToInstance())
        {
            Arrange = lab => lab.Region.Put(new Instance { InstanceId = Lab.Instance, State = InstanceState.Pending }),
        },
        new(ErrorCode.InvalidInstanceState, "the instance is being ended", ToInstance())
        {
            Arrange = lab => lab.Region.Put(new Instance { InstanceId = Lab.Instance, State = InstanceState.Terminating }),
        },
    ];

    private static object ToInstance(string instanceId = Lab.Instance, string addressId = Lab.Eip) =>
        new { EcmRegion = Lab.RegionName, AddressId = addressId, InstanceId = instanceId };

    private static object ToEni(string networkInterfaceId = Lab.SpareEni, string ip = "10.0.1.1") => new
    {
        EcmRegion = Lab.RegionName,
        AddressId = Lab.Eip,
        NetworkInterfaceId = networkInterfaceId,
        PrivateIpAddress = ip,
    };

    private static Eni Spare() => new()
    {
        NetworkInterfaceId = Lab.SpareEni,
        PrivateIps = [new PrivateIp { PrivateIpAddress = Lab.SpareIps[0], Primary = true }],
    };

    private static Eip OrdinaryPublicIp() => new()
    {
        AddressId = "wan-1",
        AddressIp = "198.51.100.1",
        AddressType = AddressType.WanIp,
        BoundTo = new Binding(Lab.PrimaryEni, "10.0.0.5"),
    };
}
