using EcmEmulator.Errors;

namespace EcmEmulator.Requests;

/// <summary>Ids or filters, not both; filters that are known, and not too many.</summary>
internal static class Filtering
{
    private const int MaxFilters = 10;
    private const int MaxValues = 5;

    /// <summary>Checks the ids and filters of a list.</summary>
    public static void Check(string idsName, IReadOnlyList<string> ids, IReadOnlyList<Filter> filters, Predicate<string> isKnown)
    {
        if (ids.Count > 0 && filters.Count > 0)
        {
            throw new ApiErrorException(ErrorCode.Coexist, $"{idsName} and Filters cannot be specified together.");
        }

        if (ids.Count > Page.MaxLimit)
        {
            throw new ApiErrorException(
                ErrorCode.InvalidParameterValue, $"{idsName} takes at most {Page.MaxLimit} ids, not {ids.Count}.");
        }

        if (filters.Count > MaxFilters || filters.Any(filter => filter.Values.Count > MaxValues))
        {
            throw new ApiErrorException(
                ErrorCode.FilterLimitExceeded,
                $"At most {MaxFilters} filters of at most {MaxValues} values each can be specified.");
        }

        foreach (var filter in filters.Where(filter => !isKnown(filter.Name) || filter.Values.Count == 0))
        {
            throw new ApiErrorException(ErrorCode.InvalidFilter, $"The filter `{filter.Name}` is unknown or has no values.");
        }
    }

    /// <summary>Whether what has these values passes all filters.</summary>
    /// <param name="valuesOf">The values of one item by the filter's name.</param>
    public static bool Passes(IReadOnlyList<Filter> filters, Func<string, IEnumerable<string?>> valuesOf) =>
        filters.All(filter => valuesOf(filter.Name).Any(value => value is not null && filter.Values.Contains(value)));
}
