using System.Net;
using EcmEmulator.Control;
using EcmEmulator.Models;
using EcmEmulator.Tests.Support;
using Xunit;

namespace EcmEmulator.Tests;

/// <summary>The control address does what the library does.</summary>
public class ControlTests
{
    [Fact]
    public async Task TheSummaryHasALineForEachEip()
    {
        await using var host = await EmulatorHost.StartAsync(
            new EmulatorOptions { StateJson = StateFile.Demo }, TestContext.Current.CancellationToken);
        using var control = new ControlClient(host.Endpoint);

        const string Expected = """
            ap-xian-ecm
              EIP           IP            STATUS  BOUND TO
              eip-11112222  203.0.113.10  UNBIND  -
              eip-22223333  203.0.113.11  UNBIND  -
              eip-33334444  203.0.113.12  BIND    ein-77778888 (eni-77778888 10.0.0.9)

            """;
        Assert.Equal(Expected, await control.GetAsync("summary"));
    }

    [Fact]
    public async Task TheStateIsReadAndSet()
    {
        await using var lab = await Lab.StartAsync();
        using var control = new ControlClient(lab.Host.Endpoint);
        lab.Region.People.Bind(Lab.Eip, Lab.Instance);
        var saved = await control.GetAsync("state");

        lab.Region.People.Unbind(Lab.Eip);
        await control.DoAsync(HttpMethod.Put, "state", saved);

        Assert.Equal(Lab.Instance, lab.TheEip.InstanceId);
        Assert.Equal(saved, await control.GetAsync("state"));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("""{"regions": [{"name": "r", "colour": "red"}]}""")]
    [InlineData("""{"regions": [{"name": "r", "addresses": [{"addressId": "eip-1"}]}]}""")]
    [InlineData("""
        {"regions": [{"name": "r", "addresses": [
            {"addressId": "eip-1", "addressIp": "1", "boundTo": {"networkInterfaceId": "eni-1", "privateIpAddress": "1"}}]}]}
        """)]
    public async Task AStateThatIsWrongChangesNothing(string state)
    {
        await using var lab = await Lab.StartAsync();
        using var control = new ControlClient(lab.Host.Endpoint);

        var (status, answer) = await control.SendAsync(HttpMethod.Put, "state", state);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("error", answer, StringComparison.Ordinal);
        Assert.Equal("UNBIND", lab.TheEip.Status);
    }

    [Fact]
    public async Task PeopleActByHand()
    {
        await using var lab = await Lab.StartAsync();
        using var control = new ControlClient(lab.Host.Endpoint);
        Task ActAsync(string act, object ids) => control.DoAsync(HttpMethod.Post, $"acts/{act}", ids);

        await ActAsync("bind", new { region = Lab.RegionName, addressId = Lab.Eip, instanceId = Lab.Instance });
        Assert.Equal(Lab.Instance, lab.TheEip.InstanceId);
        await ActAsync("move", new
        {
            region = Lab.RegionName,
            addressId = Lab.Eip,
            networkInterfaceId = Lab.SpareEni,
            privateIpAddress = Lab.SpareIps[1],
        });
        Assert.Equal("BIND_ENI", lab.TheEip.Status);
        await ActAsync("attach", new { region = Lab.RegionName, networkInterfaceId = Lab.SpareEni, instanceId = Lab.Instance });
        Assert.Equal("BIND", lab.TheEip.Status);
        await ActAsync("detach", new { region = Lab.RegionName, networkInterfaceId = Lab.SpareEni });
        await ActAsync("delete-network-interface", new { region = Lab.RegionName, networkInterfaceId = Lab.SpareEni });
        Assert.Equal("UNBIND", lab.TheEip.Status);
        await ActAsync("delete-instance", new { region = Lab.RegionName, instanceId = Lab.Instance });
        Assert.Null(lab.Region.FindInstance(Lab.Instance));
        await ActAsync("bind", new
        {
            region = Lab.RegionName,
            addressId = Lab.Eip,
            networkInterfaceId = "eni-2",
            privateIpAddress = "10.0.0.6",
        });
        await ActAsync("move", new { region = Lab.RegionName, addressId = Lab.Eip, instanceId = Lab.OtherInstance });
        Assert.Equal("BIND", lab.TheEip.Status);
        await ActAsync("unbind", new { region = Lab.RegionName, addressId = Lab.Eip });
        await ActAsync("release", new { region = Lab.RegionName, addressId = Lab.Eip });
        Assert.Null(lab.Region.FindAddress(Lab.Eip));
    }

