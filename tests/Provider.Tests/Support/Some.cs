using EcmEmulator;
using EcmEmulator.Models;
using EcmProvider.Protocol.Values;

namespace EcmProvider.Tests.Support;

/// <summary>Valid values, so that a test names only what it is about.</summary>
public static class Some
{
    public const string Type = "ecm:index:EipAssociation";
    public const string Eip = "eip-11112222";
    public const string OtherEip = "eip-22223333";
    public const string Instance = "ein-33334444";
    public const string OtherInstance = "ein-55556666";
    public const string Eni = "eni-99990000";
    public const string PrivateIp = "10.0.0.12";

    public static string Urn(string name) => $"urn:pulumi:dev::edge::ecm:index:EipAssociation::{name}";

    /// <summary>Two EIPs, two instances with a primary ENI each, and an ENI that is attached to none.</summary>
    public static void FillRegion(CloudRegion region)
    {
        region.AddAddress(Eip, "203.0.113.10").AddAddress(OtherEip, "203.0.113.11");
        region.AddInstance(Instance, "10.0.0.5").AddInstance(OtherInstance, "10.0.0.6");
        region.AddNetworkInterface(Eni, ["10.0.0.11", "10.0.0.12"]);
    }

    public static PropertyMap Configuration(Uri endpoint, params (string Name, PropertyValue Value)[] more) => Map(
    [
        ("ecmRegion", PropertyValue.Of(TestProvider.Region)),
        ("endpoint", PropertyValue.Of(endpoint.ToString())),
        ("secretId", new PropertyValue.Secret(PropertyValue.Of(EmulatorOptions.DefaultSecretId))),
        ("secretKey", new PropertyValue.Secret(PropertyValue.Of(EmulatorOptions.DefaultSecretKey))),
        .. more,
    ]);

    /// <summary>The checked inputs of an association with an instance.</summary>
    public static PropertyMap Inputs(
        string eip = Eip, string instance = Instance, bool allowReassociation = false, bool reallocate = false) => Map(
    [
        ("addressId", PropertyValue.Of(eip)),
        ("allowReassociation", PropertyValue.Of(allowReassociation)),
        ("ecmRegion", PropertyValue.Of(TestProvider.Region)),
        ("instanceId", PropertyValue.Of(instance)),
        ("reallocateNormalPublicIp", PropertyValue.Of(reallocate)),
    ]);

    /// <summary>The checked inputs of an association with a private IP of an ENI.</summary>
    public static PropertyMap EniInputs(string eip = Eip, string eni = Eni, string ip = PrivateIp) => Map(
    [
        ("addressId", PropertyValue.Of(eip)),
        ("allowReassociation", PropertyValue.Of(false)),
        ("ecmRegion", PropertyValue.Of(TestProvider.Region)),
        ("networkInterfaceId", PropertyValue.Of(eni)),
        ("privateIpAddress", PropertyValue.Of(ip)),
        ("reallocateNormalPublicIp", PropertyValue.Of(false)),
    ]);

    public static string Id(string eip = Eip, string instance = Instance) => $"{TestProvider.Region}/{eip}/{instance}";

    public static PropertyMap Map(params (string Name, PropertyValue Value)[] properties) =>
        new(properties.Select(p => KeyValuePair.Create(p.Name, p.Value)));
}
