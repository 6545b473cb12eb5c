using EcmProvider.Ecm;
using EcmProvider.Ecm.Models;
using EcmProvider.Protocol.Values;
using EcmProvider.Resources;

namespace EcmProvider.Functions;

/// <summary>Lists things of a region, all pages of them: those with some ids, those that pass some filters, or all.</summary>
/// <param name="things">What it lists, for messages: <c>EIPs</c>.</param>
/// <param name="idsName">The argument that names ids.</param>
/// <param name="listName">The output that holds what was found.</param>
/// <param name="rules">The filters that the API takes.</param>
internal abstract class ListFunction(string things, string idsName, string listName, FilterRules rules) : EcmFunction
{
    private const string FiltersName = "filters";

    public sealed override IReadOnlyList<string> Arguments { get; } = [PropertyNames.EcmRegion, idsName, FiltersName];

    public sealed override LookUp Plan(ArgumentReader arguments)
    {
        var region = arguments.Region();
        var ids = arguments.Ids(idsName);
        var filters = arguments.Filters(FiltersName, rules);
        arguments.Exclude(idsName, FiltersName);
        return new(
            $"{things} of the ECM region {Text.Quote(region)}",
            async (cloud, cancel) => Outputs.Of(region, listName, await ListAsync(cloud, region, ids, filters, cancel)));
    }

    /// <summary>Looks up what the ids or the filters ask for; with null for both, everything.</summary>
    protected abstract Task<IEnumerable<PropertyMap>> ListAsync(
        ICloud cloud, string region, IReadOnlyList<string>? ids, IReadOnlyList<Filter>? filters, CancellationToken cancellationToken);
}
