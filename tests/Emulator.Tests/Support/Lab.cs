using System.Text.Json;
using EcmEmulator.Models;
using Xunit;

namespace EcmEmulator.Tests.Support;

/// <summary>
/// An emulator on a virtual clock with a small region, and a client for it; tasks take a minute, and nothing limits.
/// </summary>
public sealed class Lab : IAsyncDisposable
{
    public const string RegionName = "ap-xian-ecm";
    public const string Eip = "eip-1";
    public const string OtherEip = "eip-2";
    public const string Instance = "ein-1";
    public const string OtherInstance = "ein-2";

    /// <summary>The primary ENI of <see cref="Instance"/>.</summary>
    public const string PrimaryEni = "eni-1";

    /// <summary>An ENI that is attached to nothing, with <see cref="SpareIps"/>.</summary>
    public const string SpareEni = "eni-spare";

    public static readonly string[] SpareIps = ["10.0.1.1", "10.0.1.2"];

    private Lab(EmulatorHost host, VirtualClock clock)
    {
        Host = host;
        Clock = clock;
        Client = new ApiClient(host.Endpoint);
    }

    public VirtualClock Clock { get; }

    public EmulatorHost Host { get; }

    public ApiClient Client { get; }

    public CloudRegion Region => Host.Cloud.Region(RegionName);

    public AddressView TheEip => Region.Address(Eip);

    public static async Task<Lab> StartAsync(Func<EmulatorOptions, EmulatorOptions>? change = null)
    {
        var clock = new VirtualClock();
        var options = new EmulatorOptions { Clock = clock, TaskDuration = TimeSpan.FromMinutes(1), RequestsPerSecond = null };
        var host = await EmulatorHost.StartAsync(change?.Invoke(options) ?? options, TestContext.Current.CancellationToken);
        var lab = new Lab(host, clock);
        host.Cloud.AddRegion(RegionName)
            .AddAddress(Eip)
            .AddAddress(OtherEip, "203.0.113.11")
            .AddInstance(Instance)
            .AddInstance(OtherInstance, "10.0.0.6")
            .AddNetworkInterface(SpareEni, SpareIps);
        return lab;
    }

    public Task<JsonElement> AssociateAsync(string instanceId = Instance, string addressId = Eip) =>
        Client.CallAsync("AssociateAddress", new { EcmRegion = RegionName, AddressId = addressId, InstanceId = instanceId });

    public Task<JsonElement> AssociateEniAsync(string networkInterfaceId, string privateIpAddress, string addressId = Eip) =>
        Client.CallAsync("AssociateAddress", new
        {
            EcmRegion = RegionName,
            AddressId = addressId,
            NetworkInterfaceId = networkInterfaceId,
            PrivateIpAddress = privateIpAddress,
        });

    public Task<JsonElement> DisassociateAsync(string addressId = Eip, bool reallocateNormalPublicIp = false) =>
        Client.CallAsync("DisassociateAddress", new
        {
            EcmRegion = RegionName,
            AddressId = addressId,
            ReallocateNormalPublicIp = reallocateNormalPublicIp,
        });

    /// <summary>The EIP as DescribeAddresses shows it; undefined when it shows none.</summary>
    public async Task<JsonElement> DescribeAsync(string addressId = Eip)
    {
        var parameters = new { EcmRegion = RegionName, AddressIds = new[] { addressId } };
        var answer = await Client.CallAsync("DescribeAddresses", parameters);
        return answer.GetProperty("AddressSet").EnumerateArray().SingleOrDefault();
    }

    public async Task<string> StatusAsync(string addressId = Eip) =>
        (await DescribeAsync(addressId)).GetProperty("AddressStatus").GetString()!;

    public async Task<string> TaskResultAsync(string taskId)
    {
        var answer = await Client.CallAsync("DescribeTaskResult", new { EcmRegion = RegionName, TaskId = taskId });
        return answer.GetProperty("Result").GetString()!;
    }

    public static string TaskOf(JsonElement answer) => answer.GetProperty("TaskId").GetString()!;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
    }
}
