using LocalEngine.Programs;
using LocalEngine.Tests.Fakes;
using Witness;
using Xunit;

namespace LocalEngine.Tests.Witness;

/// <summary>A stack of the official Node.js SDK runs through this engine from its preview to its end.</summary>
public sealed class NodeStackTests
{
    [Fact]
    public async Task AStackOfTheOfficialSdkLivesThroughPreviewUpRefreshAndDestroy()
    {
        await NodeStack.RequireAsync();
        await using var provider = await FakeProvider.StartAsync();
        using var stack = new TestStack();
        var project = Project.Load(NodeStack.Folder);

        var preview = await RunAsync(Operation.Preview);
        Assert.Equal(ChangeKind.Create, preview.Kind("web"));
        Assert.Empty(provider.Association.Cloud);

        var up = await RunAsync(Operation.Up);
        Assert.Equal(ChangeKind.Create, up.Kind("web"));
        Assert.Equal("203.0.113.10", up.Outputs["ip"]!.GetValue<string>());
        Assert.Equal("[secret]", up.Outputs["token"]!.GetValue<string>());
        Assert.Equal(300, provider.Requests<Pulumirpc.CreateRequest>()[^1].Timeout);

        provider.Forget();
        var again = await RunAsync(Operation.Up);
        Assert.Equal(ChangeKind.Same, again.Kind("web"));
        Assert.Equal("Check web, Diff web", provider.Asked);

        Assert.Equal(ChangeKind.Same, (await RunAsync(Operation.Refresh)).Kind("web"));
        Assert.Equal(ChangeKind.Delete, (await RunAsync(Operation.Destroy)).Kind("web"));
        Assert.Empty(provider.Association.Cloud);

        async Task<RunResult> RunAsync(Operation operation)
        {
            var options = stack.Options(operation, provider) with
            {
                RootDirectory = NodeStack.Folder,
                Config = new Dictionary<string, string>(TestStack.Config)
                {
                    ["edge:addressId"] = "eip-11112222",
                    ["edge:instanceId"] = "ein-33334444",
                },
            };
            var result = await Engine.RunAsync(options, ProgramFinder.Find(project), TestContext.Current.CancellationToken);
            Assert.True(result.Succeeded, result.Errors());
            return result;
        }
    }

    [Fact]
    public async Task AFailureInTheCloudEndsAProgramOfTheOfficialSdkWithOneErrorOnly()
    {
        await NodeStack.RequireAsync();
        await using var provider = await FakeProvider.StartAsync();
        using var stack = new TestStack();
        provider.Intercept = call => call.Method == "Create"
            ? throw Refusals.Plain("the instance has an EIP")
            : Task.FromResult<Google.Protobuf.IMessage?>(null);
        var options = stack.Options(Operation.Up, provider) with
        {
            RootDirectory = NodeStack.Folder,
            Config = new Dictionary<string, string>(TestStack.Config)
            {
                ["edge:addressId"] = "eip-11112222",
                ["edge:instanceId"] = "ein-33334444",
            },
        };

        var result = await Engine.RunAsync(
            options, ProgramFinder.Find(Project.Load(NodeStack.Folder)), TestContext.Current.CancellationToken);

        Assert.False(result.Succeeded);
        Assert.Equal("the instance has an EIP", result.Errors());
    }
}
