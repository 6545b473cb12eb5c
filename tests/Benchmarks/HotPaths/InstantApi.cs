using System.Net;
using Benchmarks.Processes;

namespace HotPaths;

/// <summary>The API without a network: one EIP that AssociateAddress binds at once, and the instance's ENI.</summary>
internal sealed class InstantApi : HttpMessageHandler
{
    private const string Eni =
        """{"NetworkInterfaceId":"eni-00000001","Primary":true,"State":"AVAILABLE","PrivateIpAddressSet":[{"PrivateIpAddress":"10.1.0.1","Primary":true,"State":"AVAILABLE"}],"Attachment":{"InstanceId":"ein-00000001"}}""";

    public bool IsBound { get; set; }

    /// <summary>An EIP as the API shows it, bound.</summary>
    public static string Address(int i) =>
        $$"""{"AddressId":"{{Region.Eip(i)}}","AddressName":"web","AddressStatus":"BIND","AddressIp":"198.18.0.1","InstanceId":"{{Region.Instance(i)}}","CreatedTime":"2026-01-02T03:04:05Z","NetworkInterfaceId":"eni-00000001","PrivateAddressIp":"10.1.0.1","IsArrears":false,"IsBlocked":false,"AddressType":"EIP","InternetServiceProvider":"CMCC","Bandwidth":5,"PayMode":"BANDWIDTH"}""";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var action = request.Headers.GetValues("X-TC-Action").Single();
        IsBound |= action == "AssociateAddress";
        var answer = action switch
        {
            "DescribeAddresses" => $"\"TotalCount\":1,\"AddressSet\":[{(IsBound ? Address(1) : """{"AddressId":"eip-00000001","AddressStatus":"UNBIND"}""")}]",
            "DescribeNetworkInterfaces" => $"\"TotalCount\":1,\"NetworkInterfaceSet\":[{Eni}]",
            _ => "\"TaskId\":\"1\"",
        };
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent($"{{\"Response\":{{{answer},\"RequestId\":\"1\"}}}}"),
        });
    }
}
