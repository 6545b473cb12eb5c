using System.Text.RegularExpressions;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Release.Tests;

/// <summary>The workflows of CI and of releases can only be run by GitHub; what can be known of them here is tested here.</summary>
public sealed partial class WorkflowTests
{
    public static TheoryData<string> Workflows =>
        [.. Directory.EnumerateFiles(Repository.PathOf(".github/workflows")).Select(file => Path.GetFileName(file)).Order()];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void EveryCommandIsAMakeTargetThatExists(string workflow)
    {
        var targets = TargetLine().Matches(Repository.Read("Makefile")).Select(match => match.Groups[1].Value).ToHashSet();

        var commands = Steps(workflow).Select(step => Text(step, "run")).OfType<string>().ToList();

        Assert.NotEmpty(commands);
        Assert.All(commands, command =>
        {
            Assert.Matches("^make [a-z]+$", command);
            Assert.Contains(command["make ".Length..], targets);
        });
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void EveryActionIsPinnedToACommitAndSaysWhichVersionThatIs(string workflow)
    {
        var actions = Steps(workflow).Select(step => Text(step, "uses")).OfType<string>().ToList();

        Assert.NotEmpty(actions);
        Assert.All(actions, action => Assert.Matches("^[A-Za-z-]+/[a-z-]+@[0-9a-f]{40}$", action));
        Assert.Equal(actions.Count, Pin().Count(Repository.Read($".github/workflows/{workflow}")));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void OnlyJobsThatPublishMayDoMoreThanRead(string workflow)
    {
        var root = Load(workflow);

        Assert.Equal("read", Text(Map(root, "permissions"), "contents"));
        Assert.Single(Map(root, "permissions").Children);
        Assert.All(Jobs(root), job =>
        {
            var writes = job.Value.Children.ContainsKey("permissions")
                && Map(job.Value, "permissions").Children.Values.Any(access => access.ToString() == "write");
            Assert.Equal(workflow == "release.yml" && job.Key is "release" or "nuget", writes);
        });
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void EveryJobNeedsOnlyJobsThatExistAndEndsSomeTime(string workflow)
    {
        var jobs = Jobs(Load(workflow));

        Assert.All(jobs.Values, job =>
        {
            Assert.NotNull(Text(job, "timeout-minutes"));
            var needs = job.Children.TryGetValue("needs", out var node) ? node : new YamlSequenceNode();
            Assert.All(needs is YamlSequenceNode many ? many : [needs], need => Assert.Contains(need.ToString(), jobs.Keys));
        });
    }

    [Fact]
    public void TheBotKnowsEveryFolderThatHasPackagesOfItsOwn()
    {
        var updates = (YamlSequenceNode)Load("../dependabot.yml").Children["updates"];

        Assert.Equal(["dotnet-sdk", "github-actions", "npm", "nuget"], updates.Select(update => Text((YamlMappingNode)update, "package-ecosystem")).Order());
        var npm = updates.Cast<YamlMappingNode>().Single(update => Text(update, "package-ecosystem") == "npm");
        var folders = Directory.EnumerateFiles(Repository.PathOf("tests/witness"), "package.json", SearchOption.AllDirectories)
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal))
            .Select(file => "/" + Path.GetRelativePath(Repository.PathOf("."), Path.GetDirectoryName(file)!).Replace('\\', '/'));
        Assert.Equal(folders.Order(), ((YamlSequenceNode)npm.Children["directories"]).Select(folder => folder.ToString()).Order());
    }

    private static YamlMappingNode Load(string workflow)
    {
        var yaml = new YamlStream();
        using var text = new StringReader(Repository.Read($".github/workflows/{workflow}"));
        yaml.Load(text);
        return (YamlMappingNode)yaml.Documents.Single().RootNode;
    }

    private static Dictionary<string, YamlMappingNode> Jobs(YamlMappingNode root) =>
        Map(root, "jobs").Children.ToDictionary(job => job.Key.ToString(), job => (YamlMappingNode)job.Value);

    private static IEnumerable<YamlMappingNode> Steps(string workflow) =>
        Jobs(Load(workflow)).Values.SelectMany(job => (YamlSequenceNode)job.Children["steps"]).Cast<YamlMappingNode>();

    private static YamlMappingNode Map(YamlMappingNode node, string name) => (YamlMappingNode)node.Children[name];

    private static string? Text(YamlMappingNode node, string name) =>
        node.Children.TryGetValue(name, out var value) ? value.ToString() : null;

    [GeneratedRegex("^([a-z]+):", RegexOptions.Multiline)]
    private static partial Regex TargetLine();

    [GeneratedRegex(@"uses: \S+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", RegexOptions.Multiline)]
    private static partial Regex Pin();
}