    [Theory]
    [InlineData("acts/unbind", """{"region": "ap-xian-ecm", "addressId": "eip-1"}""", HttpStatusCode.Conflict, "StatusNotPermit")]
    [InlineData("acts/unbind", """{"region": "ap-xian-ecm"}""", HttpStatusCode.BadRequest, "'addressId' is missing")]
    [InlineData("acts/unbind", """{"region": "ap-nowhere-ecm"}""", HttpStatusCode.BadRequest, "no region 'ap-nowhere-ecm'")]
    [InlineData("acts/dance", """{"region": "ap-xian-ecm"}""", HttpStatusCode.BadRequest, "no act 'dance'")]
    [InlineData("faults", """{"kind": "Earthquake"}""", HttpStatusCode.BadRequest, "FaultKind")]
    [InlineData("tasks/finish", """{"taskId": "none"}""", HttpStatusCode.BadRequest, "no task 'none'")]
    [InlineData("nonsense", "{}", HttpStatusCode.NotFound, "POST /_control/nonsense")]
    public async Task WhatCannotBeDoneIsSaid(string path, string body, HttpStatusCode expected, string message)
    {
        await using var lab = await Lab.StartAsync();
        using var control = new ControlClient(lab.Host.Endpoint);

        var (status, answer) = await control.SendAsync(HttpMethod.Post, path, body);

        Assert.Equal(expected, status);
        Assert.Contains(message, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FaultsAreSwitchedOnAndOff()
    {
        await using var lab = await Lab.StartAsync();
        using var control = new ControlClient(lab.Host.Endpoint);
        await control.DoAsync(
            HttpMethod.Post, "faults", new { kind = "Refuse", code = "ResourceInUse", action = "AssociateAddress", times = 0 });

        Assert.Equal("ResourceInUse", ApiClient.CodeOf(await lab.AssociateAsync()));
        var fault = Assert.Single((await control.GetJsonAsync("faults")).EnumerateArray());
        Assert.Equal(1, fault.GetProperty("hits").GetInt32());

        await control.DoAsync(HttpMethod.Delete, "faults");
        Assert.Equal("OK", ApiClient.CodeOf(await lab.AssociateAsync()));
    }

    [Fact]
    public async Task TasksArePlannedAndFinished()
    {
        await using var lab = await Lab.StartAsync();
        using var control = new ControlClient(lab.Host.Endpoint);
        await control.DoAsync(HttpMethod.Post, "tasks/plan", new { byHand = true });

        var task = Lab.TaskOf(await lab.AssociateAsync());
        var running = Assert.Single((await control.GetJsonAsync("tasks")).EnumerateArray());
        Assert.Equal("Running", running.GetProperty("result").GetString());
        await control.DoAsync(HttpMethod.Post, "tasks/finish", new { taskId = task, failed = true });

        Assert.Equal("FAILED", await lab.TaskResultAsync(task));
    }

    [Fact]
    public async Task CallsAreCounted()
    {
        await using var lab = await Lab.StartAsync();
        using var control = new ControlClient(lab.Host.Endpoint);
        await lab.AssociateAsync();
        await lab.AssociateAsync();

        var calls = await control.GetJsonAsync("calls");
        Assert.Equal(2, calls.GetProperty("counts").GetProperty("AssociateAddress").GetInt32());
        Assert.Equal(
            ["OK", "UnsupportedOperation.MutexOperationTaskRunning"],
            calls.GetProperty("calls").EnumerateArray().Select(call => call.GetProperty("outcome").GetString()!));

        await control.DoAsync(HttpMethod.Delete, "calls");
        Assert.Equal(0, lab.Host.Calls.Total);
    }

    [Fact]
    public async Task SettingsAreSet()
    {
        await using var lab = await Lab.StartAsync();
        using var control = new ControlClient(lab.Host.Endpoint);

        await control.DoAsync(HttpMethod.Put, "settings", new
        {
            taskSeconds = 0,
            requestsPerSecond = 5,
            missingAddresses = "AddressIdNotFound",
            revoke = new[] { "DisassociateAddress" },
        });

        Assert.Equal(5, lab.Host.Emulator.Limiter.PerSecond);
        Assert.Equal(Faults.MissingAddressAnswer.AddressIdNotFound, lab.Host.Faults.MissingAddresses);
        await lab.AssociateAsync();
        Assert.Equal("BIND", lab.TheEip.Status);
        Assert.Equal("UnauthorizedOperation.ForbiddenOperation", ApiClient.CodeOf(await lab.DisassociateAsync()));

        await control.DoAsync(
            HttpMethod.Put, "settings", new { clockSkewSeconds = 3600, grant = new[] { "DisassociateAddress" } });
        Assert.Equal("AuthFailure.SignatureExpire", ApiClient.CodeOf(await lab.DisassociateAsync()));
    }

    [Fact]
    public async Task AResetBringsTheStartBack()
    {
        await using var host = await EmulatorHost.StartAsync(
            new EmulatorOptions { StateJson = StateFile.Demo }, TestContext.Current.CancellationToken);
        using var control = new ControlClient(host.Endpoint);
        var region = host.Cloud.Region("ap-xian-ecm");
        region.People.Unbind("eip-33334444");
        host.Faults.Add(EcmEmulator.Faults.Fault.InternalError());
        host.Cloud.FailNextTasks();

        await control.DoAsync(HttpMethod.Post, "reset");

        Assert.Equal("BIND", region.Address("eip-33334444").Status);
        Assert.Empty(host.Faults.Active);
    }
}
