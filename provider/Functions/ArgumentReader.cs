using System.Collections.Immutable;
using EcmProvider.Ecm.Models;
using EcmProvider.Protocol.Values;
using EcmProvider.Resources;
using EcmProvider.Resources.Failures;

namespace EcmProvider.Functions;

/// <summary>
/// Reads the typed arguments of a function or a list and collects what is wrong with them. Unknown values read as absent and are remembered;
/// secret ones are not shown.
/// </summary>
internal sealed class ArgumentReader
{
    private readonly List<CheckFailure> problems = [];
    private readonly PropertyMap arguments;
    private readonly string reading;
    private readonly IReadOnlyList<string> known;
    private readonly string? defaultRegion;

    /// <summary>Begins to read.</summary>
    /// <param name="arguments">What was given.</param>
    /// <param name="reading">Who takes it, for messages: <c>getAddress</c>.</param>
    /// <param name="known">The names of the arguments there are.</param>
    /// <param name="defaultRegion">The provider's ECM region; null when it has none.</param>
    public ArgumentReader(PropertyMap arguments, string reading, IReadOnlyList<string> known, string? defaultRegion)
    {
        this.arguments = arguments;
        this.reading = reading;
        this.known = known;
        this.defaultRegion = defaultRegion;
        RefuseOthers(arguments, string.Empty, reading, known);
    }

    /// <summary>Whether a value that was read is one that only the update will know.</summary>
    public bool HasUnknown { get; private set; }

    /// <summary>Whether an argument is given, known or not.</summary>
    public bool IsGiven(string name) => arguments.Get(name).Bare is not PropertyValue.Null;

    /// <summary>Notes a problem of an argument: the end of a sentence that begins with its name.</summary>
    public void Fail(string name, string reason) => problems.Add(new(name, reason));

    /// <summary>Refuses two arguments that exclude each other.</summary>
    public void Exclude(string one, string other)
    {
        if (IsGiven(one) && IsGiven(other))
        {
            Fail(other, $"excludes {one}: give one of them");
        }
    }

    /// <summary>The ECM region: the call's, or else the provider's; empty when unknown or bad.</summary>
    public string Region()
    {
        if (!IsGiven(PropertyNames.EcmRegion) && defaultRegion is null)
        {
            Fail(
                PropertyNames.EcmRegion,
                "is required, since the provider has no ecmRegion either: give it, set it in the configuration (pulumi config set ecm:ecmRegion ap-xian-ecm), or in TENCENTCLOUD_ECM_REGION");
        }

        return IsGiven(PropertyNames.EcmRegion) ? Id(PropertyNames.EcmRegion) ?? string.Empty : defaultRegion ?? string.Empty;
    }

    /// <summary>An id: not empty, without white space, slashes and control characters. Null when absent, unknown or bad.</summary>
    public string? Id(string name) => TextOf(arguments.Get(name), name, IdText.Problem);

    /// <summary>An IPv4 address; null when absent, unknown or bad.</summary>
    public string? Ipv4(string name) =>
        TextOf(arguments.Get(name), name, text => IdText.IsIpv4(text) ? null : "is not an IPv4 address, such as \"203.0.113.10\"");

    /// <summary>A list of ids; null when absent or unknown. An empty list asks for nothing.</summary>
    public IReadOnlyList<string>? Ids(string name) => TextsOf(arguments.Get(name), name, IdText.Problem);

    /// <summary>A list of filters that the rules allow; null when absent or unknown.</summary>
    public IReadOnlyList<Filter>? Filters(string name, FilterRules rules)
    {
        var value = arguments.Get(name);
        if (ItemsOf(value, name, "a list of filters, such as [{ name: \"address-name\", values: [\"web\"] }]") is not { } items)
        {
            return null;
        }

        if (items.Length > FilterRules.MostFilters)
        {
            Fail(name, $"takes at most {FilterRules.MostFilters} filters, not {items.Length}");
        }

        return [.. items.Select((item, i) => FilterOf(item, $"{name}[{i}]", rules)).OfType<Filter>()];
    }

