using EcmProvider.Resources;
using Pulumirpc;
using DiffKind = EcmProvider.Resources.DiffKind;

namespace EcmProvider.Protocol;

/// <summary>Puts what the resource answers into the protocol's messages.</summary>
internal static class Replies
{
    /// <summary>What the program's values lack, with marked secrets taken out.</summary>
    public static IEnumerable<Pulumirpc.CheckFailure> Of(IEnumerable<Resources.CheckFailure> failures, Scrubber scrubber) =>
        failures.Select(failure => new Pulumirpc.CheckFailure
        {
            Property = failure.Property,
            Reason = scrubber.Fit(failure.Reason),
        });

    /// <summary>What has changed, property by property.</summary>
    public static DiffResponse Of(DiffResult diff)
    {
        var response = new DiffResponse
        {
            Changes = diff.Changes.Count == 0 ? DiffResponse.Types.DiffChanges.DiffNone : DiffResponse.Types.DiffChanges.DiffSome,
            DeleteBeforeReplace = diff.Replaces,
            HasDetailedDiff = true,
        };
        foreach (var change in diff.Changes)
        {
            response.Diffs.Add(change.Property);
            if (change.Replaces)
            {
                response.Replaces.Add(change.Property);
            }

            response.DetailedDiff[change.Property] = new PropertyDiff { Kind = KindOf(change), InputDiff = true };
        }

        return response;
    }

    private static PropertyDiff.Types.Kind KindOf(PropertyChange change) => (change.Kind, change.Replaces) switch
    {
        (DiffKind.Add, false) => PropertyDiff.Types.Kind.Add,
        (DiffKind.Add, true) => PropertyDiff.Types.Kind.AddReplace,
        (DiffKind.Delete, false) => PropertyDiff.Types.Kind.Delete,
        (DiffKind.Delete, true) => PropertyDiff.Types.Kind.DeleteReplace,
        (_, false) => PropertyDiff.Types.Kind.Update,
        _ => PropertyDiff.Types.Kind.UpdateReplace,
    };
}
