using EcmProvider.Ecm.Wire;

namespace EcmProvider.Ecm.LookUps;

/// <summary>Collects all pages of a list from an API whose counts may be wrong.</summary>
internal static class Paging
{
    /// <summary>How many items a page is asked for, the API's maximum.</summary>
    public const int PageSize = 100;

    /// <summary>All items, each id once; <paramref name="fetchAsync"/> gets the page that begins at an offset.</summary>
    public static async Task<IReadOnlyList<TItem>> CollectAsync<TPage, TItem>(
        Func<int, Task<TPage>> fetchAsync, Func<TPage, IEnumerable<TItem>> itemsOf, Func<TItem, string> idOf)
        where TPage : Page
    {
        List<TItem> all = [];
        HashSet<string> ids = new(StringComparer.Ordinal);
        for (var offset = 0; ;)
        {
            var page = await fetchAsync(offset);
            // What moves between two pages while we read can come twice.
            var fresh = itemsOf(page).Where(item => ids.Add(idOf(item))).ToList();
            all.AddRange(fresh);

            // No new item means the end, or a server that ignores the offset, whatever the count says.
            if (fresh.Count == 0 || NextOffset(page, offset) is not { } next)
            {
                return all;
            }

            offset = next;
        }
    }

    /// <summary>Where the page after this one begins; null when this is the last.</summary>
    public static int? NextOffset(Page page, int offset)
    {
        var count = page.Count ?? 0;
        var next = offset + count;
        return count == 0 || next == page.TotalCount || (count < PageSize && !(page.TotalCount > next)) ? null : next;
    }

    /// <summary>
    /// What is wrong with a page: one that shows neither a list nor a count, or a first one that counts items and shows none, must
    /// not pass for "there is nothing", on which bindings are taken for gone.
    /// </summary>
    public static string? FlawOf(Page page, bool isFirst) => page switch
    {
        { Count: null, TotalCount: null } => "an answer without a list",
        { Count: null or 0, TotalCount: > 0 } when isFirst => $"an answer that counts {page.TotalCount} and shows none",
        _ => null,
    };
}
