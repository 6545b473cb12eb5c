using EcmProvider.Tests.Support;
using Xunit;

[assembly: AssemblyFixture(typeof(WarmUp))]

namespace EcmProvider.Tests.Support;

/// <summary>
/// Lets one association live once before the tests: a method that is being compiled for the first time looks idle to the virtual
/// clock, which would then run ahead.
/// </summary>
public sealed class WarmUp : IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        await using var provider = await TestProvider.StartAsync();
        var created = await provider.CreateAsync(Some.Inputs(), timeout: 86_400);
        await provider.HandshakeAsync();
        await provider.ReadAsync(created.Id, created.State, Some.Inputs());
        await provider.UpdateAsync(created.Id, created.State, Some.Inputs(), Some.Inputs(), timeout: 86_400);
        await provider.DeleteAsync(created.Id, created.State, Some.Inputs(), timeout: 86_400);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