    /// <summary>Throws when anything is wrong, naming all of it.</summary>
    /// <exception cref="ProviderException">The arguments cannot be used.</exception>
    public void DemandNoProblems()
    {
        if (problems.Count > 0)
        {
            throw new ProviderException(
                FailureKind.InvalidArgument,
                $"The arguments of {reading} cannot be used: "
                    + string.Join("; ", problems.Select(problem => $"{problem.Property} {problem.Reason}")) + ".",
                $"Correct them in the program; {reading} takes {string.Join(", ", known)}.");
        }
    }

    private static string Show(PropertyValue value, string text) => value.IsSecretValue ? "[secret]" : Text.Quote(text);

    private Filter? FilterOf(PropertyValue value, string path, FilterRules rules)
    {
        switch (value.Bare)
        {
            case PropertyValue.Unknown:
                HasUnknown = true;
                return null;
            case PropertyValue.Object { Properties: var properties }:
                RefuseOthers(properties, path + ".", "a filter", FilterRules.Properties);
                var name = NameOf(properties.Get("name"), $"{path}.name", rules);
                var values = ValuesOf(properties.Get("values"), $"{path}.values");
                return name is null || values is null ? null : new(name, values);
            default:
                Fail(path, "must be a filter: an object with name and values");
                return null;
        }
    }

    private string? NameOf(PropertyValue value, string path, FilterRules rules)
    {
        if (value.Bare is PropertyValue.Null)
        {
            Fail(path, $"is required: {rules.Listed}");
        }

        return TextOf(value, path, rules.ProblemOfName);
    }

    private IReadOnlyList<string>? ValuesOf(PropertyValue value, string path)
    {
        if (value.Bare is PropertyValue.Null or PropertyValue.Array { Items.IsEmpty: true })
        {
            Fail(path, "is required: one to five values, of which any will do");
            return null;
        }

        if (value.Bare is PropertyValue.Array { Items.Length: > FilterRules.MostValues } list)
        {
            Fail(path, $"takes at most {FilterRules.MostValues} values, not {list.Items.Length}");
        }

        return TextsOf(value, path, text => text.Length == 0 ? "must not be empty" : null);
    }

    private IReadOnlyList<string>? TextsOf(PropertyValue value, string path, Func<string, string?> problemOf) =>
        ItemsOf(value, path, "a list of strings") is { } items
            ? [.. items.Select((item, i) => TextOf(item, $"{path}[{i}]", problemOf, isItem: true)).OfType<string>()]
            : null;

    private ImmutableArray<PropertyValue>? ItemsOf(PropertyValue value, string path, string wanted)
    {
        switch (value.Bare)
        {
            case PropertyValue.Null:
                return null;
            case PropertyValue.Unknown:
                HasUnknown = true;
                return null;
            case PropertyValue.Array { Items: var items }:
                // What is secret as a whole is secret in every part.
                return value.IsSecretValue ? [.. items.Select(item => new PropertyValue.Secret(item))] : items;
            default:
                Fail(path, $"must be {wanted}");
                return null;
        }
    }

    private string? TextOf(PropertyValue value, string path, Func<string, string?> problemOf, bool isItem = false)
    {
        switch (value.Bare)
        {
            case PropertyValue.Null when !isItem:
                return null;
            case PropertyValue.Unknown:
                HasUnknown = true;
                return null;
            case PropertyValue.String { Value: var text }:
                if (problemOf(text) is not { } problem)
                {
                    return text;
                }

                Fail(path, text.Length == 0 ? problem : $"{Show(value, text)} {problem}");
                return null;
            default:
                Fail(path, "must be a string");
                return null;
        }
    }

    // Keys that begin with two underscores are the engine's own.
    private void RefuseOthers(PropertyMap properties, string prefix, string what, IReadOnlyList<string> known)
    {
        foreach (var key in properties.Keys.Where(key => !key.StartsWith("__", StringComparison.Ordinal) && !known.Contains(key)))
        {
            var nearest = Text.Nearest(key, known);
            Fail(
                prefix + Text.Fit(key, Text.LongestValue),
                $"is no property of {what}: " + (nearest is null ? $"there are {string.Join(", ", known)}" : $"did you mean {nearest}?"));
        }
    }
}
