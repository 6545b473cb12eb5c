using EcmProvider.Ecm.Models;
using EcmProvider.Protocol.Values;

namespace EcmProvider.Resources;

/// <summary>What the state holds of an association, and how it is made of the inputs and of what the API shows.</summary>
/// <param name="properties">The recorded state.</param>
public sealed class AssociationState(PropertyMap properties)
{
    /// <summary>The recorded properties.</summary>
    public PropertyMap Properties { get; } = properties;

    /// <summary>The API's task that made the association; null after an import or an adoption.</summary>
    public string? TaskId => StringOf(PropertyNames.TaskId);

    /// <summary>The EIP's status when the state was recorded.</summary>
    public string? AddressStatus => StringOf(PropertyNames.AddressStatus);

    /// <summary>The ENI that the binding resolved to.</summary>
    public string? NetworkInterfaceId => StringOf(PropertyNames.NetworkInterfaceId);

    /// <summary>The private IP that the binding resolved to.</summary>
    public string? PrivateIpAddress => StringOf(PropertyNames.PrivateIpAddress);

    /// <summary>Whether the association was whole when it was recorded.</summary>
    public bool IsWhole => AddressStatus is Ecm.Models.AddressStatus.Bind or Ecm.Models.AddressStatus.BindEni;

    /// <summary>The state of an association: its inputs, and what the API shows of the EIP.</summary>
    /// <param name="inputs">The inputs; their secrets stay secret.</param>
    /// <param name="address">The EIP as last seen; null when it was never seen.</param>
    /// <param name="taskId">The task that makes the association; null when there is none.</param>
    public static PropertyMap Of(PropertyMap inputs, Address? address, string? taskId)
    {
        var state = new Dictionary<string, PropertyValue>(inputs);
        Set(PropertyNames.AddressIp, address?.AddressIp ?? string.Empty);
        Set(PropertyNames.AddressStatus, address?.AddressStatus ?? Ecm.Models.AddressStatus.Unbind);
        Set(PropertyNames.InternetServiceProvider, address?.InternetServiceProvider);
        Set(PropertyNames.TaskId, taskId);
        if (address?.Bandwidth is { } bandwidth)
        {
            state[PropertyNames.Bandwidth] = PropertyValue.Of((double)bandwidth);
        }

        if (address is { AddressStatus: Ecm.Models.AddressStatus.Bind or Ecm.Models.AddressStatus.BindEni })
        {
            Resolve(PropertyNames.InstanceId, address.InstanceId);
            Resolve(PropertyNames.NetworkInterfaceId, address.NetworkInterfaceId);
            Resolve(PropertyNames.PrivateIpAddress, address.PrivateAddressIp);
        }

        return new(state);

        void Set(string name, string? value)
        {
            if (value is not null)
            {
                state[name] = PropertyValue.Of(value);
            }
        }

        // What the program gave stays as the program gave it, secrets included.
        void Resolve(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value) && !state.ContainsKey(name))
            {
                state[name] = PropertyValue.Of(value);
            }
        }
    }

    private string? StringOf(string name) => (Properties.Get(name).Bare as PropertyValue.String)?.Value;
}
