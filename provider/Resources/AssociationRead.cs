using EcmProvider.Ecm.Models;
using EcmProvider.Protocol.Values;
using EcmProvider.Resources.Binding;
using EcmProvider.Resources.Failures;
using EcmProvider.Resources.Running;

namespace EcmProvider.Resources;

/// <summary>Reads associations: those of the state, and those that are imported.</summary>
public sealed class AssociationRead(Whereabouts whereabouts)
{
    /// <summary>
    /// Reads the association from the API. Given nothing but an id (an import), the target of the short form is read too.
    /// </summary>
    /// <exception cref="PartialAssociationException">It is still being bound or unbound.</exception>
    public async Task<ResourceResult> ReadAsync(Operation operation, string id, PropertyMap inputs, PropertyMap properties)
    {
        var parsed = AssociationId.Parse(id);
        var imports = inputs.Count == 0 && properties.Count == 0;
        var state = new AssociationState(properties);
        if (parsed.Target is null)
        {
            if (await FindTargetAsync(operation, parsed) is not { } found)
            {
                return ResourceResult.Gone;
            }

            parsed = found;
        }

        var seen = await whereabouts.SettleAsync(operation, parsed, state, Pace.ReadSettles);
        var keptInputs = inputs.Count == 0 ? AssociationInputs.Of(parsed) : inputs;
        switch (seen.Standing)
        {
            case Standing.Bound:
                return new(parsed.ToString(), AssociationState.Of(keptInputs, seen.Address, state.TaskId), keptInputs);
            case Standing.Unsettled:
                throw StillUnsettled(parsed, seen, properties, keptInputs, imports);
            case Standing.Elsewhere:
                await whereabouts.TellElsewhereAsync(operation, parsed, seen.Address!, imports);
                return ResourceResult.Gone;
            default:
                if (imports)
                {
                    operation.Tell(Severity.Warning, NothingToImport(parsed, seen.Address));
                }

                return ResourceResult.Gone;
        }
    }

    private static Exception StillUnsettled(
        AssociationId id, Sighting seen, PropertyMap properties, PropertyMap inputs, bool imports)
    {
        var fact = $"EIP {Text.Quote(id.AddressId)} has not settled within {Text.Show(Pace.ReadSettles)}: its status is {seen.Address?.AddressStatus ?? "unknown"}.";
        return imports
            ? new ProviderException(FailureKind.FailedPrecondition, fact, "Import it again once its status is BIND.")
            : new PartialAssociationException(
                FailureKind.FailedPrecondition,
                id.ToString(),
                properties.With(PropertyNames.AddressStatus, PropertyValue.Of(seen.Address?.AddressStatus ?? AddressStatus.Unbind)),
                inputs,
                [fact, "The next update goes on waiting; or refresh again later."]);
    }

    private static string NothingToImport(AssociationId id, Address? address) => address is null
        ? $"There is nothing to import: the account has no EIP {Text.Quote(id.AddressId)} in the ECM region {Text.Quote(id.EcmRegion)}."
        : $"There is nothing to import: EIP {Text.Quote(id.AddressId)} is bound to nothing (its status is {address.AddressStatus}).";

    // The target of an EIP that is imported by region/eip; null, with a message, when it has none.
    private async Task<AssociationId?> FindTargetAsync(Operation operation, AssociationId id)
    {
        // Any target will do to wait for the EIP to settle.
        var any = id with { Target = new Target.Instance(string.Empty) };
        var seen = await whereabouts.SettleAsync(operation, any, new(PropertyMap.Empty), Pace.ReadSettles);
        switch (seen.Standing)
        {
            case Standing.Elsewhere or Standing.Bound:
                var ids = await whereabouts.IdsOfAsync(operation, id, seen.Address!);
                if (ids.Count > 0)
                {
                    return ids[0];
                }

                operation.Tell(
                    Severity.Warning,
                    $"EIP {Text.Quote(id.AddressId)} is bound to something the API does not name: import it by its full id.");
                return null;
            case Standing.Unsettled:
                throw StillUnsettled(id, seen, PropertyMap.Empty, PropertyMap.Empty, imports: true);
            default:
                operation.Tell(Severity.Warning, NothingToImport(id, seen.Address));
                return null;
        }
    }
}
