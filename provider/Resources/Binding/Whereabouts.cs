using EcmProvider.Credentials;
using EcmProvider.Ecm;
using EcmProvider.Ecm.Models;
using EcmProvider.Resources.Failures;
using EcmProvider.Resources.Running;

namespace EcmProvider.Resources.Binding;

/// <summary>Finds out where EIPs are bound, for operations that bind nothing: what goes wrong is a failed look-up.</summary>
public sealed class Whereabouts(BindingReader reader, RecordedTask recordedTask, RunMemory memory)
{
    /// <summary>Looks until the association has settled, or the time is over.</summary>
    /// <param name="operation">The operation it is done for.</param>
    /// <param name="id">The association; with a target.</param>
    /// <param name="state">What the state holds of it.</param>
    /// <param name="patience">How long to wait.</param>
    /// <returns>The last sighting; still unsettled when the time is over.</returns>
    /// <exception cref="ProviderException">The EIP could not be looked up.</exception>
    public Task<Sighting> SettleAsync(Operation operation, AssociationId id, AssociationState state, TimeSpan patience) =>
        LookingAsync(id, () => recordedTask.SettleAsync(operation, id, state, patience));

    /// <summary>The ids by which a bound EIP's association can be known.</summary>
    /// <exception cref="ProviderException">The ENI could not be looked up.</exception>
    public Task<IReadOnlyList<AssociationId>> IdsOfAsync(Operation operation, AssociationId id, Address address) =>
        LookingAsync(id, () => reader.IdsOfAsync(id.EcmRegion, address, operation.Token));

    /// <summary>Tells that an EIP is bound to something else than its association says.</summary>
    public async Task TellElsewhereAsync(Operation operation, AssociationId id, Address address, bool imports = false)
    {
        IReadOnlyList<AssociationId> now;
        try
        {
            now = await reader.IdsOfAsync(id.EcmRegion, address, operation.Token);
        }
        catch (Exception e) when (e is EcmApiException or EcmUnreachableException or OperationCanceledException)
        {
            // What it is bound to now is worth knowing, not worth failing for.
            now = [];
        }

        if (now.Any(other => memory.MadeBy(other.ToString()) is not null))
        {
            // This run moved it there itself, and has said so.
            return;
        }

        var found = now.Count == 0 ? null : now[0];
        var target = BindingReader.NameOf(now);
        operation.Tell(
            Severity.Warning,
            imports
                ? $"There is nothing to import: EIP {Text.Quote(id.AddressId)} is not bound to {id.Target} but to {target}."
                    + (found is null ? string.Empty : $"\nImport that by {Text.Quote(found.ToString())}.")
                : $"EIP {Text.Quote(id.AddressId)} is no longer bound to {id.Target} but to {target}: that binding is left alone.");
    }

    private static async Task<T> LookingAsync<T>(AssociationId id, Func<Task<T>> look)
    {
        try
        {
            return await look();
        }
        catch (EcmUnreachableException e)
        {
            throw Refusals.Explain($"EIP {Text.Quote(id.AddressId)} could not be looked up", e);
        }
        catch (EcmApiException e)
        {
            throw Refusals.Explain($"EIP {Text.Quote(id.AddressId)} could not be looked up", e, id);
        }
        catch (MissingCredentialsException e)
        {
            throw Refusals.Explain($"EIP {Text.Quote(id.AddressId)} could not be looked up", e);
        }
    }
}
