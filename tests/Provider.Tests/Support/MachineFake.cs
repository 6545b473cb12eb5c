using EcmEmulator;
using EcmProvider.Protocol;

namespace EcmProvider.Tests.Support;

/// <summary>The machine as the provider sees it: variables, files, a home directory; its metadata service is the emulator's.</summary>
public sealed class MachineFake(Func<string, string?>? variables = null)
{
    public const string Home = "/home/edge";

    private readonly Dictionary<string, string> set = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<string>> files = new(StringComparer.Ordinal);

    /// <summary>The files that were asked for, in order.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Sets an environment variable.</summary>
    public MachineFake With(string variable, string value)
    {
        set[variable] = value;
        return this;
    }

    /// <summary>Writes a file, or writes it anew.</summary>
    public MachineFake WithFile(string path, string text) => WithFile(path, () => text);

    /// <summary>A file whose reading does something.</summary>
    public MachineFake WithFile(string path, Func<string> read)
    {
        files[path] = read;
        return this;
    }

    /// <summary>A profile in tccli's place.</summary>
    public MachineFake WithProfile(string name, string id, string key, string? token = null) => WithFile(
        $"{Home}/.tccli/{name}.credential",
        $$"""{"secretId": "{{id}}", "secretKey": "{{key}}"{{(token is null ? "" : $", \"token\": \"{token}\"")}}}""");

    public string? Variable(string name) => set.GetValueOrDefault(name) ?? variables?.Invoke(name);

    public string? ReadFile(string path)
    {
        lock (Asked)
        {
            Asked.Add(path);
        }

        return files.TryGetValue(path, out var read) ? read() : null;
    }

    public ProviderEnvironment Environment(EmulatorHost emulator) => new()
    {
        Variable = Variable,
        ReadFile = ReadFile,
        HomeDirectory = Home,
        MetadataService = emulator.Endpoint,
    };
}
