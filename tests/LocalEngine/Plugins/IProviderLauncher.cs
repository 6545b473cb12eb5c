namespace LocalEngine.Plugins;

/// <summary>Brings up a provider for a package and tells where it listens.</summary>
public interface IProviderLauncher
{
    /// <summary>Starts (or finds) the provider of a package.</summary>
    /// <param name="package">The package's name, such as <c>ecm</c>.</param>
    /// <param name="engineAddress">Where the provider finds the engine, <c>127.0.0.1:PORT</c>.</param>
    /// <param name="stderr">Takes each line that the provider writes to its standard error.</param>
    /// <param name="cancellation">Ends the wait for the provider's port.</param>
    /// <exception cref="EngineException">There is no such provider, or it ended before it said its port.</exception>
    Task<IRunningProvider> StartAsync(
        string package, string engineAddress, Action<string> stderr, CancellationToken cancellation);
}

/// <summary>A provider that listens; disposing it ends what was started for it.</summary>
public interface IRunningProvider : IAsyncDisposable
{
    /// <summary>Where it listens, <c>127.0.0.1:PORT</c>.</summary>
    string Address { get; }

    /// <summary>Whether it was running before and is only attached to: it outlives the run.</summary>
    bool Attached { get; }

    /// <summary>Ends it at once, without asking.</summary>
    void Kill();
}

/// <summary>Providers that already listen somewhere, such as in the same process.</summary>
public sealed class AttachedProviders(IReadOnlyDictionary<string, string> addresses) : IProviderLauncher
{
    /// <inheritdoc />
    public Task<IRunningProvider> StartAsync(
        string package, string engineAddress, Action<string> stderr, CancellationToken cancellation) =>
        addresses.TryGetValue(package, out var address)
            ? Task.FromResult<IRunningProvider>(new Running(address))
            : throw new EngineException($"No provider for the package \"{package}\" is attached; give its address.");

    private sealed record Running(string Address) : IRunningProvider
    {
        public bool Attached => true;

        public void Kill()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
