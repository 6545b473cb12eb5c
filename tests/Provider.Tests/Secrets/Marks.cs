using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;

namespace EcmProvider.Tests.Secrets;

/// <summary>Secrets that can be recognised wherever they turn up, whole or in part.</summary>
internal static class Marks
{
    public const string SecretId = "AKIDq7VnZk3RwTb8Yd2LmX";
    public const string SecretKey = "Jx4Qp9WvTz6NcRs1HyBk";
    public const string Token = "tKn-Gf5Mb8QzXw2Vr7Lc0";
    public const string ExternalId = "xId-Pd6Ks3Jq9Zt4Nb8";
    public const string Eip = "eip-Wq8ZxTk5VbRm2";
    public const string OtherEip = "eip-Hj3LpNc7XsDw9";
    public const string Instance = "ein-Yf6GvBt4QzKe1";
    public const string OtherInstance = "ein-Cm9RkJx2WpHs5";
    public const string Eni = "eni-Vd5TnSq8LzFb3";
    public const string PrivateIp = "10.213.147.86";
    public const string LookedUpEni = "eni-Rz4MkWd6PxTc8";

    // So many characters in a row tell of a secret.
    private const int Telling = 8;

    private static readonly string[] Keys = [SecretId, SecretKey, Token, ExternalId];

    private static readonly string[] Ids = [Eip, OtherEip, Instance, OtherInstance, Eni, LookedUpEni, PrivateIp];

    /// <summary>
    /// The mark of which a text shows a part; null when it shows none. Of ids only the beginning counts: that is what cuts leave,
    /// and the emulator names an instance's ENI after it.
    /// </summary>
    public static string? In(string text) =>
        Array.Find(Ids, mark => text.Contains(mark[..Telling], StringComparison.Ordinal))
        ?? Array.Find(Keys, mark => Enumerable.Range(0, mark.Length - Telling + 1)
            .Any(at => text.Contains(mark.Substring(at, Telling), StringComparison.Ordinal)));

    public static PropertyValue Secret(string text) => new PropertyValue.Secret(PropertyValue.Of(text));

    public static PropertyMap Inputs(string eip = Eip, string instance = Instance, bool allowReassociation = false) => Some.Map(
        ("addressId", Secret(eip)),
        ("instanceId", Secret(instance)),
        ("ecmRegion", PropertyValue.Of(TestProvider.Region)),
        ("allowReassociation", PropertyValue.Of(allowReassociation)),
        ("reallocateNormalPublicIp", PropertyValue.Of(false)));

    public static PropertyMap EniInputs() => Some.Map(
        ("addressId", Secret(Eip)),
        ("networkInterfaceId", Secret(Eni)),
        ("privateIpAddress", Secret(PrivateIp)),
        ("ecmRegion", PropertyValue.Of(TestProvider.Region)),
        ("allowReassociation", PropertyValue.Of(false)),
        ("reallocateNormalPublicIp", PropertyValue.Of(false)));

    public static string Id(string eip = Eip, string instance = Instance) => $"{TestProvider.Region}/{eip}/{instance}";
}
