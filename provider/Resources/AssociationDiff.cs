using EcmProvider.Protocol.Values;

namespace EcmProvider.Resources;

/// <summary>How a property changes.</summary>
public enum DiffKind
{
    /// <summary>It comes.</summary>
    Add,

    /// <summary>It goes.</summary>
    Delete,

    /// <summary>It changes its value.</summary>
    Update,
}

/// <summary>One changed property.</summary>
/// <param name="Property">Its name.</param>
/// <param name="Kind">How it changes.</param>
/// <param name="Replaces">Whether the association is replaced for it.</param>
public sealed record PropertyChange(string Property, DiffKind Kind, bool Replaces);

/// <summary>What Diff answers: the changed inputs. Replacing deletes first, since an EIP has one target.</summary>
/// <param name="Changes">The changes, in the order of the schema.</param>
public sealed record DiffResult(IReadOnlyList<PropertyChange> Changes)
{
    /// <summary>Whether the association is replaced.</summary>
    public bool Replaces => Changes.Any(change => change.Replaces);
}

/// <summary>Compares inputs with inputs: task ids and look-up results never show as changes.</summary>
internal static class AssociationDiff
{
    /// <summary>Compares.</summary>
    /// <param name="oldInputs">The last checked inputs; of an engine that does not send them, the state.</param>
    /// <param name="news">The new checked inputs.</param>
    /// <param name="oldsAreState">Whether <paramref name="oldInputs"/> is the state: what was resolved is then no input that went away.</param>
    public static DiffResult Compare(PropertyMap oldInputs, PropertyMap news, bool oldsAreState) =>
        new([.. PropertyNames.Inputs.Select(name => Compare(name, oldInputs, news, oldsAreState)).OfType<PropertyChange>()]);

    private static PropertyChange? Compare(string name, PropertyMap olds, PropertyMap news, bool oldsAreState)
    {
        var before = Plain(name, olds);
        var after = Plain(name, news);
        if (before.Equals(after) || (oldsAreState && after is PropertyValue.Null))
        {
            return null;
        }

        var kind = before is PropertyValue.Null ? DiffKind.Add : after is PropertyValue.Null ? DiffKind.Delete : DiffKind.Update;
        return new(name, kind, PropertyNames.Replacing.Contains(name));
    }

    // A flag that is absent is false; whether a value is secret is no difference.
    private static PropertyValue Plain(string name, PropertyMap properties)
    {
        var value = properties.Get(name).Bare;
        return value is PropertyValue.Null && PropertyNames.Flags.Contains(name) ? PropertyValue.Of(false) : value;
    }
}
