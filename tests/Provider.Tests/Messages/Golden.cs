using System.Runtime.CompilerServices;
using Xunit;

namespace EcmProvider.Tests.Messages;

/// <summary>
/// Texts that are committed and must not change unseen. With <c>ECM_ACCEPT=1</c> in the environment they are written anew: then the
/// change shows in the diff.
/// </summary>
internal static class Golden
{
    private const string Switch = "ECM_ACCEPT";

    /// <summary>The folder of the golden files.</summary>
    public static string Folder { get; } = Path.Combine(Here(), "Golden");

    /// <summary>The root of the repository.</summary>
    public static string Repository { get; } = Path.GetFullPath(Path.Combine(Here(), "..", "..", ".."));

    /// <summary>Compares a text with the golden file of a group.</summary>
    public static void Match(string group, string name, string text) => MatchFile(Path.Combine(Folder, group, $"{name}.txt"), text);

    /// <summary>Compares a text with a file.</summary>
    public static void MatchFile(string path, string text)
    {
        if (Environment.GetEnvironmentVariable(Switch) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            return;
        }

        Assert.True(
            File.Exists(path), $"There is no {path}: run the test with {Switch}=1 and look at what it writes. It would be:\n{text}");
        var expected = File.ReadAllText(path).ReplaceLineEndings("\n");
        Assert.True(
            expected == text,
            $"{path} differs: if the new text is right, run the test with {Switch}=1.\n--- it says\n{expected}\n--- it is\n{text}");
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
