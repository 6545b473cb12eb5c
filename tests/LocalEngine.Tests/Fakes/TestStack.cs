using LocalEngine.Programs;
using Xunit;

namespace LocalEngine.Tests.Fakes;

/// <summary>A stack in a folder of its own, with a state that lasts from run to run.</summary>
internal sealed class TestStack : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("local-engine-");

    /// <summary>The configuration of every recorded stack.</summary>
    public static readonly IReadOnlyDictionary<string, string> Config = new Dictionary<string, string>
    {
        ["ecm:ecmRegion"] = "ap-xian-ecm",
        ["ecm:endpoint"] = "http://127.0.0.1:7000",
        ["ecm:secretId"] = "AKIDEXAMPLE",
        ["ecm:secretKey"] = "sKEXAMPLE",
    };

    public string StateFile => Path.Combine(_folder.FullName, "state", "dev.json");

    public string Folder => _folder.FullName;

    /// <summary>A YAML program from what stands under <c>resources:</c> and after it.</summary>
    public IProgram Yaml(string body)
    {
        File.WriteAllText(Path.Combine(Folder, "Pulumi.yaml"), $"name: edge\nruntime: yaml\n{body}");
        return ProgramFinder.Find(Project.Load(Folder));
    }

    public EngineOptions Options(Operation operation, FakeProvider provider) => new()
    {
        Operation = operation,
        Project = "edge",
        StateFile = StateFile,
        Config = Config,
        SecretConfigKeys = ["ecm:secretId", "ecm:secretKey"],
        RootDirectory = Folder,
        Providers = provider.Launcher,
    };

    public Task<RunResult> RunAsync(Operation operation, FakeProvider provider, string? yaml = null) =>
        Engine.RunAsync(Options(operation, provider), yaml is null ? null : Yaml(yaml), TestContext.Current.CancellationToken);

    /// <summary>Runs and expects it to go well.</summary>
    public async Task<RunResult> SucceedAsync(Operation operation, FakeProvider provider, string? yaml = null)
    {
        var result = await RunAsync(operation, provider, yaml);
        Assert.True(result.Succeeded, string.Join('\n', result.Diagnostics.Select(d => d.Message)));
        return result;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
