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

    /// <summary>A planned association takes an EIP.</summary>
    /// <returns>The resource that takes it too; null when none is known.</returns>
    public string? TakeAddress(string ecmRegion, string addressId, string urn) => Take($"{ecmRegion}/{addressId}", urn);

    /// <summary>A planned association takes a target.</summary>
    /// <returns>The resource that takes it too; null when none is known.</returns>
    public string? TakeTarget(string ecmRegion, Target target, string urn) => Take($"{ecmRegion}//{target}", urn);

    private string? Take(string what, string urn)
    {
        lock (gate)
        {
            if (memory.Run is var now && now != run)
            {
                run = now;
                takers.Clear();
            }

            return takers.TryAdd(what, urn) || takers[what] == urn ? null : takers[what];
        }
    }
}
