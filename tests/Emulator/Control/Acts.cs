using EcmEmulator.Models;

namespace EcmEmulator.Control;

/// <summary>People's acts by the names that they have in an address.</summary>
internal static class Acts
{
    public static void Do(Cloud cloud, string act, ActRequest request)
    {
        var people = cloud.Region(request.Region).People;
        switch (act)
        {
            case "bind" when request.InstanceId is not null:
                people.Bind(Address(request), request.InstanceId);
                break;
            case "bind":
                people.Bind(Address(request), Eni(request), Need(request.PrivateIpAddress, "privateIpAddress"));
                break;
            case "move" when request.InstanceId is not null:
                people.Move(Address(request), request.InstanceId);
                break;
            case "move":
                people.Move(Address(request), Eni(request), Need(request.PrivateIpAddress, "privateIpAddress"));
                break;
            case "unbind":
                people.Unbind(Address(request));
                break;
            case "release":
                people.Release(Address(request));
                break;
            case "delete-instance":
                people.DeleteInstance(Need(request.InstanceId, "instanceId"));
                break;
            case "delete-network-interface":
                people.DeleteNetworkInterface(Eni(request));
                break;
            case "attach":
                people.Attach(Eni(request), Need(request.InstanceId, "instanceId"));
                break;
            case "detach":
                people.Detach(Eni(request));
                break;
            default:
                throw new FormatException($"There is no act '{act}'.");
        }
    }

    private static string Address(ActRequest request) => Need(request.AddressId, "addressId");

    private static string Eni(ActRequest request) => Need(request.NetworkInterfaceId, "networkInterfaceId");

    private static string Need(string? value, string name) => value ?? throw new FormatException($"'{name}' is missing.");
}
