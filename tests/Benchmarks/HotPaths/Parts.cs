using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Benchmarks.Processes;
using EcmProvider.Credentials;
using EcmProvider.Ecm.Http;
using EcmProvider.Ecm.Models;
using EcmProvider.Ecm.Wire;
using EcmProvider.Protocol.Values;
using Google.Protobuf.WellKnownTypes;

namespace HotPaths;

/// <summary>Signing, the encoding of values, and JSON.</summary>
public class Parts
{
    private static readonly TencentCredentials Key = new("AKIDEXAMPLE", "sKEXAMPLE", null);
    private static readonly string[] Ids = [.. Enumerable.Range(0, 100).Select(Region.Eip)];
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"EcmRegion":"ap-xian-ecm","AddressId":"eip-00000001","InstanceId":"ein-00000001"}""");
    private static readonly byte[] Page = Encoding.UTF8.GetBytes($"{{\"Response\":{{\"TotalCount\":100,\"AddressSet\":[{string.Join(',', Enumerable.Range(0, 100).Select(InstantApi.Address))}],\"RequestId\":\"1\"}}}}");
    private static readonly PropertyMap State = Region.State(1);
    private static readonly Struct Wire = PropertyMarshaler.Marshal(State);

    [Benchmark]
    public object Sign() =>
        Tc3Signer.Headers(new("ecm", "2019-07-19", null, "ecm.tencentcloudapi.com", "AssociateAddress", 1_700_000_000, Body), Key);

    [Benchmark]
    public object ValuesToWire() => PropertyMarshaler.Marshal(State);

    [Benchmark]
    public object WireToValues() => PropertyMarshaler.Unmarshal(Wire);

    [Benchmark]
    public object HundredIdsToJson() =>
        JsonSerializer.SerializeToUtf8Bytes(new(Region.Name, Ids, null, 0, 100), EcmJson.Default.DescribeAddressesRequest);

    [Benchmark]
    public IReadOnlyList<Address> JsonToHundredEips() =>
        [.. Mapping.Items(JsonSerializer.Deserialize(Page, EcmJson.Default.AddressPageEnvelope)!.Response!)];
}
