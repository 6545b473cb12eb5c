using EcmProvider.Credentials;
using EcmProvider.Ecm;
using EcmProvider.Ecm.Models;
using EcmProvider.Resources.Failures;
using EcmProvider.Resources.Running;

namespace EcmProvider.Resources.Binding;

/// <summary>Explains a refused change by what holds the EIP or the target at that moment: looks it up, and changes nothing.</summary>
public sealed class Explainer(ICloud cloud, BindingReader reader)
{
    /// <summary>The failure that tells of a refusal. That nothing could be looked up is said there, and hides nothing.</summary>
    /// <param name="operation">The operation that is refused.</param>
    /// <param name="id">The association; with a target.</param>
    /// <param name="failed">What could not be done.</param>
    /// <param name="refusal">The API's refusal.</param>
    public async Task<ProviderException> ExplainAsync(Operation operation, AssociationId id, string failed, EcmApiException refusal)
    {
        var meaning = ErrorCatalogue.Find(refusal.Code);

        // A refused look-up would be refused again, and who asks for something impossible holds nothing.
        var looks = !refusal.Action.StartsWith("Describe", StringComparison.Ordinal)
            && meaning.Kind is FailureKind.FailedPrecondition or FailureKind.NotFound;
        return Refusals.Explain(failed, refusal, id, looks ? await LookAsync(operation, id, meaning.Properties) : null);
    }

    /// <summary>What an EIP is bound to, in a sentence.</summary>
    public static string Tell(Address address)
    {
        var eip = Named(address);
        var status = address.AddressStatus is AddressStatus.Bind or AddressStatus.BindEni
            ? $"{eip} is bound to {PlaceOf(address)} ({address.AddressStatus})."
            : $"the status of {eip} is {address.AddressStatus}.";
        return $"{status}"
            + (address.IsArrears ? " It is isolated because of an overdue payment." : string.Empty)
            + (address.IsBlocked ? " It is blocked." : string.Empty);
    }

    /// <summary>What a target has, in a sentence.</summary>
    /// <param name="target">The target.</param>
    /// <param name="ip">The private IP it means.</param>
    /// <param name="holder">The EIP that is bound there; null when there is none.</param>
    public static string Tell(Target target, PrivateIp? ip, Address? holder)
    {
        var has = holder is not null ? $"{Named(holder)} ({holder.AddressStatus})"
            : !string.IsNullOrEmpty(ip?.AddressId) ? $"EIP {Text.Quote(ip.AddressId)}"
            : !string.IsNullOrEmpty(ip?.PublicIpAddress) ? $"the public IP {Text.Quote(ip.PublicIpAddress)}"
            : "no EIP and no public IP";
        var state = holder is null && !string.IsNullOrEmpty(ip?.State) ? $"; its state is {Text.Fit(ip.State, Text.LongestValue)}" : string.Empty;
        return $"{target} has {has}{state}.";
    }

    private async Task<Holding?> LookAsync(Operation operation, AssociationId id, string[] properties)
    {
        using var limit = new CancellationTokenSource(Pace.Explanation, operation.Clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, operation.Token);
        try
        {
            Holding? address = null;
            if (properties.Contains(PropertyNames.AddressId))
            {
                (address, var isFree) = await LookAtAddressAsync(id, both.Token);
                if (!isFree)
                {
                    return address;
                }
            }

            var target = properties.Contains(PropertyNames.InstanceId) || properties.Contains(PropertyNames.PrivateIpAddress)
                ? await LookAtTargetAsync(id, both.Token)
                : null;
            return address is null || target is null ? address ?? target : new($"{address.Told.TrimEnd('.')}; {target.Told}", target.AddressId);
        }
        catch (EcmApiException e)
        {
            return Unknown($"{e.Action}: {e.Code}");
        }
        catch (EcmUnreachableException e)
        {
            return Unknown($"{e.Action}: {e.Reason}");
        }
        catch (OperationCanceledException) when (both.IsCancellationRequested)
        {
            return Unknown(limit.IsCancellationRequested ? $"no answer within {Text.Show(Pace.Explanation)}" : operation.StopReason);
        }
        catch (Exception e) when (e is MissingCredentialsException or ProviderException)
        {
            return Unknown("there is no key for it");
        }

        static Holding Unknown(string why) => new($"what holds the EIP or the target could not be looked up ({why}).");
    }

    private async Task<(Holding Holding, bool IsFree)> LookAtAddressAsync(AssociationId id, CancellationToken cancellationToken) =>
        await cloud.FindAddressAsync(id.EcmRegion, id.AddressId, cancellationToken) is { } address
            ? (new(Tell(address), address.AddressId), address.AddressStatus == AddressStatus.Unbind)
            : (new($"the API shows no EIP {Text.Quote(id.AddressId)} in the ECM region {Text.Quote(id.EcmRegion)}."), false);

    private async Task<Holding> LookAtTargetAsync(AssociationId id, CancellationToken cancellationToken)
    {
        var place = $"in the ECM region {Text.Quote(id.EcmRegion)}";
        var (eni, ip) = await reader.FindTargetAsync(id, cancellationToken);
        switch (id.Target)
        {
            case Target.Instance when eni is null:
                return new($"the API shows no primary ENI of {id.Target} {place}.");
            case Target.PrivateIp target when eni is null:
                return new($"the API shows no ENI {Text.Quote(target.NetworkInterfaceId)} {place}.");
            case Target.PrivateIp target when ip is null:
                var ips = eni.PrivateIps.Take(10).Select(one => Text.Quote(one.PrivateIpAddress));
                return new($"ENI {Text.Quote(target.NetworkInterfaceId)} has the private IPs {string.Join(", ", ips)}.");
        }

        var holder = string.IsNullOrEmpty(ip?.AddressId) ? null : await cloud.FindAddressAsync(id.EcmRegion, ip.AddressId, cancellationToken);
        return new(Tell(id.Target!, ip, holder), ip?.AddressId);
    }

    private static string Named(Address address) =>
        $"EIP {Text.Quote(address.AddressId)}" + (string.IsNullOrEmpty(address.AddressIp) ? string.Empty : $" ({Text.Fit(address.AddressIp, Text.LongestValue)})");

    private static string PlaceOf(Address address)
    {
        var instance = string.IsNullOrEmpty(address.InstanceId) ? null : new Target.Instance(address.InstanceId).ToString();
        var ip = string.IsNullOrEmpty(address.NetworkInterfaceId) || string.IsNullOrEmpty(address.PrivateAddressIp)
            ? null
            : new Target.PrivateIp(address.NetworkInterfaceId, address.PrivateAddressIp).ToString();
        return instance is null || ip is null ? instance ?? ip ?? "something the API does not name" : $"{instance}, at {ip}";
    }
}
