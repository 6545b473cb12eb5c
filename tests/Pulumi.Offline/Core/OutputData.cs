using System.Collections.Immutable;

namespace Pulumi;

/// <summary>What an output came to: its value and what is known about it.</summary>
/// <param name="Resources">The resources the value depends on.</param>
/// <param name="Value">The value; the type's default when it is not known.</param>
/// <param name="IsKnown">False in a preview for what only an update can tell.</param>
/// <param name="IsSecret">Whether the engine must encrypt the value wherever it keeps it.</param>
internal readonly record struct OutputData<T>(ImmutableHashSet<Resource> Resources, T Value, bool IsKnown, bool IsSecret)
{
    public static OutputData<T> Known(T value) => new([], value, IsKnown: true, IsSecret: false);

    public static OutputData<T> Unknown(ImmutableHashSet<Resource> resources, bool isSecret) =>
        new(resources, default!, IsKnown: false, isSecret);

    /// <summary>The same facts about another value.</summary>
    public OutputData<TOther> With<TOther>(TOther value) => new(Resources, value, IsKnown, IsSecret);

    /// <summary>This value, with what <paramref name="source"/> depends on and its secrecy: it was computed from it.</summary>
    public OutputData<T> ComputedFrom<TSource>(OutputData<TSource> source) => this with
    {
        Resources = Resources.Union(source.Resources),
        IsSecret = IsSecret || source.IsSecret,
    };
}
