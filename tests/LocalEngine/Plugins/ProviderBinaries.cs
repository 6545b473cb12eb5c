namespace LocalEngine.Plugins;

/// <summary>Finds and starts provider binaries: named folders first, then the PATH; <c>PULUMI_DEBUG_PROVIDERS</c> beats both.</summary>
public sealed class ProviderBinaries : IProviderLauncher
{
    private readonly IReadOnlyDictionary<string, string> _paths;
    private readonly IReadOnlyDictionary<string, string?> _environment;
    private readonly TimeProvider _clock;

    /// <summary>Looks in the given places.</summary>
    /// <param name="paths">For each package a binary, or the folder it stands in.</param>
    /// <param name="environment">Variables for the provider besides those of this process; null unsets one.</param>
    /// <param name="clock">Bounds the wait for a provider's end.</param>
    public ProviderBinaries(
        IReadOnlyDictionary<string, string> paths,
        IReadOnlyDictionary<string, string?>? environment = null,
        TimeProvider? clock = null)
    {
        _paths = paths;
        _environment = environment ?? new Dictionary<string, string?>();
        _clock = clock ?? TimeProvider.System;
    }

    /// <inheritdoc />
    public async Task<IRunningProvider> StartAsync(
        string package, string engineAddress, Action<string> stderr, CancellationToken cancellation)
    {
        if (DebugAddress(package) is { } address)
        {
            return await new AttachedProviders(new Dictionary<string, string> { [package] = address })
                .StartAsync(package, engineAddress, stderr, cancellation);
        }

        return await ProviderProcess.StartAsync(Find(package), engineAddress, _environment, stderr, _clock, cancellation);
    }

    /// <summary>The binary of a package.</summary>
    /// <exception cref="EngineException">It stands in none of the places.</exception>
    public string Find(string package)
    {
        var name = "pulumi-resource-" + package + (OperatingSystem.IsWindows() ? ".exe" : "");
        if (_paths.TryGetValue(package, out var named))
        {
            var binary = Directory.Exists(named) ? Path.Combine(named, name) : named;
            return File.Exists(binary)
                ? Path.GetFullPath(binary)
                : throw new EngineException($"The provider \"{binary}\" does not exist; build it, or name another with --provider PATH.");
        }

        var folders = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        return folders.Where(f => f.Length > 0).Select(f => Path.Combine(f, name)).FirstOrDefault(File.Exists)
            ?? throw new EngineException(
                $"There is no provider for the package \"{package}\": \"{name}\" is neither in a folder that Pulumi.yaml names under " +
                "plugins.providers nor on the PATH; build it, or name it with --provider PATH.");
    }

    // PULUMI_DEBUG_PROVIDERS=ecm:12345,other:12346
    private static string? DebugAddress(string package) =>
        Environment.GetEnvironmentVariable("PULUMI_DEBUG_PROVIDERS")?.Split(',')
            .Select(p => p.Trim().Split(':'))
            .Where(p => p.Length == 2 && p[0] == package)
            .Select(p => $"127.0.0.1:{p[1]}")
            .FirstOrDefault();
}
