using EcmProvider.Ecm;
using EcmProvider.Ecm.Models;
using EcmProvider.Resources.Failures;
using EcmProvider.Resources.Running;

namespace EcmProvider.Resources.Binding;

/// <summary>
/// What to do about a binding that is in the way of a Create: one that this run is going to replace is waited for, or ended when
/// its Delete cannot begin; one that the user allowed to be moved is moved; any other is somebody else's, and an error.
/// </summary>
public sealed class HolderRelease(ICloud cloud, BindingReader reader, Unbinder unbinder, RunMemory memory)
{
    private const string Swap =
        "If this update itself releases it (two associations that swap), run with a --parallel above the number of swaps.";

    /// <summary>The EIP is bound elsewhere.</summary>
    /// <param name="operation">The Create.</param>
    /// <param name="id">The wanted association.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="address">The EIP as just seen.</param>
    /// <param name="conflict">How long this lasts already.</param>
    /// <param name="failed">What could not be done, if this is the end.</param>
    public async Task FreeAddressAsync(
        Operation operation, AssociationId id, AssociationInputs inputs, Address address, Conflict conflict, string failed)
    {
        var holders = await reader.IdsOfAsync(id.EcmRegion, address, operation.Token);
        ThrowIfMadeHere([.. holders, id with { Target = null }], operation, failed);
        var bound = BindingReader.NameOf(holders);
        var replaced = holders.FirstOrDefault(holder => memory.WillRelease(holder.ToString()));
        var isOwn = replaced is not null && memory.DiffHasSeen(replaced.ToString(), operation.Urn);
        var isMoved = isOwn || (replaced is null && inputs.AllowReassociation && holders.Count > 0);
        if (isMoved && !await IsTargetReadyAsync(operation, id, conflict, failed))
        {
            return;
        }

        if (isOwn)
        {
            operation.Tell(Severity.Info, $"EIP {Text.Quote(id.AddressId)} is moved from {bound}, which this association replaces.");
            await UnbindAsync(operation, replaced!, holders, inputs.ReallocateNormalPublicIp, failed);
        }
        else if (replaced is not null)
        {
            await ReleaseAsync(operation, replaced, holders, conflict, failed);
        }
        else if (isMoved)
        {
            operation.Tell(Severity.Info, $"EIP {Text.Quote(id.AddressId)} is unbound from {bound} first (allowReassociation).");
            await UnbindAsync(operation, holders[0], holders, reallocateNormalPublicIp: false, failed);
            conflict.Eased();
        }
        else if (conflict.IsOver)
        {
            throw new ProviderException(FailureKind.FailedPrecondition, new Report(failed, "the EIP is bound elsewhere")
            {
                About = Refusals.About(id, PropertyNames.AddressId),
                Now = Explainer.Tell(address),
                Remedy = Refusals.Fill($"{ErrorCatalogue.UnbindFirst}, or set allowReassociation: true to move it. {Swap}", id, address.AddressId),
                Answer = Refusals.Answer(conflict.LastRefusal),
            });
        }
        else
        {
            operation.Progress($"EIP {Text.Quote(id.AddressId)} is bound to {bound}; looking again");
        }
    }

    /// <summary>The API refused because the target has another EIP, or a public IP.</summary>
    /// <param name="operation">The Create.</param>
    /// <param name="id">The wanted association.</param>
    /// <param name="conflict">How long this lasts already, and the refusal.</param>
    /// <param name="failed">What could not be done, if this is the end.</param>
    public async Task FreeTargetAsync(Operation operation, AssociationId id, Conflict conflict, string failed)
    {
        var (_, ip) = await reader.FindTargetAsync(id, operation.Token);
        await FreeTargetAsync(operation, id, ip, await HolderAsync(operation, id, ip), conflict, failed);
    }

    private async Task FreeTargetAsync(
        Operation operation, AssociationId id, PrivateIp? ip, Address? holder, Conflict conflict, string failed)
    {
        if (holder is { AddressStatus: AddressStatus.Unbinding })
        {
            conflict.Eased();
            operation.Progress($"waiting until EIP {Text.Quote(holder.AddressId)} is unbound from {id.Target}");
            return;
        }

        IReadOnlyList<AssociationId> holders = holder is { AddressStatus: AddressStatus.Bind or AddressStatus.BindEni }
            ? await reader.IdsOfAsync(id.EcmRegion, holder, operation.Token)
            : [];
        ThrowIfMadeHere(holders, operation, failed);
        if (holders.FirstOrDefault(other => memory.WillRelease(other.ToString())) is { } replaced)
        {
            await ReleaseAsync(operation, replaced, holders, conflict, failed);
        }
        else if (conflict.IsOver)
        {
            throw Held(id, conflict, failed, ip, holder);
        }
        else
        {
            operation.Progress($"{id.Target} has another EIP; looking again");
        }
    }

