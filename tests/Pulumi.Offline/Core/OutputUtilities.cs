using System.Collections.Immutable;

namespace Pulumi.Utilities;

/// <summary>Looks inside outputs, for tests and tools: programs use <c>Apply</c>.</summary>
public static class OutputUtilities
{
    /// <summary>An output that is not known, as they occur in previews.</summary>
    public static Output<T> CreateUnknown<T>(T value) => new(Task.FromResult(OutputData<T>.Known(value) with { IsKnown = false }));

    /// <summary>An output that is not known, as they occur in previews.</summary>
    public static Output<T> CreateUnknown<T>(Func<Task<T>> valueFactory)
    {
        ArgumentNullException.ThrowIfNull(valueFactory);
        return new(Make());

        async Task<OutputData<T>> Make() => OutputData<T>.Known(await valueFactory().ConfigureAwait(false)) with { IsKnown = false };
    }

    /// <summary>The same output, depending on the resource too.</summary>
    public static Output<T> WithDependency<T>(Output<T> output, Resource resource)
    {
        ArgumentNullException.ThrowIfNull(output);
        return output.WithDependencies([resource]);
    }

    /// <summary>Whether the value is known.</summary>
    public static async Task<bool> GetIsKnownAsync<T>(Output<T> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return (await output.Data.ConfigureAwait(false)).IsKnown;
    }

    /// <summary>The value; the type's default when it is not known.</summary>
    public static async Task<T> GetValueAsync<T>(Output<T> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return (await output.Data.ConfigureAwait(false)).Value;
    }

    /// <summary>The resources that the value depends on.</summary>
    public static async Task<ImmutableHashSet<Resource>> GetDependenciesAsync<T>(Output<T> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return (await output.Data.ConfigureAwait(false)).Resources;
    }
}
