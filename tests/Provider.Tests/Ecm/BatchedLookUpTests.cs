using EcmProvider.Ecm;
using EcmProvider.Ecm.Models;
using EcmProvider.Tests.Support;
using Xunit;

namespace EcmProvider.Tests.Ecm;

/// <summary>Look-ups of single EIPs, ENIs and instances share requests.</summary>
public class BatchedLookUpTests
{
    [Fact]
    public void LookUpsAtTheSameTimeShareRequestsOfAHundred() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, call => ApiAnswers.Addresses(call.Ids));
        var ids = Enumerable.Range(0, 250).Select(i => $"eip-{i}").ToArray();

        var found = await Task.WhenAll(ids.Select(id => Find(api, id)));

        Assert.Equal(ids, found.Select(address => address!.AddressId));
        Assert.Equal([100, 100, 50], api.Calls.Select(call => call.Ids.Count));
        Assert.All(api.Calls, call => Assert.Equal(100, call.Body.GetProperty("Limit").GetInt32()));
    });

    [Fact]
    public void WhileALookUpIsUnderWayTheNextGather() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, async (call, abort) =>
        {
            await clock.Wait(300, abort);
            return ApiAnswers.Addresses(call.Ids);
        });
        var first = Find(api, "eip-0");
        List<Task> others = [];
        for (var i = 1; i < 10; i++)
        {
            await clock.Wait(20);
            others.Add(Find(api, $"eip-{i}"));
        }

        await Task.WhenAll([first, .. others]);

        Assert.Equal([1, 9], api.Calls.Select(call => call.Ids.Count));
    });

    [Fact]
    public void TheSameIdIsAskedForOnce() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, call => ApiAnswers.Addresses(call.Ids));

        var found = await Task.WhenAll(Find(api, "eip-1"), Find(api, "eip-1"), Find(api, "eip-1"));

        Assert.All(found, Assert.NotNull);
        Assert.Equal(["eip-1"], Assert.Single(api.Calls).Ids);
    });

    [Fact]
    public void ALookUpNeverSharesAnAnswerThatWasAskedForBefore() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, async (call, abort) =>
        {
            await clock.Wait(100, abort);
            return ApiAnswers.Addresses(call.Ids);
        });
        var before = Find(api, "eip-1");
        await clock.Wait(50);

        await Task.WhenAll(before, Find(api, "eip-1"));

        Assert.Equal(2, api.Calls.Count);
    });

    [Fact]
    public void WhatIsMissingFromTheAnswerDoesNotExist() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, _ => ApiAnswers.Addresses("eip-1"));

        var found = await Task.WhenAll(Find(api, "eip-1"), Find(api, "eip-2"));

        Assert.Equal(["eip-1", null], found.Select(address => address?.AddressId));
    });

    [Theory]
    [InlineData("UnsupportedOperation.AddressIdNotFound")]
    [InlineData("InvalidParameterValue.InvaildAddressId")]
    public void AMissingEipThatFailsTheBatchIsFoundByHalving(string code) => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(
            clock, call => call.Ids.Contains("eip-37") ? ApiAnswers.Error(code) : ApiAnswers.Addresses(call.Ids));
        var ids = Enumerable.Range(0, 100).Select(i => $"eip-{i}").ToArray();

        var found = await Task.WhenAll(ids.Select(id => Find(api, id)));

        Assert.Equal(ids.Except(["eip-37"]), found.Where(address => address is not null).Select(address => address!.AddressId));
        Assert.InRange(api.Calls.Count, 1 + (2 * 6), 1 + (2 * 7));
    });

    [Fact]
    public void ABadIdFailsItsOwnCallersOnly() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, call =>
            call.Ids.Contains("bad") ? ApiAnswers.Error("InvalidParameterValue.Malformed") : ApiAnswers.Addresses(call.Ids));
        var good = Find(api, "eip-1");
        var bad = Find(api, "bad");

        Assert.NotNull(await good);
        var error = await Assert.ThrowsAsync<EcmApiException>(() => bad);
        Assert.Equal("InvalidParameterValue.Malformed", error.Code);
    });

    [Fact]
    public void ARefusalOfTheWholeRequestFailsAllWithoutHalving() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, _ => ApiAnswers.Error("InvalidParameterValue.InvalidRegion"));
        var lookUps = Enumerable.Range(0, 10).Select(i => Find(api, $"eip-{i}")).ToArray();

        await Assert.ThrowsAsync<EcmApiException>(() => Task.WhenAll(lookUps));

        Assert.All(lookUps, lookUp => Assert.True(lookUp.IsFaulted));
        Assert.Single(api.Calls);
    });

    [Fact]
    public void ACancelledCallerLeavesTheOthersAlone() => ApiVirtualTime.Run(async clock =>
    {
        using var cancel = new CancellationTokenSource();
        using var api = new ApiFake(clock, async (call, abort) =>
        {
            await clock.Wait(100, abort);
            return ApiAnswers.Addresses(call.Ids);
        });
        var leaving = Find(api, "eip-1", cancel);
        var sharing = Find(api, "eip-1");
        var other = Find(api, "eip-2");
        await clock.Wait(50);

        cancel.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        Assert.Equal(50, clock.Elapsed.TotalMilliseconds);
        Assert.NotNull(await sharing);
        Assert.NotNull(await other);
    });

    [Fact]
    public void AnIdThatNobodyWaitsForAnyMoreIsNotSent() => ApiVirtualTime.Run(async clock =>
    {
        using var cancel = new CancellationTokenSource();
        using var api = new ApiFake(clock, call => ApiAnswers.Addresses(call.Ids));
        var leaving = Find(api, "eip-1", cancel);
        var staying = Find(api, "eip-2");

        cancel.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        await staying;
        Assert.Equal(["eip-2"], Assert.Single(api.Calls).Ids);
    });

    [Fact]
    public void ARequestThatNobodyWaitsForAnyMoreIsAborted() => ApiVirtualTime.Run(async clock =>
    {
        using var cancel = new CancellationTokenSource();
        var aborted = false;
        using var api = new ApiFake(clock, async (call, abort) =>
        {
            abort.Register(() => aborted = true);
            await clock.Wait(10_000, abort);
            return ApiAnswers.Addresses(call.Ids);
        });
        var leaving = Task.WhenAll(Find(api, "eip-1", cancel), Find(api, "eip-2", cancel));
        await clock.Wait(50);

        cancel.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        Assert.True(aborted);
        Assert.Equal(50, clock.Elapsed.TotalMilliseconds);
    });

    [Fact]
    public void RegionsDoNotMix() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, call => ApiAnswers.Addresses(call.Ids));

        await Task.WhenAll(Find(api, "eip-1"), api.Cloud.FindAddressAsync("ap-other-ecm", "eip-1", CancellationToken.None));

        Assert.Equal(["ap-other-ecm", "ap-xian-ecm"], api.Calls.Select(call => call.Body.GetProperty("EcmRegion").GetString()).Order());
    });

    [Fact]
    public void EnisShareRequests() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, call => call.Ids.Contains("eni-2")
            ? ApiAnswers.Error("UnsupportedOperation.InvalidNetworkInterfaceIdNotFound")
            : ApiAnswers.Interfaces(call.Ids));

        var found = await Task.WhenAll(
            new[] { "eni-1", "eni-2" }.Select(id => api.Cloud.FindNetworkInterfaceAsync(ApiFake.Region, id, CancellationToken.None)));

        Assert.Equal(["eni-1", null], found.Select(networkInterface => networkInterface?.NetworkInterfaceId));
        Assert.Equal(["eni-1", "eni-2"], api.Calls[0].Ids);
    });

    [Fact]
    public void InstancesShareRequestsOfFiveAndHaveTheirPrimaryEniFirst() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, call =>
        {
            var set = call.Ids.Where(id => id != "ein-3").SelectMany(id => new[]
            {
                $$"""{"NetworkInterfaceId":"second-of-{{id}}","Primary":false,"Attachment":{"InstanceId":"{{id}}"} }""",
                $$"""{"NetworkInterfaceId":"first-of-{{id}}","Primary":true,"Attachment":{"InstanceId":"{{id}}"} }""",
            }).ToArray();
            return ApiAnswers.Ok($"\"TotalCount\":{set.Length},\"NetworkInterfaceSet\":[{string.Join(',', set)}]");
        });

        var found = await Task.WhenAll(Enumerable.Range(0, 7).Select(i =>
            api.Cloud.FindInstanceInterfacesAsync(ApiFake.Region, $"ein-{i}", CancellationToken.None)));

        Assert.Equal([5, 2], api.Calls.Select(call => call.Ids.Count));
        Assert.Equal("attachment.instance-id", api.Calls[0].Body.GetProperty("Filters")[0].GetProperty("Name").GetString());
        Assert.Empty(found[3]);
        Assert.Equal(["first-of-ein-6", "second-of-ein-6"], found[6].Select(networkInterface => networkInterface.NetworkInterfaceId));
    });

    [Fact]
    public void ManyInstancesAreFoundInTheListOfAllEnisAndWhoIsMissingThereIsAskedForByName() => ApiVirtualTime.Run(async clock =>
    {
        string[] all = [.. Enumerable.Range(0, 150).Select(i =>
            $$"""{"NetworkInterfaceId":"eni-{{i}}","Primary":true,"Attachment":{"InstanceId":"ein-{{i}}"} }""")];
        using var api = new ApiFake(clock, call =>
        {
            if (call.Body.TryGetProperty("Filters", out _))
            {
                return ApiAnswers.Ok($"\"TotalCount\":1,\"NetworkInterfaceSet\":[{all[7]}]");
            }

            var page = all.Skip(call.Body.GetProperty("Offset").GetInt32()).Take(call.Body.GetProperty("Limit").GetInt32());

            // One that moved between two pages.
            return ApiAnswers.Ok($"\"TotalCount\":{all.Length},\"NetworkInterfaceSet\":[{string.Join(',', page.Select(eni => eni == all[7] ? all[8] : eni))}]");
        });

        var found = await Task.WhenAll(Enumerable.Range(0, 150).Select(i =>
            api.Cloud.FindInstanceInterfacesAsync(ApiFake.Region, $"ein-{i}", CancellationToken.None)));

        Assert.All(found.Index(), item => Assert.Equal($"eni-{item.Index}", Assert.Single(item.Item).NetworkInterfaceId));
        Assert.Equal(["ein-7"], api.Calls.Single(call => call.Body.TryGetProperty("Filters", out _)).Ids);
        Assert.Equal(4, api.Calls.Count);
    });

    private static Task<Address?> Find(ApiFake api, string id, CancellationTokenSource? cancel = null) =>
        api.Cloud.FindAddressAsync(ApiFake.Region, id, cancel?.Token ?? CancellationToken.None);
}
