using System.Text.Json.Nodes;
using EcmEmulator.Answers;
using EcmEmulator.Errors;
using EcmEmulator.Faults;
using EcmEmulator.Models;
using EcmEmulator.Requests;
using EcmEmulator.Rules;

namespace EcmEmulator.Actions;

/// <summary>Lists EIPs and ordinary public IPs, by id or by filters.</summary>
internal sealed class DescribeAddresses() : ApiAction(
    ApiService.Ecm,
    "DescribeAddresses",
    ParameterSpec.EcmRegion,
    new("AddressIds", ParameterType.Texts),
    new("Filters", ParameterType.Filters),
    new("Offset", ParameterType.Integer),
    new("Limit", ParameterType.Integer))
{
    private static readonly HashSet<string> FilterNames =
    [
        "address-id", "address-name", "address-ip", "address-status", "instance-id", "private-ip-address", "network-interface-id",
        "is-arrears", "address-type",
    ];

    protected override JsonObject Answer(ActionContext context, Parameters parameters)
    {
        var regionName = parameters.Text("EcmRegion");
        var ids = parameters.Texts("AddressIds");
        var filters = parameters.Filters();
        var page = Page.Of(parameters);
        Filtering.Check("AddressIds", ids, filters, FilterNames.Contains);
        foreach (var id in ids)
        {
            Ids.Check(id, "AddressIds", ErrorCode.InvaildAddressId);
        }

        return context.Cloud.Read(
            state =>
            {
                var region = RegionRules.Find(state, regionName);
                var found = Find(region, ids, context.MissingAddresses)
                    .Select(eip => AddressView.Of(region, eip))
                    .Where(address => Filtering.Passes(filters, name => ValuesOf(address, name)))
                    .ToList();
                return Lists.Page("AddressSet", found.Count, page.Cut(found).Select(AddressJson.Of));
            },
            context.Lag);
    }

    private static IEnumerable<Eip> Find(RegionState region, IReadOnlyList<string> ids, MissingAddressAnswer missing)
    {
        if (ids.Count == 0)
        {
            return region.Eips.Values;
        }

        if (missing != MissingAddressAnswer.Absent && ids.FirstOrDefault(id => region.FindEip(id) is null) is { } unknown)
        {
            var isNotFound = missing == MissingAddressAnswer.AddressIdNotFound;
            throw new ApiErrorException(
                isNotFound ? ErrorCode.AddressIdNotFound : ErrorCode.InvaildAddressId, $"EIP `{unknown}` does not exist.");
        }

        return ids.Select(region.FindEip).OfType<Eip>();
    }

    private static IEnumerable<string?> ValuesOf(AddressView address, string filter) => filter switch
    {
        "address-id" => [address.AddressId],
        "address-name" => [address.Eip.AddressName],
        "address-ip" => [address.Eip.AddressIp],
        "address-status" => [address.Status],
        "instance-id" => [address.InstanceId],
        "private-ip-address" => [address.PrivateIpAddress],
        "network-interface-id" => [address.NetworkInterfaceId],
        "is-arrears" => address.Eip.IsArrears ? ["TRUE", "true"] : ["FALSE", "false"],
        _ => [address.Eip.AddressType],
    };
}
