using System.Globalization;
using EcmProvider.ModelTests.World;
using EcmProvider.Protocol.Values;

namespace EcmProvider.ModelTests.Histories;

/// <summary>An association as a program declares it.</summary>
/// <param name="Name">The resource's name.</param>
/// <param name="Eip">The EIP.</param>
/// <param name="Place">What it is to be bound to.</param>
/// <param name="Allow">Whether it may be taken from another target.</param>
/// <param name="Timeout">customTimeouts, all three, in seconds; 0: the provider's default.</param>
/// <param name="CreateFirst">deleteBeforeReplace: false.</param>
/// <param name="Alias">The name it had before, given as an alias; null: none.</param>
public sealed record Wanted(
    string Name, string Eip, Place Place, bool Allow = false, int Timeout = 0, bool CreateFirst = false, string? Alias = null)
{
    /// <summary>The id of the association.</summary>
    public string Id => $"{Region.Name}/{Eip}/{Place.IdPart}";

    /// <summary>What the program gives to Check.</summary>
    public PropertyMap Properties => new(
    [
        new("addressId", PropertyValue.Of(Eip)),
        new("allowReassociation", PropertyValue.Of(Allow)),
        .. Place.Properties,
    ]);

    public override string ToString()
    {
        var parts = new List<string> { $"{Name} = {Eip} on {Place}" };
        AddIf(Allow, "may be taken");
        AddIf(Timeout > 0, string.Create(CultureInfo.InvariantCulture, $"within {Timeout} s"));
        AddIf(CreateFirst, "replaced create-first");
        AddIf(Alias is not null, $"alias {Alias}");
        return string.Join(", ", parts);

        void AddIf(bool condition, string part)
        {
            if (condition)
            {
                parts.Add(part);
            }
        }
    }
}
