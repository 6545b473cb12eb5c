using EcmProvider.Credentials;
using EcmProvider.Ecm;
using EcmProvider.Protocol.Values;
using EcmProvider.Resources.Binding;
using EcmProvider.Resources.Failures;
using EcmProvider.Resources.Previews;
using EcmProvider.Resources.Running;

namespace EcmProvider.Resources;

/// <summary>What a resource is after Create, Update or Read: its id, state and inputs. An empty id: there is no such resource.</summary>
/// <param name="Id">The id; empty in a preview and when it is gone.</param>
/// <param name="Properties">The state.</param>
/// <param name="Inputs">The inputs to record; only Read answers them.</param>
public sealed record ResourceResult(string Id, PropertyMap Properties, PropertyMap Inputs)
{
    /// <summary>There is no such resource.</summary>
    public static ResourceResult Gone { get; } = new(string.Empty, PropertyMap.Empty, PropertyMap.Empty);
}

/// <summary>How the provider's configuration bears on associations.</summary>
/// <param name="DefaultRegion">The ECM region of associations that name none; null when there is none.</param>
/// <param name="PreviewValidation">Whether previews look up.</param>
public sealed record AssociationSettings(string? DefaultRegion, bool PreviewValidation);

/// <summary>
/// The resource <c>ecm:index:EipAssociation</c>: binds an EIP to an instance or to one private IP of an ENI.
/// </summary>
public sealed class EipAssociation
{
    /// <summary>The resource's type.</summary>
    public const string Type = "ecm:index:EipAssociation";

    private readonly RunMemory memory;
    private readonly AssociationSettings settings;
    private readonly BindingReader reader;
    private readonly Binder binder;
    private readonly Unbinder unbinder;
    private readonly RecordedTask recordedTask;
    private readonly PreviewValidation preview;

    /// <summary>Makes the resource.</summary>
    /// <param name="cloud">The API.</param>
    /// <param name="memory">What this run has said and done.</param>
    /// <param name="polls">When those that wait look again.</param>
    /// <param name="settings">The provider's configuration.</param>
    public EipAssociation(ICloud cloud, RunMemory memory, Polls polls, AssociationSettings settings)
    {
        this.memory = memory;
        this.settings = settings;
        reader = new(cloud);
        var explainer = new Explainer(cloud, reader);
        unbinder = new(cloud, reader, explainer, memory, polls);
        binder = new(cloud, reader, new(cloud, reader, unbinder, memory), explainer, memory, polls);
        recordedTask = new(cloud, reader, polls);
        preview = new(cloud, reader, memory);
    }

    /// <summary>Checks the program's inputs and fills in the defaults.</summary>
    /// <param name="memory">What this run has said and done.</param>
    /// <param name="urn">The resource.</param>
    /// <param name="olds">The last checked inputs; empty for a create, and again before a replacement.</param>
    /// <param name="news">The program's inputs.</param>
    /// <param name="defaultRegion">The provider's ECM region; null when it has none.</param>
    public static CheckResult Check(RunMemory memory, string urn, PropertyMap olds, PropertyMap news, string? defaultRegion)
    {
        memory.Checked(urn, isNew: olds.Count == 0);
        return AssociationCheck.Check(news, defaultRegion);
    }

    /// <summary>Compares the recorded inputs with new ones.</summary>
    /// <param name="memory">What this run has said and done.</param>
    /// <param name="urn">The resource.</param>
    /// <param name="id">Its id.</param>
    /// <param name="oldInputs">The last checked inputs; null of an engine that does not send them.</param>
    /// <param name="state">The recorded state.</param>
    /// <param name="news">The new checked inputs.</param>
    public static DiffResult Diff(RunMemory memory, string urn, string id, PropertyMap? oldInputs, PropertyMap state, PropertyMap news)
    {
        var diff = AssociationDiff.Compare(oldInputs ?? state, news, oldsAreState: oldInputs is null);
        var recorded = new AssociationState(state);
        var keys = AssociationId.TryParse(id)?.Keys(recorded.NetworkInterfaceId, recorded.PrivateIpAddress) ?? [id];
        memory.DiffSaw(keys, urn, diff.Replaces);
        return diff;
    }

    /// <summary>What creating the association would make; looks up what is known, and changes nothing.</summary>
    public async Task<ResourceResult> PreviewCreateAsync(Operation operation, PropertyMap inputs)
    {
        var wanted = new AssociationInputs(inputs);
        var forecast = settings.PreviewValidation ? await preview.ForecastAsync(operation, wanted) : Forecast.None;
        return new(string.Empty, Planned(inputs, forecast), inputs);
    }

