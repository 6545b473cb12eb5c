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
    private readonly Binder binder;
    private readonly AssociationRead read;
    private readonly AssociationDelete delete;
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
        var reader = new BindingReader(cloud);
        var explainer = new Explainer(cloud, reader);
        var unbinder = new Unbinder(cloud, reader, explainer, memory, polls);
        var whereabouts = new Whereabouts(reader, new(cloud, reader, polls), memory);
        binder = new(cloud, reader, new(cloud, reader, unbinder, memory), explainer, memory, polls);
        read = new(whereabouts);
        delete = new(whereabouts, unbinder, memory);
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
    public Task<ResourceResult> ReadAsync(Operation operation, string id, PropertyMap inputs, PropertyMap properties) =>
        read.ReadAsync(operation, id, inputs, properties);

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
    /// <exception cref="ProviderException">It could not be unbound, or not in time.</exception>
    public Task DeleteAsync(Operation operation, string id, PropertyMap inputs, PropertyMap properties) =>
        delete.DeleteAsync(operation, id, inputs, properties);

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
}
