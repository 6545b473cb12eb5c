using System.Reflection;
using Xunit;

namespace EcmProvider.Tests.Messages;

/// <summary>The committed texts as a whole: generated from the catalogue, none left over, and none breaks the rules for messages.</summary>
public sealed class GoldenTests
{
    [Fact]
    public void ThePageOfErrorCodesIsWhatTheCatalogueSays() =>
        Golden.MatchFile(Path.Combine(Golden.Repository, "docs", "errors.md"), ErrorsPage.Text);

    [Fact]
    public void NoGoldenFileIsLeftOver()
    {
        var known = CodeMessageTests.Codes.Select(row => row.Data)
            .Concat(CheckMessageTests.Names.Select(row => row.Data))
            .Concat(new[] { typeof(CreateMessageTests), typeof(LifeMessageTests), typeof(OtherMessageTests) }
                .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance)).Select(method => method.Name))
            .Append("NoRegion")
            .ToHashSet();

        Assert.All(Files(), file => Assert.Contains(Path.GetFileNameWithoutExtension(file), known));
    }

    [Fact]
    public void NoMessageHasAStackTraceOrJsonOrADoubledPrefix() => Assert.All(Files(), file =>
    {
        var text = File.ReadAllText(file);
        Assert.DoesNotMatch(@"(?m)^\s*at \w+\.", text);
        Assert.True(Path.GetFileName(file) == "ABugOfOurs.txt" || !text.Contains("Exception:"), "Only a bug of ours names its exception.");
        Assert.DoesNotMatch(@"(?i)error: error|rpc error|(\b\w+Address(es)?: )\1", text);

        // What the API says is the API's; what we say has no JSON in it.
        var ours = text.Split('\n').Where(line => !line.Contains("The API's answer: ") && !line.Contains("No answer: "));
        Assert.DoesNotContain(ours, line => line.Contains("{\"") || line.Contains("\":\"") || line.Contains("\":{"));
    });

    [Fact]
    public void EveryRefusalEndsWithActionCodeAndRequestId() => Assert.All(
        Files().Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "Codes"),
        file => Assert.Matches(@"\nThe API's answer: [\w.]+: .* \(\w+, RequestId <request id>\)\n", File.ReadAllText(file)));

    private static string[] Files() => Directory.GetFiles(Golden.Folder, "*.txt", SearchOption.AllDirectories);
}
