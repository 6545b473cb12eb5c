using EcmEmulator.Models;
using EcmEmulator.Tests.Support;
using Xunit;

namespace EcmEmulator.Tests;

/// <summary>The rules of DisassociateAddress.</summary>
public class DisassociateTests
{
    [Fact]
    public async Task AnEipThatIsNotBoundCannotBeUnbound()
    {
        await using var lab = await Lab.StartAsync();
        Assert.Equal("UnsupportedOperation.StatusNotPermit", ApiClient.CodeOf(await lab.DisassociateAsync()));
        Assert.Equal("UnsupportedOperation.AddressIdNotFound", ApiClient.CodeOf(await lab.DisassociateAsync("eip-none")));
    }

    [Fact]
    public async Task ATaskUnderWayIsInTheWay()
    {
        await using var lab = await Lab.StartAsync();
        await lab.AssociateAsync();
        Assert.Equal("UnsupportedOperation.MutexOperationTaskRunning", ApiClient.CodeOf(await lab.DisassociateAsync()));
    }

    [Fact]
    public async Task ABusyInstanceIsInTheWay()
    {
        await using var lab = await Lab.StartAsync();
        lab.Region.People.Bind(Lab.Eip, Lab.Instance);
        lab.Region.Put(new Instance { InstanceId = Lab.Instance, OperationInProgress = true });
        Assert.Equal("OperationDenied.InstanceOperationInProgress", ApiClient.CodeOf(await lab.DisassociateAsync()));
    }

    [Fact]
    public async Task AnOrdinaryPublicIpIsGivenBackOnDemand()
    {
        await using var lab = await Lab.StartAsync();
        lab.Region.People.Bind(Lab.Eip, Lab.Instance);

        await lab.DisassociateAsync(reallocateNormalPublicIp: true);
        lab.Host.Cloud.FinishTasks();

        var ordinary = Assert.Single(lab.Region.Addresses, address => address.Eip.AddressType == AddressType.WanIp);
        Assert.Equal("UNBIND", lab.TheEip.Status);
        Assert.Equal((Lab.Instance, "10.0.0.5"), (ordinary.InstanceId, ordinary.PrivateIpAddress));
        Assert.Equal("UnsupportedOperation.AlreadyBindEip", ApiClient.CodeOf(await lab.AssociateAsync()));

        await lab.DisassociateAsync(ordinary.AddressId);
        lab.Host.Cloud.FinishTasks();
        Assert.Null(lab.Region.FindAddress(ordinary.AddressId));
        Assert.Equal("OK", ApiClient.CodeOf(await lab.AssociateAsync()));
    }

    [Fact]
    public async Task AnOrdinaryPublicIpIsOnlyForThePrimaryPrivateIpOfAPrimaryEni()
    {
        await using var lab = await Lab.StartAsync();
        lab.Region.People.Attach(Lab.SpareEni, Lab.Instance);
        lab.Region.People.Bind(Lab.Eip, Lab.SpareEni, Lab.SpareIps[0]);

        Assert.Equal(
            "FailedOperation.OperationNotAllow", ApiClient.CodeOf(await lab.DisassociateAsync(reallocateNormalPublicIp: true)));
        Assert.Equal("OK", ApiClient.CodeOf(await lab.DisassociateAsync()));
    }

    [Fact]
    public async Task AnOrdinaryPublicIpIsGivenBackTenTimesADay()
    {
        await using var lab = await Lab.StartAsync();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("OK", await UnbindWithReallocationAsync(lab));
        }

        Assert.Equal("UnsupportedOperation.QuotaLimitExceeded", await UnbindWithReallocationAsync(lab));
        lab.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(
            "OK", await lab.Client.CodeOfAsync(
                "DisassociateAddress",
                new { EcmRegion = Lab.RegionName, AddressId = Lab.Eip, ReallocateNormalPublicIp = true },
                new Signer { At = lab.Clock.GetUtcNow() }));
    }

    [Fact]
    public async Task AnEipWithCascadeReleaseEndsWithItsBinding()
    {
        await using var lab = await Lab.StartAsync();
        lab.Region.Change(Lab.Eip, eip => eip with { CascadeRelease = true });
        lab.Region.People.Bind(Lab.Eip, Lab.Instance);

        await lab.DisassociateAsync();
        lab.Host.Cloud.FinishTasks();

        Assert.Null(lab.Region.FindAddress(Lab.Eip));
    }

    private static async Task<string> UnbindWithReallocationAsync(Lab lab)
    {
        foreach (var ordinary in lab.Region.Addresses.Where(address => address.Eip.AddressType == AddressType.WanIp))
        {
            lab.Region.RemoveAddress(ordinary.AddressId);
        }

        if (!lab.TheEip.IsBound)
        {
            lab.Region.People.Bind(Lab.Eip, Lab.Instance);
        }

        var code = ApiClient.CodeOf(await lab.DisassociateAsync(reallocateNormalPublicIp: true));
        lab.Host.Cloud.FinishTasks();
        return code;
    }
}
