using EcmEmulator.Errors;
using EcmEmulator.Tests.Support;
using Xunit;

namespace EcmEmulator.Tests;

/// <summary>What people do behind a client's back.</summary>
public class PeopleTests
{
    [Fact]
    public async Task DeletingAnInstanceUnbindsItsPrimaryEniAndDetachesTheOthers()
    {
        await using var lab = await Lab.StartAsync();
        lab.Region.People.Attach(Lab.SpareEni, Lab.Instance);
        lab.Region.People.Bind(Lab.Eip, Lab.Instance);
        lab.Region.People.Bind(Lab.OtherEip, Lab.SpareEni, Lab.SpareIps[0]);

        lab.Region.People.DeleteInstance(Lab.Instance);

        Assert.Equal("UNBIND", await lab.StatusAsync());
        Assert.Equal("BIND_ENI", await lab.StatusAsync(Lab.OtherEip));
        Assert.Null(lab.Region.FindNetworkInterface(Lab.PrimaryEni));
        Assert.Equal("UnsupportedOperation.InstanceIdNotFound", ApiClient.CodeOf(await lab.AssociateAsync()));
    }

    [Fact]
    public async Task DeletingAnEniUnbindsItsEips()
    {
        await using var lab = await Lab.StartAsync();
        lab.Region.People.Bind(Lab.Eip, Lab.SpareEni, Lab.SpareIps[1]);

        lab.Region.People.DeleteNetworkInterface(Lab.SpareEni);

        Assert.Equal("UNBIND", await lab.StatusAsync());
    }

    [Fact]
    public async Task AMoveIsDoneAsAWholeOrNotAtAll()
    {
        await using var lab = await Lab.StartAsync();
        lab.Region.People.Bind(Lab.Eip, Lab.Instance);
        lab.Region.People.Move(Lab.Eip, Lab.OtherInstance);
        Assert.Equal(Lab.OtherInstance, lab.TheEip.InstanceId);

        var refused = Assert.Throws<ApiErrorException>(() => lab.Region.People.Move(Lab.Eip, "ein-none"));
        Assert.Equal(ErrorCode.InstanceIdNotFound, refused.Code);
        Assert.Equal(Lab.OtherInstance, lab.TheEip.InstanceId);
    }

    [Fact]
    public async Task AnEipThatIsReleasedIsGone()
    {
        await using var lab = await Lab.StartAsync();
        lab.Region.People.Bind(Lab.Eip, Lab.Instance);

        lab.Region.People.Release(Lab.Eip);

        Assert.Equal("UnsupportedOperation.AddressIdNotFound", ApiClient.CodeOf(await lab.AssociateAsync()));
        Assert.Equal("OK", ApiClient.CodeOf(await lab.AssociateAsync(addressId: Lab.OtherEip)));
    }

    [Fact]
    public async Task PeopleAreHeldToTheRulesToo()
    {
        await using var lab = await Lab.StartAsync();
        await lab.AssociateAsync();

        var unbind = Assert.Throws<ApiErrorException>(() => lab.Region.People.Unbind(Lab.Eip));
        var release = Assert.Throws<ApiErrorException>(() => lab.Region.People.Release(Lab.Eip));
        Assert.Equal(ErrorCode.MutexOperationTaskRunning, unbind.Code);
        Assert.Equal(ErrorCode.MutexOperationTaskRunning, release.Code);
    }
}
