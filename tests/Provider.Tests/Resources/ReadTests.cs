using EcmEmulator.Faults;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Grpc.Core;
using Xunit;

namespace EcmProvider.Tests.Resources;

/// <summary>What Read finds, and that it never calls something gone that is not.</summary>
public sealed class ReadTests
{
    [Fact]
    public async Task CarriesInputsAndStateOverWhenNothingDrifted()
    {
        await using var provider = await TestProvider.StartAsync();
        var inputs = Some.Inputs(reallocate: true);
        var created = await provider.CreateAsync(inputs);

        var read = await provider.ReadAsync(created.Id, created.State, inputs);

        Assert.Equal(created.Id, read.Id);
        Assert.Equal(created.State, read.State);
        Assert.Equal(inputs, read.Inputs);
        Assert.True(read.RefreshBeforeUpdate);
    }

    [Fact]
    public async Task KeepsWhatIsSecretSecret()
    {
        await using var provider = await TestProvider.StartAsync();
        var inputs = Some.Inputs().With("addressId", new PropertyValue.Secret(PropertyValue.Of(Some.Eip)));
        var created = await provider.CreateAsync(inputs);

        var read = await provider.ReadAsync(created.Id, created.State, inputs);

        Assert.True(created.State["addressId"].IsSecretValue);
        Assert.True(read.State["addressId"].IsSecretValue);
        Assert.True(read.Inputs["addressId"].IsSecretValue);
    }

    [Fact]
    public async Task AnEipUnboundByHandIsGone()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateAsync(Some.Inputs());
        provider.Cloud.People.Unbind(Some.Eip);

        var read = await provider.ReadAsync(created.Id, created.State, Some.Inputs());

