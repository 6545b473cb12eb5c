using Xunit;

namespace Release.Tests;

/// <summary>What <c>make install</c> does with what was built.</summary>
public sealed class InstallTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ThePluginGoesIntoThePulumiHomeAndThePackageIntoASourceAndBothCanBeTakenAwayAgain()
    {
        var binary = Repository.PathOf("bin/pulumi-resource-ecm");
        Assert.SkipUnless(File.Exists(binary), "bin/pulumi-resource-ecm is not there: run make build.");
        folder.Write($"artifacts/Pulumi.Ecm.{Repository.Version}.nupkg", "the package");
        var plugin = folder[$"home/plugins/resource-ecm-v{Repository.Version}"];
        folder.Write($"{plugin}.partial", "half a download");
        folder.Write($"packages/pulumi.ecm/{Repository.Version}/pulumi.ecm.nuspec", "an older build");

        var (installed, said, _) = await RunAsync("install");

        Assert.Equal(0, installed);
        Assert.Contains($"dotnet nuget add source \"{folder["feed"]}\"", said, StringComparison.Ordinal);
        Assert.Equal(new FileInfo(binary).Length, new FileInfo(Path.Combine(plugin, "pulumi-resource-ecm")).Length);
        Assert.True(File.GetUnixFileMode(Path.Combine(plugin, "pulumi-resource-ecm")).HasFlag(UnixFileMode.UserExecute));
        Assert.False(File.Exists($"{plugin}.partial"));
        Assert.Equal("the package", await File.ReadAllTextAsync(folder[$"feed/Pulumi.Ecm.{Repository.Version}.nupkg"]));
        Assert.False(Directory.Exists(folder[$"packages/pulumi.ecm/{Repository.Version}"]));

        var (uninstalled, _, _) = await RunAsync("uninstall");

        Assert.Equal(0, uninstalled);
        Assert.False(Directory.Exists(plugin));
        Assert.Empty(Directory.EnumerateFiles(folder["feed"]));
    }

    private Task<(int ExitCode, string Stdout, string Stderr)> RunAsync(string what) => Repository.RunAsync("build/install.sh", [what], new()
    {
        ["ARTIFACTS"] = folder["artifacts"],
        ["PULUMI_HOME"] = folder["home"],
        ["NUGET_FEED"] = folder["feed"],
        ["NUGET_PACKAGES"] = folder["packages"],
    });
}
