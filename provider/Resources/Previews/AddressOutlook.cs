using EcmProvider.Ecm;
using EcmProvider.Ecm.Models;
using EcmProvider.Resources.Binding;
using EcmProvider.Resources.Failures;
using EcmProvider.Resources.Running;

namespace EcmProvider.Resources.Previews;

/// <summary>What a preview finds out about the EIP of a planned association.</summary>
internal sealed class AddressOutlook(ICloud cloud, BindingReader reader, RunMemory memory, PreviewLookUps lookUps)
{
    private const string ElasticIp = "EIP";

    /// <summary>Looks the EIP up, and tells what may be in the way.</summary>
    /// <returns>The EIP; null when it was not looked up.</returns>
    /// <exception cref="ProviderException">It cannot be bound, whatever this run does.</exception>
    public async Task<Address?> LookAsync(Operation operation, AssociationInputs inputs, string region)
    {
        if (inputs.AddressId is not { } addressId)
        {
            return null;
        }

        var found = await lookUps.TryAsync(
            operation, Actions.DescribeAddresses.Name, cancel => cloud.FindAddressAsync(region, addressId, cancel));
        if (!found.IsKnown)
        {
            return null;
        }

        var eip = $"EIP {Text.Quote(addressId)}";
        var address = found.Value ?? throw new ProviderException(
            FailureKind.NotFound,
            $"{eip} does not exist in the ECM region {Text.Quote(region)}.",
            "Check addressId and ecmRegion; the account sees only its own EIPs.");
        switch (address.AddressStatus)
        {
            case AddressStatus.Offlining:
                throw new ProviderException(
                    FailureKind.FailedPrecondition, $"{eip} is being released (OFFLINING): it cannot be bound.", "Use another EIP.");
            case AddressStatus.Bind or AddressStatus.BindEni:
                await JudgeBoundAsync(operation, inputs, region, address);
                break;
        }

        TellWhatMayHurt(operation, eip, address);
        return address;
    }

    private static void TellWhatMayHurt(Operation operation, string eip, Address address)
    {
        if (address.IsArrears)
        {
            operation.Tell(Severity.Warning, $"{eip} is isolated because of an overdue payment: it may carry no traffic, or refuse to be bound.");
        }

        if (address.IsBlocked)
        {
            operation.Tell(Severity.Warning, $"{eip} is blocked: it may carry no traffic, or refuse to be bound.");
        }

        if (address.AddressType is { Length: > 0 } type && type != ElasticIp)
        {
            operation.Tell(Severity.Warning, $"{eip} is no EIP but an address of the type {Text.Quote(type)}: the API may refuse to bind it.");
        }
    }

    private async Task JudgeBoundAsync(Operation operation, AssociationInputs inputs, string region, Address address)
    {
        var found = await lookUps.TryAsync(
            operation, Actions.DescribeNetworkInterfaces.Name, cancel => reader.IdsOfAsync(region, address, cancel));
        if (found is not { IsKnown: true, Value: { } ids })
        {
            // Bound, but whether to this very target nobody can say.
            return;
        }

        var eip = $"EIP {Text.Quote(address.AddressId)}";
        if (ids.FirstOrDefault(id => id.Target == inputs.Target) is { } own)
        {
            TellOwn(operation, eip, own);
            return;
        }

        var fate = await HolderFate.FindAsync(memory, ids, operation);
        if (fate.IsReleased)
        {
            return;
        }

        var bound = $"{eip} is bound to {BindingReader.NameOf(ids)}";
        if (fate.KeptBy is { } urn)
        {
            operation.Tell(
                Severity.Warning,
                $"{bound} by the resource {Text.Quote(urn)} of this program: "
                    + (inputs.AllowReassociation ? "the two would take it from each other." : "binding it will fail while that resource is there."));
        }
        else if (inputs.AllowReassociation)
        {
            operation.Tell(Severity.Info, $"{bound} and will be moved (allowReassociation).");
        }
        else if (!inputs.MayAllowReassociation)
        {
            operation.Tell(Severity.Warning, $"{bound}, and allowReassociation is off: binding it {TargetOutlook.ByThen}");
        }
    }

    // A binding that this run replaces is made anew; one whose Diff came for this very resource is its own.
    private void TellOwn(Operation operation, string eip, AssociationId own)
    {
        var id = own.ToString();
        if (memory.KeptBy([id], operation.Urn) is { } urn)
        {
            operation.Tell(
                Severity.Warning,
                $"{eip} is bound to {own.Target} by the resource {Text.Quote(urn)} of this program: two resources would stand for one association.");
        }
        else if (!memory.WillRelease(id) && !memory.DiffHasSeen(id, operation.Urn))
        {
            operation.Tell(
                Severity.Info, $"{eip} is bound to {own.Target} already and will be adopted; if another stack manages it, remove it there.");
        }
    }
}
