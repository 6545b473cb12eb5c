using EcmProvider.Resources.Running;

namespace EcmProvider.Resources.Previews;

/// <summary>What this run does with a binding that is in the way of a planned association.</summary>
/// <param name="IsReleased">It is replaced or deleted: no obstacle.</param>
/// <param name="KeptBy">The resource of the program that keeps it; null when none is known.</param>
internal readonly record struct HolderFate(bool IsReleased, string? KeptBy)
{
    /// <summary>
    /// Finds out. The engine sends Diffs a few at a time, so the one that tells may come after this preview: it is waited for, but not
    /// for long.
    /// </summary>
    /// <param name="memory">What this run has said.</param>
    /// <param name="ids">The ids by which the binding can be known.</param>
    /// <param name="operation">The preview.</param>
    public static async Task<HolderFate> FindAsync(RunMemory memory, IReadOnlyList<AssociationId> ids, Operation operation)
    {
        string[] keys = [.. ids.Select(id => id.ToString())];
        var began = operation.Clock.GetTimestamp();
        while (keys.Length > 0)
        {
            var changed = memory.Changed;
            if (keys.Any(memory.WillRelease))
            {
                return new(true, null);
            }

            if (memory.KeptBy(keys, operation.Urn) is { } urn)
            {
                return new(false, urn);
            }

            var left = Pace.PreviewDiff - operation.Clock.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
            {
                break;
            }

            using var over = CancellationTokenSource.CreateLinkedTokenSource(operation.Token);
            await Task.WhenAny(changed, Task.Delay(left, operation.Clock, over.Token));
            await over.CancelAsync();
            operation.Token.ThrowIfCancellationRequested();
        }

        return default;
    }
}