    /// <summary>Binds the EIP.</summary>
    /// <exception cref="ProviderException">It could not be bound, and nothing of it is in the cloud.</exception>
    /// <exception cref="PartialAssociationException">The API was asked, and the binding does not show yet.</exception>
    public async Task<ResourceResult> CreateAsync(Operation operation, PropertyMap inputs)
    {
        var wanted = new AssociationInputs(inputs);
        var id = wanted.Id ?? throw Incomplete();
        using var running = memory.Running();
        return new(id.ToString(), await binder.BindAsync(operation, wanted, id, recorded: null), inputs);
    }

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

        var seen = await LookingAsync(parsed, () => recordedTask.SettleAsync(operation, parsed, state, Pace.ReadSettles));
        var keptInputs = inputs.Count == 0 ? AssociationInputs.Of(parsed) : inputs;
        switch (seen.Standing)
        {
            case Standing.Bound:
                return new(parsed.ToString(), AssociationState.Of(keptInputs, seen.Address, state.TaskId), keptInputs);
            case Standing.Unsettled:
                throw StillUnsettled(parsed, seen, properties, keptInputs, imports);
            case Standing.Elsewhere:
                await TellElsewhereAsync(operation, parsed, seen.Address!);
                return ResourceResult.Gone;
            default:
                if (imports)
                {
                    operation.Tell(Severity.Warning, NothingToImport(parsed, seen.Address));
                }

                return ResourceResult.Gone;
        }
    }

    /// <summary>
    /// What updating would make: the new flags. One that goes on with an unfinished association may have to bind, and is looked at like
    /// a create.
    /// </summary>
    public async Task<ResourceResult> PreviewUpdateAsync(
        Operation operation, string id, PropertyMap? oldInputs, PropertyMap state, PropertyMap news)
    {
        var recorded = new AssociationState(state);
        if (!IsUnfinished(oldInputs, recorded, news))
        {
            return new(id, WithFlags(state, news), news);
        }

        operation.Tell(
            Severity.Info,
            "This association was not known to be whole when it was recorded: the update goes on waiting for it, and binds it if need be.");
        var forecast = settings.PreviewValidation ? await preview.ForecastAsync(operation, new(news)) : Forecast.None;
        return new(id, recorded.IsWhole ? WithFlags(state, news) : Planned(news, forecast), news);
    }

    /// <summary>Records new flags, or goes on with an association that was not whole when it was recorded.</summary>
    public async Task<ResourceResult> UpdateAsync(Operation operation, string id, PropertyMap? oldInputs, PropertyMap state, PropertyMap news)
    {
        var recorded = new AssociationState(state);
        if (!IsUnfinished(oldInputs, recorded, news))
        {
            return new(id, WithFlags(state, news), news);
        }

        using var running = memory.Running();
        return new(id, await binder.BindAsync(operation, new(news), AssociationId.Parse(id), recorded), news);
    }

    /// <summary>Unbinds the EIP, only if it is still bound to exactly what the id says.</summary>
    public async Task DeleteAsync(Operation operation, string id, PropertyMap inputs, PropertyMap properties)
    {
        var parsed = AssociationId.Parse(id);
        var state = new AssociationState(properties);
        var keys = parsed.Keys(state.NetworkInterfaceId, state.PrivateIpAddress);
        if (!memory.TryBeginDelete(keys, operation.Urn, state.TaskId, out var urn))
        {
            operation.Tell(
                Severity.Info,
                $"EIP {Text.Quote(parsed.AddressId)} stays bound to {parsed.Target}: the resource {Text.Quote(urn!)} stands for that association now.");
            return;
        }

        using var running = memory.Running();
        try
        {
            // What a Create of this run has unbound already is not waited for: look-ups have shown it.
            var seen = memory.WasUnbound(keys)
                ? null
                : await LookingAsync(parsed, () => recordedTask.SettleAsync(operation, parsed, state, operation.Timeout));
            if (seen is null or { Standing: Standing.Bound or Standing.Unsettled })
            {
                var reallocate = new AssociationInputs(inputs.Count > 0 ? inputs : properties).ReallocateNormalPublicIp;
                seen = await unbinder.UnbindAsync(operation, parsed, state, reallocate);
            }

            if (seen.Standing == Standing.Elsewhere)
            {
                await TellElsewhereAsync(operation, parsed, seen.Address!);
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
        finally
        {
            memory.DeleteEnded(keys, operation.Urn);
        }
    }

    // An update is unfinished business when the state says so, or when nothing else explains why the engine calls it.
    private static bool IsUnfinished(PropertyMap? oldInputs, AssociationState state, PropertyMap news) =>
        !state.IsWhole
        || AssociationDiff.Compare(oldInputs ?? state.Properties, news, oldsAreState: oldInputs is null).Changes.Count == 0;

    private static PropertyMap WithFlags(PropertyMap state, PropertyMap news) =>
        new([.. state, .. news.Where(input => PropertyNames.Flags.Contains(input.Key))]);

    // What the look-ups know of a planned association; the rest is unknown until it is made.
    private static PropertyMap Planned(PropertyMap inputs, Forecast forecast)
    {
        var state = new Dictionary<string, PropertyValue>(inputs);
        Plan(PropertyNames.AddressIp, forecast.Address?.AddressIp);
        Plan(PropertyNames.InternetServiceProvider, forecast.Address?.InternetServiceProvider);
        Plan(PropertyNames.NetworkInterfaceId, forecast.NetworkInterfaceId);
        Plan(PropertyNames.PrivateIpAddress, forecast.PrivateIpAddress);
        Plan(PropertyNames.AddressStatus, null);
        Plan(PropertyNames.TaskId, null);
        state[PropertyNames.Bandwidth] = forecast.Address?.Bandwidth is { } bandwidth
            ? PropertyValue.Of((double)bandwidth)
            : PropertyValue.UnknownValue;
        if (forecast.InstanceId is { } instance)
        {
            Plan(PropertyNames.InstanceId, instance);
        }

        return new(state);

        void Plan(string name, string? value)
        {
            if (!state.ContainsKey(name))
            {
                state[name] = string.IsNullOrEmpty(value) ? PropertyValue.UnknownValue : PropertyValue.Of(value);
            }
        }
    }

    private static ProviderException Incomplete() => new(
        FailureKind.InvalidArgument,
        "The association's inputs are incomplete: ecmRegion, addressId and a target are needed.",
        "Give ecmRegion, addressId, and instanceId or networkInterfaceId with privateIpAddress.");

    private static Exception StillUnsettled(
        AssociationId id, Sighting seen, PropertyMap properties, PropertyMap inputs, bool imports)
    {
        var fact = $"EIP {Text.Quote(id.AddressId)} has not settled within {Text.Show(Pace.ReadSettles)}: its status is {seen.Address?.AddressStatus ?? "unknown"}.";
        return imports
            ? new ProviderException(FailureKind.FailedPrecondition, fact, "Import it again once its status is BIND.")
            : new PartialAssociationException(
                FailureKind.FailedPrecondition,
                id.ToString(),
                properties.With(PropertyNames.AddressStatus, PropertyValue.Of(seen.Address?.AddressStatus ?? Ecm.Models.AddressStatus.Unbind)),
                inputs,
                [fact, "The next update goes on waiting; or refresh again later."]);
    }

    private static string NothingToImport(AssociationId id, Ecm.Models.Address? address) => address is null
        ? $"There is nothing to import: the account has no EIP {Text.Quote(id.AddressId)} in the ECM region {Text.Quote(id.EcmRegion)}."
        : $"There is nothing to import: EIP {Text.Quote(id.AddressId)} is bound to nothing (its status is {address.AddressStatus}).";

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

    // The target of an EIP that is imported by region/eip; null, with a message, when it has none.
    private async Task<AssociationId?> FindTargetAsync(Operation operation, AssociationId id)
    {
        // Any target will do to wait for the EIP to settle.
        var any = id with { Target = new Ecm.Models.Target.Instance(string.Empty) };
        var seen = await LookingAsync(id, () => recordedTask.SettleAsync(operation, any, new(PropertyMap.Empty), Pace.ReadSettles));
        switch (seen.Standing)
        {
            case Standing.Elsewhere or Standing.Bound:
                var ids = await LookingAsync(id, () => reader.IdsOfAsync(id.EcmRegion, seen.Address!, operation.Token));
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

    private async Task TellElsewhereAsync(Operation operation, AssociationId id, Ecm.Models.Address address)
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

        operation.Tell(
            Severity.Warning,
            $"EIP {Text.Quote(id.AddressId)} is no longer bound to {id.Target} but to {(now.Count == 0 ? "something the API does not name" : now[0].Target)}: that binding is left alone.");
    }
}
