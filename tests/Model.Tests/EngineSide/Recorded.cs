using EcmProvider.ModelTests.World;
using EcmProvider.Protocol.Values;

namespace EcmProvider.ModelTests.EngineSide;

/// <summary>A resource in the engine's state.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its id.</param>
/// <param name="Inputs">Its last checked inputs.</param>
/// <param name="State">Its last state.</param>
/// <param name="ReadFirst">Whether it asked to be read before updates.</param>
/// <param name="InitFailed">Whether it was recorded with an answer that carried ErrorResourceInitFailed.</param>
/// <param name="Timeout">customTimeouts of the program that recorded it, in seconds.</param>
public sealed record Recorded(
    string Name, string Id, PropertyMap Inputs, PropertyMap State, bool ReadFirst, bool InitFailed, int Timeout)
{
    /// <summary>The EIP that the id names.</summary>
    public string Eip => Id.Split('/')[1];

    /// <summary>The target that the id names.</summary>
    public Place Place => PlaceOf(Id);

    /// <summary>The target that an id names.</summary>
    public static Place PlaceOf(string id)
    {
        var parts = id.Split('/');
        return parts.Length == 3
            ? Region.Places.First(place => place.Instance == parts[2])
            : Region.Places.FirstOrDefault(place => place.Instance is null && place.Eni == parts[2] && place.Ip == parts[3])
                ?? new(null, parts[2], parts[3]);
    }
}
