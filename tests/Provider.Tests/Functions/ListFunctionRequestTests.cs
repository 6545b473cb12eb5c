using System.Globalization;
using System.Text.Json;
using EcmEmulator.Faults;
using EcmEmulator.Models;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Grpc.Core;
using Xunit;
using static EcmProvider.Tests.Functions.Invoking;

namespace EcmProvider.Tests.Functions;

/// <summary>What the functions that list ask of the API, and what they answer when it refuses: the same for both.</summary>
public sealed class ListFunctionRequestTests
{
    private const int Many = 250;

    public static TheoryData<Function> Both => new(Function.Addresses, Function.NetworkInterfaces);

    public static TheoryData<Function, string[]> AllFilters => new()
    {
        {
            Function.Addresses,
            [
                "address-id", "address-name", "address-ip", "address-status", "instance-id", "private-ip-address", "network-interface-id",
                "is-arrears", "address-type",
            ]
        },
        {
            Function.NetworkInterfaces,
            [
                "vpc-id", "subnet-id", "network-interface-id", "attachment.instance-id", "groups.security-group-id",
                "network-interface-name", "network-interface-description", "address-ip", "tag-key", "tag:role",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Both))]
    public async Task MoreIdsThanOneCallTakesGoInSeveralCallsAndComeInTheirOrder(Function function)
    {
        await using var provider = await TestProvider.StartAsync();
        AddMany(provider.Cloud);
        var ids = ManyIds(function).Reverse().ToList();

        var listed = await provider.ListByAsync(function, (function.IdsName, Texts(ids)));

        Assert.Equal(ids, listed.TextsOf(function.ListName, function.IdName));
        var counts = provider.Emulator.Calls.Of(function.Action).Select(logged => Given(logged.Call.Parameters, function).Count).ToList();
        Assert.Equal(3, counts.Count);
        Assert.All(counts, count => Assert.InRange(count, 1, 100));
        Assert.Equal(Many, counts.Sum());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task AnIdGivenTwiceIsListedOnce(Function function)
    {
        await using var provider = await TestProvider.StartAsync();
        AddMany(provider.Cloud);
        var id = ManyIds(function).First();

        var listed = await provider.ListByAsync(function, (function.IdsName, Texts(id, id)));

        Assert.Equal([id], listed.TextsOf(function.ListName, function.IdName));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task AllPagesAreReadAndEveryPageIsFiltered(Function function)
    {
        await using var provider = await TestProvider.StartAsync();
        AddMany(provider.Cloud);
        var name = function == Function.Addresses ? "address-name" : "network-interface-name";

        var listed = await provider.ListByAsync(function, ("filters", List(Filter(name, "many"))));

        Assert.Equal(ManyIds(function), listed.TextsOf(function.ListName, function.IdName).Order(StringComparer.Ordinal));
        var calls = provider.Emulator.Calls.Of(function.Action);
        Assert.Equal([0, 100, 200], calls.Select(logged => logged.Call.Parameters.GetProperty("Offset").GetInt32()));
        Assert.All(calls, logged => Assert.Contains("many", logged.Call.Parameters.GetProperty("Filters").GetRawText(), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(AllFilters))]
    public async Task EveryFilterOfTheApiIsTakenWithFiveValues(Function function, string[] names)
    {
        await using var provider = await TestProvider.StartAsync();

        foreach (var name in names)
        {
            var listed = await provider.ListByAsync(function, ("filters", List(Filter(name, "1", "2", "3", "4", "5"))));

            Assert.Equal(string.Empty, listed.Message);
            Assert.Empty(listed.ListOf(function.ListName));
        }

        Assert.Equal(names.Length, provider.Emulator.Calls.Count(function.Action));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task AFilterOfTheOtherListIsRefusedBeforeTheApiIsAsked(Function function)
    {
        await using var provider = await TestProvider.StartAsync();
        var others = function == Function.Addresses ? "vpc-id" : "address-status";

        var listed = await provider.ListByAsync(function, ("filters", List(Filter(others, "x"))));

        Assert.Equal(StatusCode.InvalidArgument, listed.Code);
        Assert.Contains($"filters[0].name \"{others}\" is not a filter of this list", listed.Message);
        Assert.Equal(0, provider.Emulator.Calls.Total);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task APageThatIsRefusedIsAnErrorAndNoShortList(Function function)
    {
        await using var provider = await TestProvider.StartAsync();
        AddMany(provider.Cloud);
        provider.Emulator.Faults.Add(Fault.Refuse("UnauthorizedOperation", function.Action) with
        {
            When = call => call.Parameters.GetProperty("Offset").GetInt32() == 100,
        });

        var listed = await provider.ListByAsync(function);

        Assert.Equal(StatusCode.PermissionDenied, listed.Code);
        Assert.Matches(
            $"^{function.Name} could not look {function.Things} of the ECM region \"ap-xian-ecm\" up: the key has no permission for it.\nAllow the action ecm:{function.Action} .+\nThe API's answer: UnauthorizedOperation: .* \\({function.Action}, RequestId .+\\)$",
            listed.Message);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task OneOfSeveralCallsThatIsRefusedIsAnError(Function function)
    {
        await using var provider = await TestProvider.StartAsync();
        AddMany(provider.Cloud);
        var last = ManyIds(function).Last();
        provider.Emulator.Faults.Add(Fault.Refuse("UnauthorizedOperation", function.Action) with
        {
            When = call => Given(call.Parameters, function).Contains(last),
        });

        var listed = await provider.ListByAsync(function, (function.IdsName, Texts(ManyIds(function))));

        Assert.Equal(StatusCode.PermissionDenied, listed.Code);
        Assert.Contains($"({function.Action}, RequestId ", listed.Message);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task AThrottledPageIsAskedForAgain(Function function)
    {
        await using var provider = await TestProvider.StartAsync();
        AddMany(provider.Cloud);
        provider.Emulator.Faults.Add(Fault.Throttle(function.Action) with { Times = 3 });

        var listed = await provider.ListByAsync(function);

        Assert.Equal(string.Empty, listed.Message);
        Assert.Subset(listed.TextsOf(function.ListName, function.IdName).ToHashSet(), ManyIds(function).ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task AnApiThatNeverAnswersIsToldAsSuch(Function function)
    {
        await using var provider = await TestProvider.StartAsync(configuration: ("maxRetries", PropertyValue.Of(1)));
        provider.Emulator.Faults.Add(Fault.HttpStatus(502) with { Times = null });

        var listed = await provider.ListByAsync(function);

        Assert.Equal(StatusCode.Unavailable, listed.Code);
        Assert.Contains($"{function.Name} could not look {function.Things} of the ECM region", listed.Message);
        Assert.Contains("HTTP 502", listed.Message);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task CancelEndsALookUpAtOnce(Function function)
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Faults.Add(Fault.DelayRequest(TimeSpan.FromHours(1), function.Action) with { Times = null });
        var asked = provider.BeginInvoke($"ecm:index:{function.Name}", []);
        await provider.Clock.AdvanceAsync(TimeSpan.FromSeconds(1));

        await provider.CancelAsync();

        Assert.Equal(StatusCode.Cancelled, (await asked).Code);
    }

    private static IEnumerable<string> ManyIds(Function function) => Enumerable.Range(1, Many).Select(i => Id(function.Prefix, i));

    private static string Id(string prefix, int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-0{number:0000000}");

    private static List<string?> Given(JsonElement parameters, Function function) =>
        parameters.TryGetProperty(function.IdsParameter, out var ids) ? [.. ids.EnumerateArray().Select(id => id.GetString())] : [];

    private static void AddMany(CloudRegion region)
    {
        for (var i = 1; i <= Many; i++)
        {
            var ip = string.Create(CultureInfo.InvariantCulture, $"198.51.100.{i}");
            var (eip, eni) = (Id(Function.Addresses.Prefix, i), Id(Function.NetworkInterfaces.Prefix, i));
            region.AddAddress(eip, ip).Change(eip, made => made with { AddressName = "many" }).AddNetworkInterface(eni, [ip]);
            region.Put(region.FindNetworkInterface(eni)! with { NetworkInterfaceName = "many" });
        }
    }
}
