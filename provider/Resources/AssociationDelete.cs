using EcmProvider.Protocol.Values;
using EcmProvider.Resources.Binding;
using EcmProvider.Resources.Failures;
using EcmProvider.Resources.Running;

namespace EcmProvider.Resources;

/// <summary>Deletes associations: unbinds what is still theirs, and nothing that another resource stands for.</summary>
public sealed class AssociationDelete(Whereabouts whereabouts, Unbinder unbinder, RunMemory memory)
{
    /// <summary>Unbinds the EIP, only if it is still bound to exactly what the id says.</summary>
    /// <exception cref="ProviderException">It could not be unbound, or not in time.</exception>
    public async Task DeleteAsync(Operation operation, string id, PropertyMap inputs, PropertyMap properties)
    {
        var parsed = AssociationId.Parse(id);
        var state = new AssociationState(properties);
        var keys = parsed.Keys(state.NetworkInterfaceId, state.PrivateIpAddress);
        using var deletion = Begin(operation, parsed, state, keys);
        if (deletion is null)
        {
            return;
        }

        using var running = memory.Running();
        try
        {
            // What a Create of this run has unbound already is not waited for: look-ups have shown it.
            var seen = memory.WasUnbound(keys)
                ? null
                : await whereabouts.SettleAsync(operation, parsed, state, operation.Timeout);

            // The state of an unfinished association knows no ENI: who stands for the binding can be told only now.
            using var known = seen is { Standing: Standing.Bound, Address: { } address }
                ? Begin(operation, parsed, state, parsed.Keys(address.NetworkInterfaceId, address.PrivateAddressIp))
                : deletion;
            if (known is null)
            {
                return;
            }

            if (seen is null or { Standing: Standing.Bound or Standing.Unsettled })
            {
                var reallocate = new AssociationInputs(inputs.Count > 0 ? inputs : properties).ReallocateNormalPublicIp;
                seen = await unbinder.UnbindAsync(operation, parsed, state, reallocate);
            }

            if (seen.Standing == Standing.Elsewhere)
            {
                await whereabouts.TellElsewhereAsync(operation, parsed, seen.Address!);
            }
        }
        catch (OperationCanceledException) when (operation.Token.IsCancellationRequested)
        {
            throw new ProviderException(
                operation.StopKind,
                new Report($"EIP {Text.Quote(parsed.AddressId)} could not be unbound from {parsed.Target}", $"{operation.StopReason} before the API was asked")
                {
                    Remedy = "The association stays in the state; run it again.",
                });
        }
    }

    // Null, and told, when another resource stands for the association.
    private IDisposable? Begin(Operation operation, AssociationId id, AssociationState state, IReadOnlyList<string> keys)
    {
        var deletion = memory.TryBeginDelete(keys, operation.Urn, state.TaskId, out var standsFor);
        if (deletion is null)
        {
            operation.Tell(
                Severity.Info,
                $"EIP {Text.Quote(id.AddressId)} stays bound to {id.Target}: the resource {Text.Quote(standsFor!)} stands for that association now.");
        }

        return deletion;
    }
}
