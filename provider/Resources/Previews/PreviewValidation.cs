using EcmProvider.Ecm;
using EcmProvider.Resources.Binding;
using EcmProvider.Resources.Failures;
using EcmProvider.Resources.Running;

namespace EcmProvider.Resources.Previews;

/// <summary>
/// Finds out in a preview what would fail: an error where nothing in this run can cure it, a warning where another step may, or
/// where it is only likely to hurt. Sends only <c>Describe</c> calls.
/// </summary>
public sealed class PreviewValidation
{
    private readonly PlannedBindings planned;
    private readonly AddressOutlook addresses;
    private readonly TargetOutlook targets;

    /// <summary>Makes the previews of one configuration.</summary>
    /// <param name="cloud">The API.</param>
    /// <param name="reader">Reads bindings off it.</param>
    /// <param name="memory">What this run has said and done.</param>
    public PreviewValidation(ICloud cloud, BindingReader reader, RunMemory memory)
    {
        var lookUps = new PreviewLookUps(memory);
        planned = new(memory);
        addresses = new(cloud, reader, memory, lookUps);
        targets = new(cloud, reader, memory, lookUps);
    }

    /// <summary>Looks at what is known of a planned association.</summary>
    /// <param name="operation">The preview.</param>
    /// <param name="inputs">The inputs, of which some may be unknown.</param>
    /// <exception cref="ProviderException">The update would fail for certain.</exception>
    public async Task<Forecast> ForecastAsync(Operation operation, AssociationInputs inputs)
    {
        if (inputs.EcmRegion is not { } region)
        {
            return Forecast.None;
        }

        TellOfOthers(operation, inputs, region);

        // The EIP and its target are looked up side by side: a preview is waited for.
        var addressTask = addresses.LookAsync(operation, inputs, region);
        var targetTask = targets.LookAsync(operation, inputs, region);
        await ((Task)Task.WhenAll(addressTask, targetTask)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (addressTask.Exception?.InnerException is ProviderException one && targetTask.Exception?.InnerException is ProviderException other
            && one.Message != other.Message)
        {
            throw new ProviderException(one.Kind, one.Message, other.Message, one);
        }

        var address = await addressTask;
        var place = await targetTask;
        return new(address, place.Eni?.NetworkInterfaceId, place.Ip?.PrivateIpAddress, place.Eni?.Attachment?.InstanceId);
    }

    // Two resources of one program that take the same EIP, or the same target: the second one is told.
    private void TellOfOthers(Operation operation, AssociationInputs inputs, string region)
    {
        var (sharesAddress, sharesTarget) = planned.Take(region, inputs.AddressId, inputs.Target, operation.Urn);
        if (sharesAddress is not null)
        {
            operation.Tell(
                Severity.Warning,
                $"EIP {Text.Quote(inputs.AddressId!)} is also bound by the resource {Text.Quote(sharesAddress)} of this program: an EIP has one target, so one of the two will fail.");
        }

        if (sharesTarget is not null && sharesTarget != sharesAddress)
        {
            operation.Tell(
                Severity.Warning,
                $"{inputs.Target} also gets an EIP by the resource {Text.Quote(sharesTarget)} of this program: a target has one EIP, so one of the two will fail.");
        }
    }
}
