using EcmProvider.Ecm.Http;
using EcmProvider.Ecm.LookUps;
using EcmProvider.Ecm.Wire;

namespace EcmProvider.Ecm;

/// <summary>The five actions of ECM that are used here.</summary>
internal static class Actions
{
    /// <summary>The service they belong to.</summary>
    public static readonly ApiService Service = new("ecm", "2019-07-19");

    public static readonly ApiAction<AssociateAddressRequest, TaskStarted> AssociateAddress = new(
        "AssociateAddress",
        EcmJson.Default.AssociateAddressRequest,
        EcmJson.Default.TaskStartedEnvelope,
        true,
        (_, answer) => FlawOf(answer));

    public static readonly ApiAction<DisassociateAddressRequest, TaskStarted> DisassociateAddress = new(
        "DisassociateAddress",
        EcmJson.Default.DisassociateAddressRequest,
        EcmJson.Default.TaskStartedEnvelope,
        true,
        (_, answer) => FlawOf(answer));

    public static readonly ApiAction<DescribeAddressesRequest, AddressPage> DescribeAddresses = new(
        "DescribeAddresses",
        EcmJson.Default.DescribeAddressesRequest,
        EcmJson.Default.AddressPageEnvelope,
        false,
        (request, page) => Paging.FlawOf(page, request.Offset == 0));

    public static readonly ApiAction<DescribeNetworkInterfacesRequest, NetworkInterfacePage> DescribeNetworkInterfaces = new(
        "DescribeNetworkInterfaces",
        EcmJson.Default.DescribeNetworkInterfacesRequest,
        EcmJson.Default.NetworkInterfacePageEnvelope,
        false,
        (request, page) => Paging.FlawOf(page, request.Offset == 0));

    public static readonly ApiAction<DescribeTaskResultRequest, TaskState> DescribeTaskResult = new(
        "DescribeTaskResult",
        EcmJson.Default.DescribeTaskResultRequest,
        EcmJson.Default.TaskStateEnvelope,
        false,
        (_, _) => null);

    private static string? FlawOf(TaskStarted answer) => string.IsNullOrEmpty(answer.TaskId) ? "an answer without a task" : null;
}
