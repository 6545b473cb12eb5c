using Stacks.Tests.Support;
using Xunit;

namespace Stacks.Tests.Ci;

/// <summary>
/// The steps of <c>examples/ci</c>, as the files say them: a change is previewed and commented on, merged, and followed by one that
/// cannot work. Roles, tokens and the policy are the emulator's to judge.
/// </summary>
public sealed class CiTests
{
    [Fact]
    public async Task TheGitHubWorkflowPreviewsCommentsUpdatesAndStopsABadChange()
    {
        await using var lab = await CiLab.StartAsync();
        await LivesAsync(lab, CiFiles.GitHub, () => lab.GitHubComment, lab.GitHubRunner);
    }

    [Fact]
    public async Task TheGitLabPipelinePreviewsCommentsUpdatesAndStopsABadChange()
    {
        await using var lab = await CiLab.StartAsync();
        await LivesAsync(lab, CiFiles.GitLab, () => lab.Site.Notes.LastOrDefault(), lab.GitLabRunner);
    }

    [Fact]
    public void TheWorkflowMayDoNoMoreThanItsStepsNeed()
    {
        var workflow = CiFiles.Read("github.yml");

        Assert.Empty(workflow["permissions"]!.AsObject());
        Assert.Equal(
            """{"contents":"read","id-token":"write","pull-requests":"write"}""",
            workflow["jobs"]!["preview"]!["permissions"]!.ToJsonString());
        Assert.Equal("""{"contents":"read","id-token":"write"}""", workflow["jobs"]!["up"]!["permissions"]!.ToJsonString());
        Assert.Equal(["pull_request", "push"], workflow["on"]!.AsObject().Select(trigger => trigger.Key));
        Assert.DoesNotContain("secrets.", CiFiles.Text("github.yml"), StringComparison.Ordinal);
    }

    [Fact]
    public void TheGitLabJobsRunForMergeRequestsAndForTheDefaultBranch()
    {
        var pipeline = CiFiles.Read("gitlab.yml");
        var tokens = pipeline[".edge"]!["id_tokens"]!;

        Assert.Equal("$CI_PIPELINE_SOURCE == \"merge_request_event\"", pipeline["preview"]!["rules"]![0]!["if"]!.ToString());
        Assert.Equal("$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH", pipeline["up"]!["rules"]![0]!["if"]!.ToString());
        Assert.Equal("sts.tencentcloudapi.com", tokens["TENCENTCLOUD_ASSUME_ROLE_WEB_IDENTITY_TOKEN"]!["aud"]!.ToString());
    }

    [Fact]
    public void ThePolicyOnThePageAboutCredentialsIsTheOneForPreviews()
    {
        var page = File.ReadAllText(Path.Combine(Example.Root, "..", "docs", "installation-configuration.md"));

        Assert.Contains(CiFiles.Text("preview-policy.json"), page, StringComparison.Ordinal);
    }

    private static async Task LivesAsync(
        CiLab lab, Func<string, CiJob> job, Func<string?> comment, IReadOnlyDictionary<string, string> runner)
    {
        lab.Write(Some.Web());
        Assert.Equal((0, ""), await RunAsync("preview"));
        Assert.StartsWith("#### Preview of `acme/edge/prod`\n", comment(), StringComparison.Ordinal);
        Assert.Contains($"{Some.Type} \"web\" create", comment(), StringComparison.Ordinal);
        lab.World.Holds();

        Assert.Equal((0, ""), await RunAsync("up"));
        lab.World.Holds(Some.Bound);

        lab.Write(Some.Web(instance: "ein-00000000"));
        var (exitCode, wrong) = await RunAsync("preview");
        Assert.Equal((1, ""), (exitCode, wrong));
        Assert.StartsWith("#### Preview of `acme/edge/prod` failed\n", comment(), StringComparison.Ordinal);
        Assert.Contains("\"ein-00000000\" does not exist", comment(), StringComparison.Ordinal);
        lab.World.Holds(Some.Bound);

        // What comes out besides the exit code: whatever differs from what the job should have asked of the cloud.
        async Task<(int ExitCode, string Wrong)> RunAsync(string name)
        {
            lab.Grant(onlyToPreview: name == "preview");
            var (code, output) = await job(name).RunAsync(lab.Directory, runner, TestContext.Current.CancellationToken);
            return (code, lab.WrongWith($"edge-{name}", output));
        }
    }
}
