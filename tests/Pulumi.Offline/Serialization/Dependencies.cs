using System.Collections.Immutable;

namespace Pulumi.Serialization;

/// <summary>What the engine is told that a value depends on.</summary>
internal static class Dependencies
{
    /// <summary>
    /// The URNs of these resources, sorted. A component that this program constructs stands for the resources inside it: it has no
    /// state of its own that one could wait for.
    /// </summary>
    public static async Task<ImmutableArray<string>> UrnsAsync(IEnumerable<Resource> resources)
    {
        var urns = await Task.WhenAll(Expand(resources).Select(resource => resource.Urn.GetValueAsync(""))).ConfigureAwait(false);
        return [.. urns.Where(urn => urn.Length > 0).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The same resources, with components replaced by the resources inside them.</summary>
    public static ImmutableHashSet<Resource> Expand(IEnumerable<Resource> resources)
    {
        var found = ImmutableHashSet.CreateBuilder<Resource>();
        var seen = new HashSet<Resource>();
        var waiting = new Stack<Resource>(resources);
        while (waiting.TryPop(out var resource))
        {
            if (!seen.Add(resource))
            {
                continue;
            }

            if (resource is ComponentResource { IsRemote: false })
            {
                foreach (var child in resource.Children)
                {
                    waiting.Push(child);
                }
            }
            else
            {
                found.Add(resource);
            }
        }

        return found.ToImmutable();
    }
}
