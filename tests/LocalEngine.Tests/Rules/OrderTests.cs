using Google.Protobuf;
using LocalEngine.Tests.Fakes;
using Xunit;

namespace LocalEngine.Tests.Rules;

public sealed class OrderTests : IAsyncLifetime
{
    private readonly TestStack _stack = new();
    private FakeProvider _provider = null!;

    public async ValueTask InitializeAsync() => _provider = await FakeProvider.StartAsync();

    [Fact]
    public async Task WhatOthersNeedIsDeletedLast()
    {
        await _stack.SucceedAsync(Operation.Up, _provider,
            Some.Web() + Some.Association("second", "addressId: eip-2, instanceId: \"${web.id}\"")
            + Some.Association("third", "addressId: eip-3, instanceId: ein-3", "dependsOn: [ \"${second}\" ]"));
        _provider.Forget();

        await _stack.SucceedAsync(Operation.Destroy, _provider);

        Assert.Equal("Delete third, Delete second, Delete web", _provider.Asked);
    }

    [Fact]
    public async Task WhatLeftTheProgramIsDeletedAfterWhatCameIn()
    {
        await _stack.SucceedAsync(Operation.Up, _provider, Some.Web());
        _provider.Forget();

        await _stack.SucceedAsync(Operation.Up, _provider, Some.Web("addressId: eip-9, instanceId: ein-9", name: "other"));

        Assert.Equal("Check other, Create other, Delete web", _provider.Asked);
    }

    [Fact]
    public async Task APreviewDeletesNothingButSaysWhatItWould()
    {
        await _stack.SucceedAsync(Operation.Up, _provider, Some.Web());
        _provider.Forget();

        var result = await _stack.SucceedAsync(Operation.Preview, _provider, "outputs: {}\n");

        Assert.Equal(ChangeKind.Delete, result.Kind("web"));
        Assert.Equal("", _provider.Asked);
        Assert.Single(_provider.Association.Cloud);
    }

    [Fact]
    public async Task IndependentResourcesRunSideBySideUpToTheLimitAndPlansRunAheadByOne()
    {
        var running = 0;
        var atOnce = 0;
        var two = new TaskCompletionSource();
        var planned = new TaskCompletionSource();
        _provider.Intercept = async call =>
        {
            if (call.Method == "Check" && _provider.Calls.Count(c => c.Method == "Check") == 3)
            {
                planned.TrySetResult();
            }

            if (call.Method != "Create")
            {
                return null;
            }

            var now = Interlocked.Increment(ref running);
            atOnce = Math.Max(atOnce, now);
            if (now == 2)
            {
                two.TrySetResult();
            }

            // The first two wait for each other, and for the plan of the third: with fewer workers nothing would end.
            await Task.WhenAll(two.Task, planned.Task).WaitAsync(TestContext.Current.CancellationToken);
            Interlocked.Decrement(ref running);
            return null;
        };
        var program = "resources:\n" + string.Concat(
            Enumerable.Range(1, 4).Select(i => Some.Association($"r{i}", $"addressId: eip-{i}, instanceId: ein-{i}")));
        var options = _stack.Options(Operation.Up, _provider) with { Parallel = 2 };

        var result = await Engine.RunAsync(options, _stack.Yaml(program), TestContext.Current.CancellationToken);

        Assert.True(result.Succeeded, result.Errors());
        Assert.Equal(2, atOnce);
        var calls = _provider.Calls.Select(c => c.Method).ToList();
        Assert.Equal(3, calls.Take(calls.LastIndexOf("Check")).Count(m => m == "Check"));
    }

    [Fact]
    public async Task AfterACancelNothingNewBeginsAndWhatIsInFlightEnds()
    {
        using var stop = new CancellationTokenSource();
        _provider.Intercept = async call =>
        {
            if (call.Method == "Create")
            {
                await stop.CancelAsync();
            }

            return (IMessage?)null;
        };
        var program = Some.Web() + Some.Association("second", "addressId: eip-2, instanceId: \"${web.id}\"");

        var result = await Engine.RunAsync(_stack.Options(Operation.Up, _provider), _stack.Yaml(program), stop.Token);

        Assert.False(result.Succeeded);
        Assert.Equal("Check web, Create web", _provider.Asked);
        Assert.NotNull(result.Resource("web"));
        Assert.Contains("cancelled", result.Errors(), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        _stack.Dispose();
    }
}
