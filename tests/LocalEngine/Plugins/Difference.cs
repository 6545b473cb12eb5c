using Google.Protobuf.WellKnownTypes;
using LocalEngine.Protocol;
using Pulumirpc;

namespace LocalEngine.Plugins;

/// <summary>A provider's answer to Diff, with the engine's own options applied.</summary>
internal sealed class Difference(DiffResponse answer)
{
    public bool DeleteBeforeReplace => answer.DeleteBeforeReplace;

    public IReadOnlyList<string> Stables => [.. answer.Stables];

    /// <summary>Whether anything differs; a provider that does not say leaves it to a comparison of the inputs.</summary>
    public bool Changed(Struct oldInputs, Struct news) => answer.Changes switch
    {
        DiffResponse.Types.DiffChanges.DiffNone => false,
        DiffResponse.Types.DiffChanges.DiffSome => true,
        _ => answer.Replaces.Count > 0 || !oldInputs.Equals(news),
    };

    /// <summary>Whether the resource has to be replaced, for the provider or for the program's <c>replaceOnChanges</c>.</summary>
    public bool Replaces(IReadOnlyList<string> replaceOnChanges) =>
        answer.Replaces.Count > 0
        || answer.DetailedDiff.Values.Any(IsReplace)
        || replaceOnChanges.Any(named => ChangedPaths().Any(changed => PropertyPath.Matches(named, changed)));

    /// <summary>Each changed property with what it was and will be, secrets hidden.</summary>
    public IReadOnlyList<PropertyChange> Changes(Struct oldInputs, Struct oldOutputs, Struct news) =>
        [.. ChangedPaths().Order(StringComparer.Ordinal).Select(path =>
        {
            var detail = answer.DetailedDiff.TryGetValue(path, out var found) ? found : null;
            var before = detail is { InputDiff: false } ? oldOutputs : oldInputs;
            return new PropertyChange(path, Shown.At(before, path) ?? Shown.At(oldOutputs, path), Shown.At(news, path),
                answer.Replaces.Contains(path) || (detail is not null && IsReplace(detail)));
        })];

    private IEnumerable<string> ChangedPaths() =>
        answer.DetailedDiff.Count > 0 ? answer.DetailedDiff.Keys : answer.Diffs.Concat(answer.Replaces).Distinct();

    private static bool IsReplace(PropertyDiff diff) => diff.Kind
        is PropertyDiff.Types.Kind.AddReplace or PropertyDiff.Types.Kind.DeleteReplace or PropertyDiff.Types.Kind.UpdateReplace;
}
