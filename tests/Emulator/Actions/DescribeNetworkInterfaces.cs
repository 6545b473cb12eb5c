using System.Text.Json.Nodes;
using EcmEmulator.Answers;
using EcmEmulator.Errors;
using EcmEmulator.Models;
using EcmEmulator.Requests;
using EcmEmulator.Rules;

namespace EcmEmulator.Actions;

/// <summary>Lists ENIs, by id or by filters, of one region or of all.</summary>
internal sealed class DescribeNetworkInterfaces() : ApiAction(
    ApiService.Ecm,
    "DescribeNetworkInterfaces",
    new("EcmRegion", ParameterType.Text),
    new("NetworkInterfaceIds", ParameterType.Texts),
    new("Filters", ParameterType.Filters),
    new("Offset", ParameterType.Integer),
    new("Limit", ParameterType.Integer))
{
    private const string TagPrefix = "tag:";

    private static readonly HashSet<string> FilterNames =
    [
        "vpc-id", "subnet-id", "network-interface-id", "attachment.instance-id", "groups.security-group-id",
        "network-interface-name", "network-interface-description", "address-ip", "tag-key",
    ];

    protected override JsonObject Answer(ActionContext context, Parameters parameters)
    {
        var regionName = parameters.OptionalText("EcmRegion");
        var ids = parameters.Texts("NetworkInterfaceIds");
        var filters = parameters.Filters();
        var page = Page.Of(parameters);
        Filtering.Check("NetworkInterfaceIds", ids, filters, IsKnown);
        foreach (var id in ids)
        {
            Ids.Check(id, "NetworkInterfaceIds", ErrorCode.InvaildEniId);
        }

        return context.Cloud.Read(
            state =>
            {
                var regions = regionName is null ? state.Regions.Values : [RegionRules.Find(state, regionName)];
                var found = regions
                    .SelectMany(region => region.Enis.Values.Select(eni => (region, eni)))
                    .Where(item => ids.Count == 0 || ids.Contains(item.eni.NetworkInterfaceId))
                    .Where(item => Filtering.Passes(filters, name => ValuesOf(item.eni, name)))
                    .ToList();
                return Lists.Page(
                    "NetworkInterfaceSet",
                    found.Count,
                    page.Cut(found).Select(item => NetworkInterfaceJson.Of(item.region, item.eni, context.Keys.AccountId)));
            },
            context.Lag);
    }

    private static bool IsKnown(string filter) =>
        FilterNames.Contains(filter)
        || (filter.StartsWith(TagPrefix, StringComparison.Ordinal) && filter.Length > TagPrefix.Length);

    private static IEnumerable<string> ValuesOf(Eni eni, string filter) => filter switch
    {
        "vpc-id" => [eni.VpcId],
        "subnet-id" => [eni.SubnetId],
        "network-interface-id" => [eni.NetworkInterfaceId],
        "attachment.instance-id" => OneOrNone(eni.InstanceId),
        "groups.security-group-id" => eni.GroupSet,
        "network-interface-name" => [eni.NetworkInterfaceName],
        "network-interface-description" => [eni.NetworkInterfaceDescription],
        "address-ip" => eni.PrivateIps.Select(ip => ip.PrivateIpAddress),
        "tag-key" => eni.Tags.Keys,
        _ => OneOrNone(eni.Tags.GetValueOrDefault(filter[TagPrefix.Length..])),
    };

    private static IEnumerable<string> OneOrNone(string? value) => value is null ? [] : [value];
}
