using EcmProvider.Ecm;
using EcmProvider.Ecm.Models;
using EcmProvider.Resources.Binding;
using EcmProvider.Resources.Failures;
using EcmProvider.Resources.Running;

namespace EcmProvider.Resources.Previews;

/// <summary>What a target resolves to; null where it is not known.</summary>
internal readonly record struct Place(NetworkInterface? Eni, PrivateIp? Ip);

/// <summary>What a preview finds out about the target of a planned association.</summary>
internal sealed class TargetOutlook(ICloud cloud, BindingReader reader, RunMemory memory, PreviewLookUps lookUps)
{
    /// <summary>The end of a warning about a binding that is in the way.</summary>
    public const string ByThen = "will fail unless that EIP is unbound by then, by this update or by hand.";

    private const string Available = "AVAILABLE";
    private const string Deleting = "DELETING";
    private const string OrdinaryIp = "WanIP";

    /// <summary>Looks the target up, and tells what may be in the way.</summary>
    /// <exception cref="ProviderException">Nothing can be bound to it, whatever this run does.</exception>
    public async Task<Place> LookAsync(Operation operation, AssociationInputs inputs, string region)
    {
        var place = inputs.Target switch
        {
            Target.Instance target => await OfInstanceAsync(operation, region, target),
            Target.PrivateIp target => await OfPrivateIpAsync(operation, region, target),
            _ => default,
        };
        DemandUsable(operation, place);
        if (place.Ip is { } ip)
        {
            await JudgeHolderAsync(operation, inputs, region, ip);
        }

        return place;
    }

    private async Task<Place> OfInstanceAsync(Operation operation, string region, Target.Instance target)
    {
        var found = await lookUps.TryAsync(
            operation,
            Actions.DescribeNetworkInterfaces.Name,
            cancel => cloud.FindInstanceInterfacesAsync(region, target.InstanceId, cancel));
        if (!found.IsKnown)
        {
            return default;
        }

        if (found.Value is not { Count: > 0 } enis)
        {
            throw new ProviderException(
                FailureKind.NotFound,
                $"The instance {Text.Quote(target.InstanceId)} does not exist in the ECM region {Text.Quote(region)}.",
                "Check instanceId and ecmRegion.");
        }

        var primary = enis.FirstOrDefault(eni => eni.Primary);
        var ip = primary?.PrivateIps.FirstOrDefault(ip => ip.Primary);
        if (ip is null)
        {
            operation.Tell(
                Severity.Warning,
                $"{target} shows no {(primary is null ? "primary ENI" : "primary private IP")}: binding to it will fail unless it has one by then. Or give networkInterfaceId and privateIpAddress.");
        }

        return new(primary, ip);
    }

    private async Task<Place> OfPrivateIpAsync(Operation operation, string region, Target.PrivateIp target)
    {
        var found = await lookUps.TryAsync(
            operation,
            Actions.DescribeNetworkInterfaces.Name,
            cancel => cloud.FindNetworkInterfaceAsync(region, target.NetworkInterfaceId, cancel));
        if (!found.IsKnown)
        {
            return default;
        }

        var eni = found.Value ?? throw new ProviderException(
            FailureKind.NotFound,
            $"The ENI {Text.Quote(target.NetworkInterfaceId)} does not exist in the ECM region {Text.Quote(region)}.",
            "Check networkInterfaceId and ecmRegion.");
        var ip = eni.PrivateIps.FirstOrDefault(ip => ip.PrivateIpAddress == target.PrivateIpAddress) ?? throw new ProviderException(
            FailureKind.NotFound,
            $"The private IP {Text.Quote(target.PrivateIpAddress)} is not on the ENI {Text.Quote(target.NetworkInterfaceId)}.",
            eni.PrivateIps.Count == 0
                ? "Check privateIpAddress; that ENI has none."
                : $"Check privateIpAddress; that ENI has {string.Join(", ", eni.PrivateIps.Take(10).Select(ip => ip.PrivateIpAddress))}.");
        return new(eni, ip);
    }

    // What is being deleted never comes back; any other state but AVAILABLE may pass.
    private static void DemandUsable(Operation operation, Place place)
    {
        (string What, string? State)[] parts =
        [
            ($"ENI {Text.Quote(place.Eni?.NetworkInterfaceId ?? string.Empty)}", place.Eni?.State),
            ($"Private IP {Text.Quote(place.Ip?.PrivateIpAddress ?? string.Empty)}", place.Ip?.State),
        ];
        foreach (var (what, state) in parts)
        {
            if (state == Deleting)
            {
                throw new ProviderException(
                    FailureKind.FailedPrecondition, $"{what} is being deleted (DELETING): nothing can be bound to it.", "Use another target.");
            }

            if (!string.IsNullOrEmpty(state) && state != Available)
            {
                operation.Tell(Severity.Warning, $"{what} is in the state {Text.Quote(state)}: binding to it will fail until it is AVAILABLE.");
            }
        }
    }

    private async Task JudgeHolderAsync(Operation operation, AssociationInputs inputs, string region, PrivateIp ip)
    {
        if (string.IsNullOrEmpty(ip.AddressId))
        {
            if (!string.IsNullOrEmpty(ip.PublicIpAddress))
            {
                TellOrdinaryIp(operation, inputs, ip);
            }

            return;
        }

        if (ip.AddressId == inputs.AddressId)
        {
            return;
        }

        var holder = (await lookUps.TryAsync(
            operation, Actions.DescribeAddresses.Name, cancel => cloud.FindAddressAsync(region, ip.AddressId, cancel))).Value;
        if (holder is { AddressType: OrdinaryIp })
        {
            TellOrdinaryIp(operation, inputs, ip);
            return;
        }

        if (holder is { AddressStatus: AddressStatus.Unbinding or AddressStatus.Unbind or AddressStatus.Offlining })
        {
            return;
        }

        var ids = holder is null ? null : (await lookUps.TryAsync(
            operation, Actions.DescribeNetworkInterfaces.Name, cancel => reader.IdsOfAsync(region, holder, cancel))).Value;
        var fate = await HolderFate.FindAsync(memory, ids ?? [], operation);
        if (!fate.IsReleased)
        {
            operation.Tell(
                Severity.Warning,
                $"{inputs.Target} has another EIP, {Text.Quote(ip.AddressId)}"
                    + (fate.KeptBy is { } urn
                        ? $", by the resource {Text.Quote(urn)} of this program: binding will fail while that resource is there."
                        : $": binding {ByThen}"));
        }
    }

    private static void TellOrdinaryIp(Operation operation, AssociationInputs inputs, PrivateIp ip) => operation.Tell(
        Severity.Warning,
        $"{inputs.Target} has an ordinary public IP, {Text.Quote(ip.PublicIpAddress ?? string.Empty)}: binding will fail unless it is given back first.");
}
