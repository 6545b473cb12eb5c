using LocalEngine.Tests.Fakes;
using Xunit;

namespace LocalEngine.Tests.Rules;

public sealed class ReplacementTests : IAsyncLifetime
{
    private const string Moved = "addressId: eip-11112222, instanceId: ein-55556666";
    private readonly TestStack _stack = new();
    private FakeProvider _provider = null!;

    public async ValueTask InitializeAsync() => _provider = await FakeProvider.StartAsync();

    [Theory]
    [InlineData("", "Check web, Diff web, Check web, Delete web, Create web")]
    [InlineData("deleteBeforeReplace: true", "Check web, Diff web, Check web, Delete web, Create web")]
    [InlineData("deleteBeforeReplace: false", "Check web, Diff web, Check web, Create web, Delete web")]
    public async Task TheProgramsWordOnTheOrderBeatsTheProviders(string options, string asked)
    {
        await _stack.SucceedAsync(Operation.Up, _provider, Some.Web(options: options));
        _provider.Forget();

        var result = await _stack.SucceedAsync(Operation.Up, _provider, Some.Web(Moved, options));

        Assert.Equal(asked, _provider.Asked);
        Assert.Equal(ChangeKind.Replace, result.Kind("web"));
        Assert.Equal(
            new PropertyChange("instanceId", "\"ein-33334444\"", "\"ein-55556666\"", Replaces: true),
            Assert.Single(result.Changes, c => c.Kind == ChangeKind.Replace).Properties.Single());
        Assert.Equal(["ap-xian-ecm/eip-11112222/ein-55556666"], _provider.Association.Cloud.Keys);
    }

    [Fact]
    public async Task AnOldResourceWhoseDeleteFailedIsDeletedByTheNextRun()
    {
        const string First = "deleteBeforeReplace: false";
        await _stack.SucceedAsync(Operation.Up, _provider, Some.Web(options: First));
        _provider.Intercept = call => call.Method == "Delete" ? throw Refusals.Plain("not now") : Task.FromResult<Google.Protobuf.IMessage?>(null);
        var failed = await _stack.RunAsync(Operation.Up, _provider, Some.Web(Moved, First));
        Assert.False(failed.Succeeded);
        Assert.Contains(failed.Resources, r => r.AwaitsDeletion && r.Id.EndsWith("ein-33334444", StringComparison.Ordinal));

        _provider.Intercept = _ => Task.FromResult<Google.Protobuf.IMessage?>(null);
        _provider.Forget();
        var mended = await _stack.SucceedAsync(Operation.Up, _provider, Some.Web(Moved, First));

        Assert.Equal("Check web, Diff web, Delete web", _provider.Asked);
        Assert.DoesNotContain(mended.Resources, r => r.AwaitsDeletion);
    }

    [Fact]
    public async Task AProtectedResourceIsNeitherReplacedNorDeleted()
    {
        const string Protected = "protect: true";
        await _stack.SucceedAsync(Operation.Up, _provider, Some.Web(options: Protected));

        var replaced = await _stack.RunAsync(Operation.Up, _provider, Some.Web(Moved, Protected));
        var left = await _stack.RunAsync(Operation.Up, _provider, "outputs: {}\n");
        var destroyed = await _stack.RunAsync(Operation.Destroy, _provider);

        Assert.All([replaced, left, destroyed], r => Assert.Contains("protect", r.Errors(), StringComparison.Ordinal));
        Assert.DoesNotContain("Delete", _provider.Asked, StringComparison.Ordinal);
        await _stack.SucceedAsync(Operation.Up, _provider, Some.Web(options: "protect: false"));
        await _stack.SucceedAsync(Operation.Destroy, _provider);
        Assert.Empty(_provider.Association.Cloud);
    }

    [Fact]
    public async Task WhatIsRetainedOnDeleteStaysInTheCloud()
    {
        await _stack.SucceedAsync(Operation.Up, _provider, Some.Web(options: "retainOnDelete: true"));
        var result = await _stack.SucceedAsync(Operation.Destroy, _provider);

        Assert.Equal(ChangeKind.Forget, result.Kind("web"));
        Assert.Empty(result.Resources);
        Assert.Single(_provider.Association.Cloud);
    }

    [Fact]
    public async Task AnIgnoredChangeIsNoChange()
    {
        await _stack.SucceedAsync(Operation.Up, _provider, Some.Web());
        var result = await _stack.SucceedAsync(Operation.Up, _provider, Some.Web(Moved, "ignoreChanges: [instanceId]"));

        Assert.Equal(ChangeKind.Same, result.Kind("web"));
    }

    [Fact]
    public async Task AChangeCanBeMadeToReplaceByTheProgram()
    {
        await _stack.SucceedAsync(Operation.Up, _provider, Some.Web());
        var result = await _stack.SucceedAsync(
            Operation.Preview, _provider,
            Some.Web("addressId: eip-11112222, instanceId: ein-33334444, allowReassociation: true", "replaceOnChanges: [allowReassociation]"));

        Assert.Equal(ChangeKind.Replace, result.Kind("web"));
    }

    [Fact]
    public async Task AResourceIsReplacedByForce()
    {
        await _stack.SucceedAsync(Operation.Up, _provider, Some.Web());
        _provider.Forget();
        var options = _stack.Options(Operation.Up, _provider) with { Replace = [Some.Urn("web")] };

        await Engine.RunAsync(options, _stack.Yaml(Some.Web()), TestContext.Current.CancellationToken);

        Assert.Equal("Check web, Diff web, Check web, Create web, Delete web", _provider.Asked);
    }

    [Theory]
    [InlineData("aliases: [ { name: web } ]")]
    [InlineData("aliases: [ 'urn:pulumi:dev::edge::ecm:index:EipAssociation::web' ]")]
    public async Task AnAliasKeepsAResourceThatWasRenamed(string alias)
    {
        await _stack.SucceedAsync(Operation.Up, _provider, Some.Web());
        _provider.Forget();
        var result = await _stack.SucceedAsync(Operation.Up, _provider, Some.Web(options: alias, name: "front"));

        Assert.Equal("Check front, Diff front", _provider.Asked);
        Assert.Equal(ChangeKind.Same, result.Kind("front"));
        Assert.Null(result.Resource("web"));
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        _stack.Dispose();
    }
}
