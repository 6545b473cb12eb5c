using System.Formats.Tar;
using System.IO.Compression;
using Xunit;

namespace Release.Tests;

/// <summary>What <c>pulumi plugin install --file</c> is given.</summary>
public sealed class TarballTests : IDisposable
{
    private const UnixFileMode ForAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = ForAll | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("linux-arm64", "pulumi-resource-ecm")]
    [InlineData("darwin-arm64", "pulumi-resource-ecm")]
    [InlineData("windows-amd64", "pulumi-resource-ecm.exe")]
    public async Task ThePluginIsAtItsRootAndExecutable(string platform, string name)
    {
        var tarball = await PackAsync(folder.Write("built/whatever", "the binary"), platform);

        Assert.Equal($"pulumi-resource-ecm-v{Repository.Version}-{platform}.tar.gz", Path.GetFileName(tarball));
        var entries = Entries(tarball);
        Assert.Equal([("LICENSE", ForAll), (name, Executable)], entries.Select(entry => (entry.Name, entry.Mode)));
        Assert.Equal("the binary", entries[1].Content);
        Assert.Equal(await File.ReadAllTextAsync(Repository.PathOf("LICENSE")), entries[0].Content);
    }

    [Fact]
    public async Task TheSameBinaryAndCommitAreTheSameBytesWhoeverPacksThemWhenever()
    {
        var binary = folder.Write("built/now", "the binary");
        var first = await File.ReadAllBytesAsync(await PackAsync(binary, "linux-amd64"));
        var later = folder.Write("elsewhere/later", "the binary");
        File.SetLastWriteTimeUtc(later, DateTime.UnixEpoch);
        File.SetUnixFileMode(later, UnixFileMode.UserRead);

        var second = await File.ReadAllBytesAsync(await PackAsync(later, "linux-amd64"));

        Assert.Equal(first, second);
        Assert.All(Entries(folder["artifacts"], "linux-amd64"), entry => Assert.Equal((0, 0, 1700000000), (entry.Uid, entry.Gid, entry.Time)));
    }

    [Fact]
    public async Task TheSumsAreOfAllThatIsThereAndHold()
    {
        var tarball = await PackAsync(folder.Write("built/whatever", "the binary"), "linux-amd64");

        var (exitCode, stdout, _) = await Repository.RunAsync("build/sums.sh", [], Variables());

        var sum = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(tarball)));
        Assert.Equal((0, $"{sum}  {Path.GetFileName(tarball)}\n"), (exitCode, stdout));
        Assert.Equal(stdout, await File.ReadAllTextAsync(folder["artifacts/SHA256SUMS"]));
    }

    private static List<Entry> Entries(string artifacts, string platform) =>
        Entries(Path.Combine(artifacts, $"pulumi-resource-ecm-v{Repository.Version}-{platform}.tar.gz"));

    private static List<Entry> Entries(string tarball)
    {
        using var file = File.OpenRead(tarball);
        using var tar = new TarReader(new GZipStream(file, CompressionMode.Decompress));
        var entries = new List<Entry>();
        while (tar.GetNextEntry() is { } entry)
        {
            using var content = new StreamReader(entry.DataStream!);
            entries.Add(new(entry.Name, entry.Mode, entry.Uid, entry.Gid, entry.ModificationTime.ToUnixTimeSeconds(), content.ReadToEnd()));
        }

        return entries;
    }

    private async Task<string> PackAsync(string binary, string platform)
    {
        var (exitCode, stdout, stderr) = await Repository.RunAsync("build/tarball.sh", [binary, platform], Variables());
        Assert.Equal((0, string.Empty), (exitCode, stderr));
        return stdout.TrimEnd();
    }

    private Dictionary<string, string> Variables() => new() { ["ARTIFACTS"] = folder["artifacts"], ["SOURCE_DATE_EPOCH"] = "1700000000" };

    private sealed record Entry(string Name, UnixFileMode Mode, int Uid, int Gid, long Time, string Content);
}
