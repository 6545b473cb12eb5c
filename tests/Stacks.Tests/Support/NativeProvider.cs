using LocalEngine.Plugins;
using Xunit;

namespace Stacks.Tests.Support;

/// <summary>The provider's binary that <c>make build</c> leaves, compiled ahead of time.</summary>
internal static class NativeProvider
{
    private const string File = "pulumi-resource-ecm";

    // What a shell may hold of real credentials stays out of the tests.
    private static readonly string[] Unset =
    [
        "TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY", "TENCENTCLOUD_SECURITY_TOKEN", "TENCENTCLOUD_ECM_ENDPOINT",
        "TENCENTCLOUD_ECM_REGION", "TENCENTCLOUD_REGION", "TENCENTCLOUD_PROFILE", "TENCENTCLOUD_STS_ENDPOINT",
        "TENCENTCLOUD_ASSUME_ROLE_ARN", "PULUMI_DEBUG_PROVIDERS",
    ];

    /// <summary>Starts the binary of the repository's <c>bin/</c>; the test is skipped, visibly, where it was not built.</summary>
    public static IProviderLauncher Launcher() => Launcher(new Dictionary<string, string> { ["ecm"] = Folder() }, []);

    /// <summary>Starts a binary that stands where a project says; the test is skipped, visibly, where it was not built.</summary>
    /// <param name="paths">The folder of each package's binary.</param>
    /// <param name="environment">Variables that it gets.</param>
    public static IProviderLauncher Launcher(
        IReadOnlyDictionary<string, string> paths, IEnumerable<KeyValuePair<string, string?>> environment)
    {
        Assert.SkipUnless(
            System.IO.File.Exists(Path.Combine(Folder(), File)), $"bin/{File} is not there: run make build.");
        var variables = Unset.ToDictionary(name => name, _ => (string?)null);
        foreach (var (name, value) in environment)
        {
            variables[name] = value;
        }

        return new ProviderBinaries(paths, variables);
    }

    /// <summary>The repository's <c>bin/</c>.</summary>
    public static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "Pulumi.Ecm.sln")))
            {
                return Path.Combine(folder.FullName, "bin");
            }
        }

        throw new InvalidOperationException("The tests do not run from a build inside the repository.");
    }
}
