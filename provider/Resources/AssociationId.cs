using System.Net;
using System.Net.Sockets;
using EcmProvider.Ecm.Models;
using EcmProvider.Resources.Failures;

namespace EcmProvider.Resources;

/// <summary>
/// The id of an association, <c>region/eip/instance</c> or <c>region/eip/eni/privateIp</c>: it holds the whole binding, so that every
/// later step can tell its own binding from another. <c>region/eip</c> (no target) is what an import may give.
/// </summary>
/// <param name="EcmRegion">The ECM region.</param>
/// <param name="AddressId">The EIP.</param>
/// <param name="Target">What the EIP is bound to; null in the short form.</param>
public sealed record AssociationId(string EcmRegion, string AddressId, Target? Target)
{
    private const string Forms =
        "An id is <region>/<eip>/<instance> or <region>/<eip>/<eni>/<private ip>; an import also takes <region>/<eip>, such as \"ap-xian-ecm/eip-11112222\".";

    /// <summary>Reads an id.</summary>
    /// <exception cref="ProviderException">It is no association's id.</exception>
    public static AssociationId Parse(string id) => TryParse(id) ?? throw new ProviderException(
        FailureKind.InvalidArgument, $"{Text.Quote(id)} is not the id of an EIP association.", Forms);

    /// <summary>Reads an id; null when it is no association's.</summary>
    public static AssociationId? TryParse(string id)
    {
        var parts = id.Split('/');
        return parts.Any(part => IdText.Problem(part) is not null) ? null : parts switch
        {
            [var region, var eip] => new(region, eip, null),
            [var region, var eip, var instance] => new(region, eip, new Target.Instance(instance)),
            [var region, var eip, var eni, var ip] when IdText.IsIpv4(ip) => new(region, eip, new Target.PrivateIp(eni, ip)),
            _ => null,
        };
    }

    /// <summary>
    /// All ids by which the binding can be known in a run's memory: this one, and the ENI form of what it resolved to, which the
    /// instance form and the ENI form of one binding share.
    /// </summary>
    /// <param name="networkInterfaceId">The ENI it resolved to; null or empty when not known.</param>
    /// <param name="privateIpAddress">The private IP it resolved to; null or empty when not known.</param>
    public IReadOnlyList<string> Keys(string? networkInterfaceId, string? privateIpAddress)
    {
        var id = ToString();
        return string.IsNullOrEmpty(networkInterfaceId) || string.IsNullOrEmpty(privateIpAddress)
            ? [id]
            : [.. new[] { id, (this with { Target = new Target.PrivateIp(networkInterfaceId, privateIpAddress) }).ToString() }.Distinct()];
    }

    /// <inheritdoc/>
    public override string ToString() => Target switch
    {
        Target.Instance target => $"{EcmRegion}/{AddressId}/{target.InstanceId}",
        Target.PrivateIp target => $"{EcmRegion}/{AddressId}/{target.NetworkInterfaceId}/{target.PrivateIpAddress}",
        _ => $"{EcmRegion}/{AddressId}",
    };
}

/// <summary>What a part of an id may look like.</summary>
internal static class IdText
{
    /// <summary>What is wrong with a part, as the end of a sentence; null when nothing is. No prefix is refused.</summary>
    public static string? Problem(string part) =>
        part.Length == 0 ? "must not be empty"
        : part.Any(c => c == '/' || char.IsWhiteSpace(c) || char.IsControl(c)) ? "must not contain white space, slashes or control characters"
        : null;

    /// <summary>Whether a text is an IPv4 address in its usual form: four decimal numbers without leading zeros.</summary>
    public static bool IsIpv4(string text) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetwork && address.ToString() == text;
}
