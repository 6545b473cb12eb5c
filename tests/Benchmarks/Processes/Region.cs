using System.Text.Json.Nodes;
using EcmProvider.Protocol.Values;

namespace Benchmarks.Processes;

/// <summary>A region of so many EIPs, each with an instance of its own to be bound to.</summary>
/// <param name="Size">How many associations there are.</param>
/// <param name="Longest">How long the longest task runs, in seconds; the shortest takes two fifths of it.</param>
internal sealed record Region(int Size, double Longest = 5)
{
    public const string Name = "ap-xian-ecm";

    // The same every time: a run is to be compared with the next.
    private const int Seed = 20190719;

    /// <summary>How long the task of each EIP runs, from two fifths of the longest on, evenly spread.</summary>
    public IReadOnlyDictionary<string, double> TaskSeconds { get; } = Spread(Size, Longest);

    /// <summary>The longest task of all.</summary>
    public TimeSpan LongestTask => TimeSpan.FromSeconds(TaskSeconds.Values.Max());

    public static string Eip(int i) => $"eip-{i:00000000}";

    public static string Instance(int i) => $"ein-{i:00000000}";

    public static string Id(int i) => $"{Name}/{Eip(i)}/{Instance(i)}";

    public static string Urn(int i) => $"urn:pulumi:dev::bench::ecm:index:EipAssociation::web{i}";

    /// <summary>The checked inputs of an association.</summary>
    public static PropertyMap Inputs(int i) => new(
    [
        new("addressId", PropertyValue.Of(Eip(i))),
        new("allowReassociation", PropertyValue.Of(false)),
        new("ecmRegion", PropertyValue.Of(Name)),
        new("instanceId", PropertyValue.Of(Instance(i))),
        new("reallocateNormalPublicIp", PropertyValue.Of(false)),
    ]);

    /// <summary>The recorded state of an association that is bound.</summary>
    public static PropertyMap State(int i) => new(
    [
        .. Inputs(i),
        new("addressIp", PropertyValue.Of(PublicIp(i))),
        new("addressStatus", PropertyValue.Of("BIND")),
        new("bandwidth", PropertyValue.Of(5)),
        new("internetServiceProvider", PropertyValue.Of("CMCC")),
        new("networkInterfaceId", PropertyValue.Of(Eni(i))),
        new("privateIpAddress", PropertyValue.Of(PrivateIp(i))),
        new("taskId", PropertyValue.Of($"task-{i}")),
    ]);

    /// <summary>The region as the emulator reads it.</summary>
    public JsonObject ToJson(bool bound) => new()
    {
        ["regions"] = new JsonArray(new JsonObject
        {
            ["name"] = Name,
            ["addresses"] = All(i => new()
            {
                ["addressId"] = Eip(i),
                ["addressIp"] = PublicIp(i),
                ["boundTo"] = bound ? new JsonObject { ["networkInterfaceId"] = Eni(i), ["privateIpAddress"] = PrivateIp(i) } : null,
            }),
            ["instances"] = All(i => new() { ["instanceId"] = Instance(i) }),
            ["networkInterfaces"] = All(i => new()
            {
                ["networkInterfaceId"] = Eni(i),
                ["instanceId"] = Instance(i),
                ["primary"] = true,
                ["privateIps"] = new JsonArray(new JsonObject { ["privateIpAddress"] = PrivateIp(i), ["primary"] = true }),
            }),
        }),
    };

    private static string Eni(int i) => $"eni-{i:00000000}";

    private static string PublicIp(int i) => $"198.18.{i / 250}.{i % 250}";

    private static string PrivateIp(int i) => $"10.1.{i / 250}.{i % 250}";

    private static Dictionary<string, double> Spread(int size, double longest)
    {
        var random = new Random(Seed);
        return Enumerable.Range(0, size).ToDictionary(
            Eip, i => i == size - 1 ? longest : Math.Round(longest * (0.4 + (0.6 * random.NextDouble())), 2));
    }

    private JsonArray All(Func<int, JsonObject> make) => new([.. Enumerable.Range(0, Size).Select(make)]);
}
