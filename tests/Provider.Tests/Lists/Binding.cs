using System.Globalization;
using EcmEmulator.Models;
using EcmProvider.Tests.Support;

namespace EcmProvider.Tests.Lists;

/// <summary>Regions in which something is bound.</summary>
internal static class Binding
{
    /// <summary>The id of what <see cref="StartBoundAsync"/> bound to an ENI.</summary>
    public const string EniId = $"{TestProvider.Region}/{Some.OtherEip}/{Some.Eni}/{Some.PrivateIp}";

    /// <summary>A provider, one EIP on an instance, and one on an ENI that is attached to none.</summary>
    public static async Task<TestProvider> StartBoundAsync()
    {
        var provider = await TestProvider.StartAsync();
        provider.Cloud.People.Bind(Some.Eip, Some.Instance);
        provider.Cloud.People.Bind(Some.OtherEip, Some.Eni, Some.PrivateIp);
        return provider;
    }

    /// <summary>Binds so many EIPs, each to a private IP of one ENI.</summary>
    public static void BindMany(this CloudRegion cloud, int count)
    {
        var ips = Enumerable.Range(1, count).Select(i => $"10.1.{i / 200}.{(i % 200) + 1}").ToArray();
        cloud.AddNetworkInterface("eni-many", ips);
        for (var i = 0; i < count; i++)
        {
            var eip = "eip-" + i.ToString("00000000", CultureInfo.InvariantCulture);
            cloud.AddAddress(eip, $"198.51.{100 + (i / 200)}.{(i % 200) + 1}");
            cloud.People.Bind(eip, "eni-many", ips[i]);
        }
    }
}
