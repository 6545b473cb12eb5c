using EcmEmulator;
using EcmEmulator.Control;
using EcmEmulator.Models;
using EcmProvider.Protocol;
using LocalEngine;
using LocalEngine.Plugins;
using LocalEngine.Programs;
using Xunit;

namespace Stacks.Tests.Support;

/// <summary>
/// A made-up cloud on the emulator, the real provider, and one stack with a state that lasts from run to run. Tasks are done at
/// once unless a test holds them.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    /// <summary>The project's name.</summary>
    public const string Project = "edge";

    private const string Somebodys = "eip-33334444 BIND ein-77778888 10.0.0.9";

    // Long, since the machine may be busy; nothing here waits for it to pass.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ecm-stack-");
    private readonly StringWriter _shown = new();
    private readonly ProviderHost? _provider;

    private World(EmulatorHost emulator, ProviderHost? provider, IProviderLauncher launcher)
    {
        Emulator = emulator;
        _provider = provider;
        Options = new EngineOptions
        {
            Operation = Operation.Up,
            Project = Project,
            StateFile = Path.Combine(StateFolder, "dev.json"),
            RootDirectory = _folder.FullName,
            Providers = launcher,
            Output = _shown,
            Config = new Dictionary<string, string>
            {
                ["ecm:ecmRegion"] = Some.Region,
                ["ecm:endpoint"] = emulator.Endpoint.ToString(),
                ["ecm:secretId"] = EmulatorOptions.DefaultSecretId,
                ["ecm:secretKey"] = EmulatorOptions.DefaultSecretKey,
            },
            SecretConfigKeys = ["ecm:secretId", "ecm:secretKey"],
        };
    }

    public EmulatorHost Emulator { get; }

    /// <summary>The cloud's region: the demo's.</summary>
    public CloudRegion Region => Emulator.Cloud.Region(Some.Region);

    /// <summary>What every run gets.</summary>
    public EngineOptions Options { get; private set; }

    /// <summary>Everything people were shown so far.</summary>
    public string Shown => _shown.ToString();

    /// <summary>The folder of the state and what stands beside it.</summary>
    public string StateFolder => Path.Combine(_folder.FullName, "state");

    /// <summary>A world with the provider in this process.</summary>
    public static async Task<World> StartAsync(params (string Key, string Value)[] config)
    {
        var provider = await ProviderHost.StartAsync(new ProviderEnvironment { Variable = static _ => null, ReadFile = static _ => null });
        var launcher = new AttachedProviders(new Dictionary<string, string> { ["ecm"] = $"127.0.0.1:{provider.Port}" });
        return new World(await StartCloudAsync(), provider, launcher).With(config);
    }

    /// <summary>A world with the provider's native binary; the test is skipped where it was not built.</summary>
    public static async Task<World> StartNativeAsync(params (string Key, string Value)[] config)
    {
        var launcher = NativeProvider.Launcher();
        return new World(await StartCloudAsync(), null, launcher).With(config);
    }

    /// <summary>A world with the provider that a project names, configured by nothing but the project and its environment.</summary>
    public static async Task<World> StartAsync(Project project)
    {
        // Asked before anything is started, since it may skip the test.
        _ = NativeProvider.Launcher();
        var emulator = await StartCloudAsync();
        var launcher = NativeProvider.Launcher(project.PluginPaths, new Dictionary<string, string?>
        {
            ["TENCENTCLOUD_ECM_ENDPOINT"] = emulator.Endpoint.ToString(),
            ["TENCENTCLOUD_STS_ENDPOINT"] = emulator.Endpoint.ToString(),
            ["TENCENTCLOUD_SECRET_ID"] = EmulatorOptions.DefaultSecretId,
            ["TENCENTCLOUD_SECRET_KEY"] = EmulatorOptions.DefaultSecretKey,
        });
        var world = new World(emulator, null, launcher);
        world.Options = world.Options with
        {
            Project = project.Name,
            RootDirectory = project.Directory,
            ProgramDirectory = project.ProgramDirectory,
            Config = project.Config("dev"),
            SecretConfigKeys = [],
        };
        return world;
    }

    /// <summary>Adds to the stack's configuration.</summary>
    public World With(params IEnumerable<(string Key, string Value)> config)
    {
        var all = Options.Config.ToDictionary();
        foreach (var (key, value) in config)
        {
            all[key] = value;
        }

        Options = Options with { Config = all };
        return this;
    }

    /// <summary>A YAML program from what stands under <c>resources:</c> and after it.</summary>
    public IProgram Yaml(string body)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "Pulumi.yaml"), $"name: {Project}\nruntime: yaml\n{body}");
        return ProgramFinder.Find(LocalEngine.Programs.Project.Load(_folder.FullName));
    }

    /// <summary>Runs one operation, well or not.</summary>
    public Task<RunResult> RunAsync(
        Operation operation, IProgram? program, Func<EngineOptions, EngineOptions>? with = null, CancellationToken stop = default)
    {
        var options = Options with { Operation = operation };

        // A run that was stopped goes on until what is in flight has answered.
        return Engine.RunAsync(with is null ? options : with(options), program, stop)
            .WaitAsync(Patience, TimeProvider.System, CancellationToken.None);
    }

    /// <summary>Previews, well or not.</summary>
    public Task<RunResult> PreviewAsync(string yaml) => RunAsync(Operation.Preview, Yaml(yaml));

    /// <summary>Updates, well or not.</summary>
    public Task<RunResult> UpAsync(string yaml, Func<EngineOptions, EngineOptions>? with = null, CancellationToken stop = default) =>
        RunAsync(Operation.Up, Yaml(yaml), with, stop);

    /// <summary>Refreshes, well or not.</summary>
    public Task<RunResult> RefreshAsync() => RunAsync(Operation.Refresh, null);

    /// <summary>Destroys, well or not.</summary>
    public Task<RunResult> DestroyAsync() => RunAsync(Operation.Destroy, null);

    /// <summary>What the cloud holds, but for what is nobody's business here: a line for each EIP that is not free.</summary>
    public void Holds(params string[] bindings) => Assert.Equal(
        bindings.Append(Somebodys).Order(StringComparer.Ordinal),
        Region.Addresses.Where(address => address.Status != AddressStatus.Unbind)
            .Select(address => $"{address.AddressId} {address.Status} {address.InstanceId ?? address.NetworkInterfaceId} {address.PrivateIpAddress}")
            .Order(StringComparer.Ordinal));

    /// <summary>Updates, and presses Ctrl-C while the first create waits for its task, which is held.</summary>
    public async Task<RunResult> StopDuringCreateAsync(IProgram program)
    {
        Emulator.Cloud.HoldNextTasks();
        using var ctrlC = new CancellationTokenSource();
        var running = RunAsync(Operation.Up, program, stop: ctrlC.Token);
        await LookedAfterAsync("AssociateAddress");
        await ctrlC.CancelAsync();
        return await running.ToFailAsync();
    }

    /// <summary>Waits until the provider has had an answer to an action and has looked up what came of it.</summary>
    public async Task LookedAfterAsync(string action)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        while (!Emulator.Calls.All.SkipWhile(call => call.Call.Action != action || call.Outcome.Length == 0)
            .Any(call => call.Call.Action == "DescribeAddresses" && call.Outcome.Length > 0))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_provider is not null)
        {
            await _provider.DisposeAsync();
        }

        await Emulator.DisposeAsync();
        await _shown.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static Task<EmulatorHost> StartCloudAsync() =>
        EmulatorHost.StartAsync(new EmulatorOptions { StateJson = EcmEmulator.Control.StateFile.Demo, TaskDuration = TimeSpan.Zero });
}