    // An EIP that serves elsewhere is not unbound there for a target that does not exist, or that another EIP holds.
    private async Task<bool> IsTargetReadyAsync(Operation operation, AssociationId id, Conflict conflict, string failed)
    {
        var (eni, ip) = await reader.FindTargetAsync(id, operation.Token);
        if (ip is null)
        {
            if (conflict.IsOver)
            {
                throw new ProviderException(FailureKind.NotFound, new Report(failed, "the target does not exist in the ECM region")
                {
                    About = Refusals.About(
                        id, PropertyNames.InstanceId, PropertyNames.NetworkInterfaceId, PropertyNames.PrivateIpAddress, PropertyNames.EcmRegion),
                    Now = "the EIP stays where it is bound.",
                    Remedy = "Check the target and ecmRegion, then run the update again.",
                });
            }

            operation.Progress($"{id.Target} does not show; looking again");
            return false;
        }

        var holder = await HolderAsync(operation, id, ip);
        if (holder is not { AddressStatus: AddressStatus.Bind or AddressStatus.BindEni }
            || holder.NetworkInterfaceId != eni!.NetworkInterfaceId
            || holder.PrivateAddressIp != ip.PrivateIpAddress)
        {
            return true;
        }

        await FreeTargetAsync(operation, id, ip, holder, conflict, failed);
        return false;
    }

    // The EIP that a private IP has, if it is another one.
    private async Task<Address?> HolderAsync(Operation operation, AssociationId id, PrivateIp? ip) =>
        string.IsNullOrEmpty(ip?.AddressId) || ip.AddressId == id.AddressId
            ? null
            : await cloud.FindAddressAsync(id.EcmRegion, ip.AddressId, operation.Token);

    // The engine deletes what is replaced, but the Delete can stand behind this very Create in one worker's queue.
    private async Task ReleaseAsync(
        Operation operation, AssociationId holder, IReadOnlyList<AssociationId> forms, Conflict conflict, string failed)
    {
        var stillYoung = !conflict.IsOver && conflict.Age < Pace.HolderDelete;
        if (memory.DeleteHasBegun(holder.ToString()) || stillYoung)
        {
            operation.Progress($"waiting until this update has unbound EIP {Text.Quote(holder.AddressId)} from {holder.Target}");
            return;
        }

        operation.Tell(
            Severity.Info,
            $"EIP {Text.Quote(holder.AddressId)} is unbound from {holder.Target} here: this update replaces that association, and its own delete has not begun.");
        await UnbindAsync(operation, holder, forms, reallocateNormalPublicIp: false, failed);
        conflict.Eased();
    }

    // Under all its forms, so that no other Create adopts meanwhile what is about to be unbound. One that has just done so is noticed
    // in the next round.
    private async Task UnbindAsync(
        Operation operation, AssociationId holder, IReadOnlyList<AssociationId> forms, bool reallocateNormalPublicIp, string failed)
    {
        string[] keys = [.. forms.Select(form => form.ToString())];
        using var release = memory.TryBeginRelease(keys, operation.Urn);
        if (release is null)
        {
            return;
        }

        try
        {
            await unbinder.UnbindAsync(operation, holder, null, reallocateNormalPublicIp);
            memory.Unbound(keys);
        }
        catch (ProviderException e)
        {
            // Told as the reason of this failure, with all that is known of it.
            var isStopped = e.Kind is FailureKind.DeadlineExceeded or FailureKind.Cancelled;
            throw new ProviderException(e.Kind, e.Report with
            {
                What = failed,
                Why = e.Report.Fact,
                Remedy = isStopped ? "Nothing of this association was recorded; run the update again." : e.Report.Remedy,
            }, e);
        }
    }

    // What another Create of this run has bound is never taken away again.
    private void ThrowIfMadeHere(IReadOnlyList<AssociationId> holders, Operation operation, string failed)
    {
        foreach (var holder in holders)
        {
            if (memory.MadeBy(holder.ToString()) is { } urn && urn != operation.Urn)
            {
                var where = holder.Target is null ? string.Empty : $" to {holder.Target}";
                throw new ProviderException(
                    FailureKind.FailedPrecondition,
                    new Report(failed, $"the resource {Text.Quote(urn)} has bound EIP {Text.Quote(holder.AddressId)}{where} in this update")
                    {
                        About = Refusals.About(holder, PropertyNames.AddressId, PropertyNames.InstanceId, PropertyNames.NetworkInterfaceId, PropertyNames.PrivateIpAddress),
                        Remedy = "Remove or change one of the two resources: an EIP has one target, and a target one EIP.",
                    });
            }
        }
    }

    private static ProviderException Held(AssociationId id, Conflict conflict, string failed, PrivateIp? ip, Address? holder)
    {
        var what = holder is not null ? $"the EIP {Text.Quote(holder.AddressId)}"
            : string.IsNullOrEmpty(ip?.PublicIpAddress) ? "another EIP"
            : $"the public IP {Text.Quote(ip.PublicIpAddress)}";
        return new(FailureKind.FailedPrecondition, new Report(failed, $"the target has {what} already")
        {
            About = Refusals.About(id, PropertyNames.InstanceId, PropertyNames.NetworkInterfaceId, PropertyNames.PrivateIpAddress),
            Now = Explainer.Tell(id.Target!, ip, holder),
            Remedy = Refusals.Fill($"{ErrorCatalogue.UnbindFirst}, or choose another target. {Swap}", id, ip?.AddressId),
            Answer = Refusals.Answer(conflict.LastRefusal),
        });
    }
}
