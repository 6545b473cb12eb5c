using EcmProvider.Ecm;
using EcmProvider.Ecm.Models;
using EcmProvider.Resources.Binding;
using EcmProvider.Resources.Failures;
using EcmProvider.Resources.Running;

namespace EcmProvider.Resources;

/// <summary>What a preview found out about a planned association.</summary>
/// <param name="Address">The EIP; null when it was not looked up.</param>
/// <param name="NetworkInterfaceId">The ENI the target resolves to; null when not known.</param>
/// <param name="PrivateIpAddress">The private IP the target resolves to; null when not known.</param>
/// <param name="InstanceId">The instance the target is on; null when not known, or none.</param>
public sealed record Forecast(Address? Address, string? NetworkInterfaceId, string? PrivateIpAddress, string? InstanceId)
{
    /// <summary>Nothing was looked up.</summary>
    public static Forecast None { get; } = new(null, null, null, null);
}

/// <summary>
/// Finds out in a preview what would fail: an error where nothing in this run can cure it, a warning where another step may, or
/// where it is only likely to hurt. Sends only <c>Describe</c> calls.
/// </summary>
public sealed class PreviewValidation(ICloud cloud, BindingReader reader, RunMemory memory)
{
    private const string ByThen = "will fail unless that EIP is unbound by then, by this update or by hand.";

    /// <summary>Looks at what is known of a planned association.</summary>
    /// <param name="operation">The preview.</param>
    /// <param name="inputs">The inputs, of which some may be unknown.</param>
    /// <exception cref="ProviderException">The update would fail for certain.</exception>
    /// <exception cref="EcmApiException">A look-up was refused.</exception>
    /// <exception cref="EcmUnreachableException">A look-up got no answer.</exception>
    public async Task<Forecast> ForecastAsync(Operation operation, AssociationInputs inputs)
    {
        if (inputs.EcmRegion is not { } region)
        {
            return Forecast.None;
        }

        // The EIP and its target are looked up side by side: a preview is waited for.
        var addressTask = LookAtAddressAsync(operation, inputs, region);
        var targetTask = LookAtTargetAsync(operation, inputs, region);
        await Task.WhenAll(addressTask, targetTask);
        var (eni, ip) = await targetTask;
        return new(await addressTask, eni?.NetworkInterfaceId, ip?.PrivateIpAddress, eni?.Attachment?.InstanceId);
    }

    private async Task<Address?> LookAtAddressAsync(Operation operation, AssociationInputs inputs, string region)
    {
        if (inputs.AddressId is not { } addressId)
        {
            return null;
        }

        var address = await cloud.FindAddressAsync(region, addressId, operation.Token);
        var eip = $"EIP {Text.Quote(addressId)}";
        switch (address?.AddressStatus)
        {
            case null:
                throw new ProviderException(
                    FailureKind.NotFound,
                    $"{eip} does not exist in the ECM region {Text.Quote(region)}.",
                    "Check addressId and ecmRegion; the account sees only its own EIPs.");
            case AddressStatus.Offlining:
                throw new ProviderException(
                    FailureKind.FailedPrecondition, $"{eip} is being released (OFFLINING): it cannot be bound.", "Use another EIP.");
            case AddressStatus.Bind or AddressStatus.BindEni:
                await JudgeBoundAsync(operation, inputs, region, address);
                break;
        }

        if (address.IsArrears)
        {
            operation.Tell(Severity.Warning, $"{eip} is isolated because of an overdue payment: it may carry no traffic, or refuse to be bound.");
        }

        if (address.IsBlocked)
        {
            operation.Tell(Severity.Warning, $"{eip} is blocked: it may carry no traffic, or refuse to be bound.");
        }

        return address;
    }

    private async Task JudgeBoundAsync(Operation operation, AssociationInputs inputs, string region, Address address)
    {
        var ids = await reader.IdsOfAsync(region, address, operation.Token);
        var eip = $"EIP {Text.Quote(address.AddressId)}";
        if (inputs.Target is { } wanted && ids.Any(id => id.Target == wanted))
        {
            var own = ids.First(id => id.Target == wanted).ToString();
            if (!memory.WillRelease(own) && !memory.DiffHasSeen(own, operation.Urn))
            {
                operation.Tell(
                    Severity.Info, $"{eip} is bound to {wanted} already and will be adopted; if another stack manages it, remove it there.");
            }

            return;
        }

        if (inputs.AllowReassociation || await WillBeReplacedAsync(ids, operation))
        {
            return;
        }

        var bound = ids.Count == 0 ? "something the API does not name" : ids[0].Target!.ToString();
        operation.Tell(
            Severity.Warning, $"{eip} is bound to {bound}, and allowReassociation is off: binding it {ByThen}");
    }

