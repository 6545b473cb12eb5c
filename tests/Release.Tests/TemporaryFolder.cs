namespace Release.Tests;

/// <summary>A folder of one test's own.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ecm-release-");

    public string this[string path] => Path.Combine(folder.FullName, path);

    /// <summary>Writes a file and answers its path.</summary>
    public string Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[path])!);
        File.WriteAllText(this[path], content);
        return this[path];
    }

    public void Dispose() => folder.Delete(recursive: true);
}
