using EcmProvider.Resources;

namespace EcmProvider.Functions;

/// <summary>Which filters the API takes for a list.</summary>
/// <param name="names">The names it knows.</param>
/// <param name="openPrefix">The beginning of names that go on as the user likes, such as <c>tag:</c>; null for none.</param>
internal sealed class FilterRules(IReadOnlyList<string> names, string? openPrefix = null)
{
    /// <summary>How many filters one list takes.</summary>
    public const int MostFilters = 10;

    /// <summary>How many values one filter takes.</summary>
    public const int MostValues = 5;

    /// <summary>The properties of a filter.</summary>
    public static readonly string[] Properties = ["name", "values"];

    /// <summary>All names, for messages.</summary>
    public string Listed => string.Join(", ", names) + (openPrefix is null ? string.Empty : $" or {openPrefix}KEY");

    /// <summary>What is wrong with a name, as the end of a sentence; null when nothing is.</summary>
    public string? ProblemOfName(string name)
    {
        if (names.Contains(name) || (openPrefix is not null && name.Length > openPrefix.Length && name.StartsWith(openPrefix, StringComparison.Ordinal)))
        {
            return null;
        }

        return Text.Nearest(name, names) is { } nearest
            ? $"is not a filter of this list: did you mean {nearest}?"
            : $"is not a filter of this list: there are {Listed}";
    }
}
