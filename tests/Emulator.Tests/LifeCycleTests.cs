using EcmEmulator.Models;
using EcmEmulator.Tests.Support;
using Xunit;

namespace EcmEmulator.Tests;

/// <summary>What an EIP goes through when all goes well, and how a task shows.</summary>
public class LifeCycleTests
{
    [Fact]
    public async Task AnEipIsBoundOnceItsTaskHasRun()
    {
        await using var lab = await Lab.StartAsync();

        var task = Lab.TaskOf(await lab.AssociateAsync());
        Assert.Equal("BINDING", await lab.StatusAsync());
        Assert.Equal("RUNNING", await lab.TaskResultAsync(task));

        lab.Clock.Advance(TimeSpan.FromMinutes(1));
        var shown = await lab.DescribeAsync();
        Assert.Equal("BIND", shown.GetProperty("AddressStatus").GetString());
        Assert.Equal(Lab.Instance, shown.GetProperty("InstanceId").GetString());
        Assert.Equal(Lab.PrimaryEni, shown.GetProperty("NetworkInterfaceId").GetString());
        Assert.Equal("10.0.0.5", shown.GetProperty("PrivateAddressIp").GetString());
        Assert.Equal("SUCCESS", await lab.TaskResultAsync(task));
    }

    [Fact]
    public async Task AnEipIsUnboundOnceItsTaskHasRun()
    {
        await using var lab = await Lab.StartAsync();
        lab.Region.People.Bind(Lab.Eip, Lab.Instance);

        var task = Lab.TaskOf(await lab.DisassociateAsync());
        Assert.Equal("UNBINDING", await lab.StatusAsync());

        lab.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("UNBIND", await lab.StatusAsync());
        Assert.Equal("SUCCESS", await lab.TaskResultAsync(task));
        Assert.Null(lab.TheEip.NetworkInterfaceId);
    }

    [Fact]
    public async Task OnAnEniThatIsAttachedToNothingTheStatusIsBindEni()
    {
        await using var lab = await Lab.StartAsync();

        await lab.AssociateEniAsync(Lab.SpareEni, Lab.SpareIps[1]);
        lab.Host.Cloud.FinishTasks();

        Assert.Equal("BIND_ENI", await lab.StatusAsync());
        Assert.Null(lab.TheEip.InstanceId);
        lab.Region.People.Attach(Lab.SpareEni, Lab.Instance);
        Assert.Equal("BIND", await lab.StatusAsync());
        Assert.Equal(Lab.Instance, lab.TheEip.InstanceId);
    }

    [Fact]
    public async Task ATaskThatFailsLeavesTheEipAsItWas()
    {
        await using var lab = await Lab.StartAsync();
        lab.Host.Cloud.FailNextTasks(2);

        var bind = Lab.TaskOf(await lab.AssociateAsync());
        lab.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("FAILED", await lab.TaskResultAsync(bind));
        Assert.Equal("UNBIND", await lab.StatusAsync());

        lab.Region.People.Bind(Lab.Eip, Lab.Instance);
        var unbind = Lab.TaskOf(await lab.DisassociateAsync());
        lab.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("FAILED", await lab.TaskResultAsync(unbind));
        Assert.Equal("BIND", await lab.StatusAsync());
    }

    [Fact]
    public async Task ATaskThatIsHeldRunsUntilItIsFinishedByHand()
    {
        await using var lab = await Lab.StartAsync();
        lab.Host.Cloud.HoldNextTasks();

        var task = Lab.TaskOf(await lab.AssociateAsync());
        lab.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("BINDING", lab.TheEip.Status);

        lab.Host.Cloud.FinishTask(task);
        Assert.Equal("BIND", lab.TheEip.Status);
        Assert.Throws<InvalidOperationException>(() => lab.Host.Cloud.FinishTask(task));
    }

    [Fact]
    public async Task APlanIsForTheEipItNames()
    {
        await using var lab = await Lab.StartAsync();
        lab.Host.Cloud.PlanTasks(new TaskPlan { AddressId = Lab.OtherEip, Duration = TimeSpan.FromSeconds(1), Times = null });

        await lab.AssociateAsync();
        await lab.AssociateAsync(Lab.OtherInstance, Lab.OtherEip);
        lab.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("BINDING", lab.TheEip.Status);
        Assert.Equal("BIND", lab.Region.Address(Lab.OtherEip).Status);
    }

    [Fact]
    public async Task ATaskWhoseTargetIsDeletedMeanwhileFails()
    {
        await using var lab = await Lab.StartAsync();
        var task = Lab.TaskOf(await lab.AssociateAsync());

        lab.Region.People.DeleteInstance(Lab.Instance);
        lab.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("FAILED", await lab.TaskResultAsync(task));
        Assert.Equal("UNBIND", lab.TheEip.Status);
    }

    [Fact]
    public async Task DescribeNetworkInterfacesShowsWhatIsBoundToAPrivateIp()
    {
        await using var lab = await Lab.StartAsync();
        lab.Region.People.Bind(Lab.Eip, Lab.Instance);

        var answer = await lab.Client.CallAsync("DescribeNetworkInterfaces", new
        {
            EcmRegion = Lab.RegionName,
            Filters = new[] { new { Name = "attachment.instance-id", Values = new[] { Lab.Instance } } },
        });

        var eni = Assert.Single(answer.GetProperty("NetworkInterfaceSet").EnumerateArray());
        Assert.Equal(Lab.PrimaryEni, eni.GetProperty("NetworkInterfaceId").GetString());
        Assert.Equal(Lab.Instance, eni.GetProperty("Attachment").GetProperty("InstanceId").GetString());
        var ip = Assert.Single(eni.GetProperty("PrivateIpAddressSet").EnumerateArray());
        Assert.Equal(Lab.Eip, ip.GetProperty("AddressId").GetString());
        Assert.Equal("203.0.113.10", ip.GetProperty("PublicIpAddress").GetString());
    }
}
