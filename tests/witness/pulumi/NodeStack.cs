using Xunit;

namespace Witness;

/// <summary>
/// The stack on the official Node.js SDK in this folder. To run it with another provider, take <see cref="Folder"/> as the
/// project and run it through the engine.
/// </summary>
public static class NodeStack
{
    private static readonly NpmFolder Npm = NpmFolder.Find("pulumi");
    private static readonly Lazy<Task<string?>> Installed = new(Npm.InstallAsync);

    /// <summary>The folder with the stack's <c>Pulumi.yaml</c>.</summary>
    public static string Folder => Npm.Path;

    /// <summary>Installs the packages, or skips the test with the reason why that cannot be.</summary>
    public static async Task RequireAsync()
    {
        if (await Installed.Value is { } reason)
        {
            Assert.Skip(reason);
        }
    }
}
