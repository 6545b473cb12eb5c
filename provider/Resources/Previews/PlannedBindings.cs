using EcmProvider.Ecm.Models;
using EcmProvider.Resources.Running;

namespace EcmProvider.Resources.Previews;

/// <summary>
/// Which resource of the program takes which EIP and which target, as far as this run's previews have told: two for one cannot both
/// come true. Renamed, replaced and swapped associations take each EIP and each target once, so they are no such case.
/// </summary>
internal sealed class PlannedBindings(RunMemory memory)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, string> takers = new(StringComparer.Ordinal);
    private long run = -1;

    /// <summary>A planned association takes an EIP and a target, as far as they are known.</summary>
    /// <returns>The resources that take the EIP, and the target, too; null when none is known.</returns>
    public (string? Address, string? Target) Take(string ecmRegion, string? addressId, Target? target, string urn)
    {
        // Both at once: of two resources alike one is the second in both.
        lock (gate)
        {
            if (memory.Run is var now && now != run)
            {
                run = now;
                takers.Clear();
            }

            return (Other(addressId, $"{ecmRegion}/{addressId}"), Other(target, $"{ecmRegion}//{target}"));
        }

        string? Other(object? known, string key) =>
            known is null || takers.TryAdd(key, urn) || takers[key] == urn ? null : takers[key];
    }
}
