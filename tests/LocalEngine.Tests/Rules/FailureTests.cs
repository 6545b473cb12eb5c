using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using LocalEngine.Tests.Fakes;
using Pulumirpc;
using Xunit;

namespace LocalEngine.Tests.Rules;

public sealed class FailureTests : IAsyncLifetime
{
    private static readonly string Chain =
        Some.Web() + Some.Association("second", "addressId: eip-2, instanceId: \"${web.id}\"");

    private readonly TestStack _stack = new();
    private FakeProvider _provider = null!;

    public async ValueTask InitializeAsync() => _provider = await FakeProvider.StartAsync();

    [Fact]
    public async Task AFailedCreateLeavesNothingAndItsDependentsAreNotRun()
    {
        Refuse("Create", "web", Refusals.Plain("the instance has an EIP\nunbind it first"));

        var result = await _stack.RunAsync(Operation.Up, _provider, Chain);

        Assert.False(result.Succeeded);
        Assert.Equal("Check web, Create web", _provider.Asked);
        Assert.Null(result.Resource("web"));
        Assert.Equal("the instance has an EIP\nunbind it first", result.Errors());
    }

    [Fact]
    public async Task WhatDoesNotDependOnAFailureGoesOnWhenAsked()
    {
        Refuse("Create", "web", Refusals.Plain("no"));
        var options = _stack.Options(Operation.Up, _provider) with { ContinueOnError = true };

        var result = await Engine.RunAsync(
            options, _stack.Yaml(Chain + Some.Association("third", "addressId: eip-3, instanceId: ein-3")), TestContext.Current.CancellationToken);

        Assert.False(result.Succeeded);
        Assert.NotNull(result.Resource("third"));
        Assert.Null(result.Resource("second"));
    }

    [Fact]
    public async Task AFailedUpdateKeepsTheOldState()
    {
        await _stack.SucceedAsync(Operation.Up, _provider, Some.Web());
        Refuse("Update", "web", Refusals.Plain("no"));

        var result = await _stack.RunAsync(
            Operation.Up, _provider, Some.Web("addressId: eip-11112222, instanceId: ein-33334444, allowReassociation: true"));

        Assert.False(result.Resource("web")!.Inputs["allowReassociation"]!.GetValue<bool>());
    }

    [Fact]
    public async Task APlainReadClearsTheMemoryOfAFailureAndAnUnhealthyOneKeepsIt()
    {
        await _stack.SucceedAsync(Operation.Up, _provider, Some.Web());
        var state = _provider.Association.Cloud.Values.Single();
        Refuse("Read", "web", Refusals.InitFailed("ap-xian-ecm/eip-11112222/ein-33334444", state, "still binding"));
        var unhealthy = await _stack.SucceedAsync(Operation.Refresh, _provider);
        Assert.Equal(["still binding"], unhealthy.Resource("web")!.InitErrors);

        _provider.Intercept = _ => Task.FromResult<IMessage?>(null);
        _provider.Forget();
        var preview = await _stack.SucceedAsync(Operation.Preview, _provider, Some.Web());
        Assert.Equal("Check web, Diff web, Update web", _provider.Asked);
        Assert.Equal(ChangeKind.Update, preview.Kind("web"));

        var healthy = await _stack.SucceedAsync(Operation.Refresh, _provider);
        Assert.Empty(healthy.Resource("web")!.InitErrors);
        Assert.Equal(ChangeKind.Same, (await _stack.SucceedAsync(Operation.Up, _provider, Some.Web())).Kind("web"));
    }

    [Fact]
    public async Task AnInputSetSecretByAPartialCreateIsStillSecretInTheState()
    {
        var secret = new Struct { Fields = { ["note"] = Protocol.Values.Secret(Value.ForString("hushhush")) } };
        Refuse("Create", "web", Refusals.InitFailed("r/e/i", secret, "task still running"));

        var result = await _stack.RunAsync(Operation.Up, _provider, Some.Web());

        Assert.Equal("[secret]", result.Resource("web")!.Outputs["note"]!.GetValue<string>());
        Assert.DoesNotContain("hushhush", await File.ReadAllTextAsync(_stack.StateFile, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AProgramThatFailsDeletesNothing()
    {
        await _stack.SucceedAsync(Operation.Up, _provider, Some.Web());
        var program = new Programs.DelegateProgram((_, _) => throw new Programs.ProgramFailedException("the program broke"));

        var result = await Engine.RunAsync(_stack.Options(Operation.Up, _provider), program, TestContext.Current.CancellationToken);

        Assert.Equal("the program broke", result.Errors());
        Assert.NotNull(result.Resource("web"));
        Assert.Single(_provider.Association.Cloud);
    }

    [Fact]
    public async Task ADeleteThatFailsKeepsTheResourceAndWhatItNeeds()
    {
        await _stack.SucceedAsync(Operation.Up, _provider, Chain);
        Refuse("Delete", "second", Refusals.Plain("busy"));
        _provider.Forget();

        var result = await _stack.RunAsync(Operation.Destroy, _provider);

        Assert.Equal("Delete second", _provider.Asked);
        Assert.NotNull(result.Resource("web"));
        Assert.NotNull(result.Resource("second"));
    }

    [Fact]
    public async Task ARefusedConfigurationEndsTheRunWithTheProvidersWords()
    {
        _provider.Intercept = call => call.Method == "CheckConfig"
            ? Task.FromResult<IMessage?>(new CheckResponse { Failures = { new CheckFailure { Property = "ecmRegion", Reason = "no such region" } } })
            : Task.FromResult<IMessage?>(null);

        var result = await _stack.RunAsync(Operation.Preview, _provider, Some.Web());

        Assert.Equal("property ecmRegion value {\"ap-xian-ecm\"} has a problem: no such region", result.Errors());
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        _stack.Dispose();
    }

    private void Refuse(string method, string name, Exception refusal) => _provider.Intercept = call =>
        call.Method == method && call.Urn == Some.Urn(name) ? throw refusal : Task.FromResult<IMessage?>(null);
}