    private async Task<(NetworkInterface? Eni, PrivateIp? Ip)> LookAtTargetAsync(Operation operation, AssociationInputs inputs, string region)
    {
        switch (inputs.Target)
        {
            case Target.Instance target:
                var enis = await cloud.FindInstanceInterfacesAsync(region, target.InstanceId, operation.Token);
                if (enis.Count == 0)
                {
                    throw new ProviderException(
                        FailureKind.NotFound,
                        $"The instance {Text.Quote(target.InstanceId)} does not exist in the ECM region {Text.Quote(region)}.",
                        "Check instanceId and ecmRegion.");
                }

                var primary = enis.FirstOrDefault(eni => eni.Primary);
                return await JudgeTargetAsync(operation, inputs, region, primary, primary?.PrivateIps.FirstOrDefault(ip => ip.Primary));
            case Target.PrivateIp target:
                var found = await cloud.FindNetworkInterfaceAsync(region, target.NetworkInterfaceId, operation.Token)
                    ?? throw new ProviderException(
                        FailureKind.NotFound,
                        $"The ENI {Text.Quote(target.NetworkInterfaceId)} does not exist in the ECM region {Text.Quote(region)}.",
                        "Check networkInterfaceId and ecmRegion.");
                var on = found.PrivateIps.FirstOrDefault(ip => ip.PrivateIpAddress == target.PrivateIpAddress)
                    ?? throw new ProviderException(
                        FailureKind.NotFound,
                        $"The private IP {Text.Quote(target.PrivateIpAddress)} is not on the ENI {Text.Quote(target.NetworkInterfaceId)}.",
                        $"Check privateIpAddress; that ENI has {string.Join(", ", found.PrivateIps.Take(10).Select(ip => ip.PrivateIpAddress))}.");
                return await JudgeTargetAsync(operation, inputs, region, found, on);
            default:
                return (null, null);
        }
    }

    private async Task<(NetworkInterface? Eni, PrivateIp? Ip)> JudgeTargetAsync(
        Operation operation, AssociationInputs inputs, string region, NetworkInterface? eni, PrivateIp? ip)
    {
        if (!string.IsNullOrEmpty(ip?.AddressId) && ip.AddressId != inputs.AddressId)
        {
            var holder = await cloud.FindAddressAsync(region, ip.AddressId, operation.Token);
            var ids = holder is null ? [] : await reader.IdsOfAsync(region, holder, operation.Token);
            if (!await WillBeReplacedAsync(ids, operation))
            {
                operation.Tell(
                    Severity.Warning, $"{inputs.Target} has another EIP, {Text.Quote(ip.AddressId)}: binding {ByThen}");
            }
        }
        else if (string.IsNullOrEmpty(ip?.AddressId) && !string.IsNullOrEmpty(ip?.PublicIpAddress))
        {
            operation.Tell(
                Severity.Warning,
                $"{inputs.Target} has an ordinary public IP, {Text.Quote(ip.PublicIpAddress)}: binding will fail unless it is given back first.");
        }

        return (eni, ip);
    }

    // The engine sends Diffs a few at a time, so the one that would say that a binding is going to be replaced may come after this
    // preview: it is waited for, but not for long.
    private async Task<bool> WillBeReplacedAsync(IReadOnlyList<AssociationId> ids, Operation operation)
    {
        if (ids.Count == 0)
        {
            return false;
        }

        var began = operation.Clock.GetTimestamp();
        while (true)
        {
            var changed = memory.Changed;
            if (ids.Any(id => memory.WillRelease(id.ToString())))
            {
                return true;
            }

            var left = Pace.PreviewDiff - operation.Clock.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            using var over = CancellationTokenSource.CreateLinkedTokenSource(operation.Token);
            await Task.WhenAny(changed, Task.Delay(left, operation.Clock, over.Token));
            await over.CancelAsync();
            operation.Token.ThrowIfCancellationRequested();
        }
    }
}