        Assert.Equal(StatusCode.OK, read.Code);
        Assert.Equal(string.Empty, read.Id);
    }

    [Fact]
    public async Task AnEipMovedByHandIsGoneWithAWarningThatNamesTheNewTarget()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateAsync(Some.Inputs());
        provider.Cloud.People.Move(Some.Eip, Some.OtherInstance);

        var read = await provider.ReadAsync(created.Id, created.State, Some.Inputs());

        Assert.Equal(string.Empty, read.Id);
        Assert.Contains(
            provider.Engine.Messages,
            m => m.StartsWith("Warning: ", StringComparison.Ordinal) && m.Contains($"but to instance \"{Some.OtherInstance}\""));
        Assert.Equal(Some.OtherInstance, provider.Cloud.Address(Some.Eip).InstanceId);
    }

    [Fact]
    public async Task AnEipReleasedByHandIsGone()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateAsync(Some.Inputs());
        provider.Cloud.RemoveAddress(Some.Eip);

        Assert.Equal(string.Empty, (await provider.ReadAsync(created.Id, created.State, Some.Inputs())).Id);
    }

    [Theory]
    [InlineData(MissingAddressAnswer.Absent)]
    [InlineData(MissingAddressAnswer.AddressIdNotFound)]
    [InlineData(MissingAddressAnswer.InvaildAddressId)]
    public async Task AMissingEipIsGoneHoweverTheApiSaysSo(MissingAddressAnswer answer)
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Faults.MissingAddresses = answer;
        var created = await provider.CreateAsync(Some.Inputs());
        provider.Cloud.RemoveAddress(Some.Eip);

        var read = await provider.ReadAsync(created.Id, created.State, Some.Inputs());

        Assert.Equal(string.Empty, read.Message);
        Assert.Equal(string.Empty, read.Id);
    }

    [Fact]
    public async Task AnApiThatCannotBeReachedIsAnErrorAndNeverGone()
    {
        await using var provider = await TestProvider.StartAsync(configuration: ("maxRetries", PropertyValue.Of(2)));
        var created = await provider.CreateAsync(Some.Inputs());
        provider.Emulator.Faults.Add(Fault.HttpStatus(502) with { Times = null });

        var read = await provider.ReadAsync(created.Id, created.State, Some.Inputs());

        Assert.Equal(StatusCode.Unavailable, read.Code);
        Assert.Contains("502", read.Message);
    }

    [Fact]
    public async Task ABindingThatDoesNotSettleWithinAMinuteKeepsTheEnginesMemoryOfTheFailure()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Cloud.HoldNextTasks();
        var created = await provider.CreateAsync(Some.Inputs(), timeout: 3);
        var before = provider.Clock.Elapsed;

        var read = await provider.ReadAsync(created.Id, created.State, created.Inputs);

        Assert.NotNull(read.Partial);
        Assert.Equal(created.Id, read.Id);
        Assert.Equal(created.State, read.State);
        Assert.InRange((provider.Clock.Elapsed - before).TotalSeconds, 59, 63);
    }

    [Fact]
    public async Task UnbindWhileTheRecordedTaskIsRunningIsNotGone()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Cloud.HoldNextTasks();
        var created = await provider.CreateAsync(Some.Inputs(), timeout: 3);
        provider.Emulator.Faults.Add(Fault.Lag(TimeSpan.FromHours(1)) with { Times = null });

        var read = await provider.ReadAsync(created.Id, created.State, created.Inputs);

        Assert.NotNull(read.Partial);
    }

    [Fact]
    public async Task ALookUpThatStillShowsTheTargetBeforeIsNoMoveWhileTheRecordedTaskIsRunning()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.People.Bind(Some.Eip, Some.OtherInstance);
        await provider.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        provider.Cloud.People.Unbind(Some.Eip);
        provider.Emulator.Cloud.HoldNextTasks();
        var created = await provider.CreateAsync(Some.Inputs(), timeout: 3);
        provider.Emulator.Faults.Add(Fault.Lag(TimeSpan.FromSeconds(30)));

        var reading = provider.BeginRead(created.Id, created.State, created.Inputs);
        await provider.Clock.AdvanceAsync(TimeSpan.FromSeconds(5));
        provider.Emulator.Cloud.FinishTasks();
        provider.Emulator.Faults.Clear();
        var read = await provider.Clock.RunAsync(reading);

        Assert.Equal(created.Id, read.Id);
        Assert.Equal("BIND", read["addressStatus"]);
    }

    [Fact]
    public async Task ALookUpThatLagsBehindASucceededTaskIsWaitedFor()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateAsync(Some.Inputs());
        provider.Emulator.Faults.Add(Fault.Lag(TimeSpan.FromSeconds(7)) with { Times = null });

        var read = await provider.ReadAsync(created.Id, created.State, Some.Inputs());

        Assert.Equal(created.Id, read.Id);
    }

    [Fact]
    public async Task ATaskThatFailedMeansGone()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Emulator.Cloud.HoldNextTasks();
        var created = await provider.CreateAsync(Some.Inputs(), timeout: 3);
        provider.Emulator.Cloud.FinishTask(created["taskId"]!, failed: true);

        Assert.Equal(string.Empty, (await provider.ReadAsync(created.Id, created.State, created.Inputs)).Id);
    }

    [Fact]
    public async Task AnImportByRegionAndEipFindsTheInstance()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.People.Bind(Some.Eip, Some.Instance);

        var read = await provider.ReadAsync($"ap-xian-ecm/{Some.Eip}");

        Assert.Equal(Some.Id(), read.Id);
        Assert.Equal(Some.Inputs(), read.Inputs);
        Assert.Null(read["taskId"]);
        Assert.Equal("10.0.0.5", read["privateIpAddress"]);
    }

    [Fact]
    public async Task AnImportOfAnEipOnASecondEniFindsTheEniForm()
    {
        await using var provider = await TestProvider.StartAsync();
        provider.Cloud.People.Attach(Some.Eni, Some.Instance);
        provider.Cloud.People.Bind(Some.Eip, Some.Eni, Some.PrivateIp);

        var read = await provider.ReadAsync($"ap-xian-ecm/{Some.Eip}");

        Assert.Equal($"ap-xian-ecm/{Some.Eip}/{Some.Eni}/{Some.PrivateIp}", read.Id);
        Assert.Equal(Some.EniInputs(), read.Inputs);
        Assert.Equal(Some.Instance, read["instanceId"]);
    }

    [Theory]
    [InlineData("ap-xian-ecm/eip-11112222", "is bound to nothing (its status is UNBIND)")]
    [InlineData("ap-xian-ecm/eip-99990000", "has no EIP \"eip-99990000\"")]
    [InlineData("ap-xian-ecm/eip-11112222/ein-33334444", "is bound to nothing (its status is UNBIND)")]
    public async Task AnImportOfNothingSaysWhy(string id, string why)
    {
        await using var provider = await TestProvider.StartAsync();

        var read = await provider.ReadAsync(id);

        Assert.Equal(string.Empty, read.Id);
        Assert.Contains(provider.Engine.Messages, m => m.Contains(why));
    }

    [Theory]
    [InlineData("")]
    [InlineData("eip-11112222")]
    [InlineData("ap-xian-ecm/")]
    [InlineData("ap-xian-ecm/eip-1/eni-1/not-an-ip")]
    [InlineData("ap-xian-ecm/eip-1/eni-1/10.0.0.7/more")]
    [InlineData("ap-xian-ecm/eip 1")]
    public async Task AnIdThatIsNoneIsAnErrorThatShowsTheForms(string id)
    {
        await using var provider = await TestProvider.StartAsync();

        var read = await provider.ReadAsync(id);

        Assert.Equal(StatusCode.InvalidArgument, read.Code);
        Assert.Contains("<region>/<eip>/<instance>", read.Message);
    }
}
