using EcmEmulator;
using Stacks.Tests.Support;
using Xunit;

namespace Stacks.Tests.Ci;

/// <summary>A working copy with a stack, the emulator's cloud, and what a runner would give to a job.</summary>
internal sealed class CiLab : IAsyncDisposable
{
    private static readonly string[] Changing = ["AssociateAddress", "DisassociateAddress"];

    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("ecm-ci-");
    private readonly DirectoryInfo _temp = System.IO.Directory.CreateTempSubdirectory("ecm-ci-temp-");

    private CiLab(World world, CiSite site)
    {
        (World, Site) = (world, site);
        var ci = System.IO.Directory.CreateDirectory(Path.Combine(Directory, "ci"));
        File.Copy(Path.Combine(CiFiles.Folder, "preview.sh"), Path.Combine(ci.FullName, "preview.sh"));
        File.WriteAllText(Path.Combine(Directory, "Pulumi.prod.yaml"), $"config:\n  ecm:ecmRegion: {Some.Region}\n");
    }

    public World World { get; }

    public CiSite Site { get; }

    /// <summary>The working copy.</summary>
    public string Directory => _folder.FullName;

    /// <summary>The comment on the pull request; null when there is none.</summary>
    public string? GitHubComment => File.Exists($"{CommentFile}.3") ? File.ReadAllText($"{CommentFile}.3") : null;

    public IReadOnlyDictionary<string, string> GitHubRunner => new Dictionary<string, string>(Machine)
    {
        ["GITHUB_ENV"] = Path.Combine(_temp.FullName, "env"),
        ["GITHUB_REF_NAME"] = "3/merge",
        ["RUNNER_TEMP"] = _temp.FullName,
        ["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "made-up",
        ["ACTIONS_ID_TOKEN_REQUEST_URL"] = $"{Site.Address}/token?api-version=2.0",
        ["COMMENT"] = CommentFile,
    };

    public IReadOnlyDictionary<string, string> GitLabRunner => new Dictionary<string, string>(Machine)
    {
        ["TENCENTCLOUD_ASSUME_ROLE_WEB_IDENTITY_TOKEN"] = CiSite.OidcToken,
        ["PULUMI_OIDC_TOKEN"] = "made-up",
        ["GITLAB_TOKEN"] = "made-up",
        ["CI_API_V4_URL"] = $"{Site.Address}/api/v4",
        ["CI_PROJECT_ID"] = "7",
        ["CI_MERGE_REQUEST_IID"] = "3",
    };

    private string CommentFile => Path.Combine(_temp.FullName, "comment");

    private Dictionary<string, string> Machine => new()
    {
        ["LOCAL_ENGINE"] = typeof(LocalEngine.Engine).Assembly.Location,
        ["PLUGIN_FOLDER"] = NativeProvider.Folder(),
        ["TENCENTCLOUD_ECM_ENDPOINT"] = World.Emulator.Endpoint.ToString(),
        ["TENCENTCLOUD_STS_ENDPOINT"] = World.Emulator.Endpoint.ToString(),
        ["PULUMI_CONFIG_PASSPHRASE"] = "made-up",
    };

    /// <summary>Starts one; the test is skipped, visibly, where a program that the steps call is missing.</summary>
    public static async Task<CiLab> StartAsync()
    {
        foreach (var program in new[] { "bash", "curl", "jq", "iconv" })
        {
            var found = Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
            Assert.SkipUnless(found, $"{program} is not on the PATH, and the steps of examples/ci call it.");
        }

        return new CiLab(await World.StartNativeAsync(), await CiSite.StartAsync());
    }

    /// <summary>Puts a change into the working copy: a YAML program.</summary>
    public void Write(string program) =>
        File.WriteAllText(Path.Combine(Directory, "Pulumi.yaml"), $"name: {World.Project}\nruntime: yaml\n{program}");

    /// <summary>Gives the next job's role its policy: for previews all but what the policy allows is refused.</summary>
    public void Grant(bool onlyToPreview)
    {
        World.Emulator.Calls.Clear();
        World.Emulator.Emulator.Permissions.GrantAll();
        if (onlyToPreview)
        {
            Assert.DoesNotContain(Changing, action => CiFiles.PreviewPolicyActions().Contains($"ecm:{action}"));
            foreach (var action in Changing)
            {
                World.Emulator.Emulator.Permissions.Revoke(action);
            }
        }
    }

    /// <summary>What is wrong with what the last job asked of the cloud; empty when it took the right role with the right token.</summary>
    public string WrongWith(string role, string output)
    {
        var all = World.Emulator.Calls.All;
        var assumed = World.Emulator.Calls.Of("AssumeRoleWithWebIdentity");
        return assumed.Count > 0
            && assumed.All(logged =>
                logged.Outcome == "OK"
                && logged.Call.Parameters.GetProperty("RoleArn").GetString()!.EndsWith($"/{role}", StringComparison.Ordinal)
                && logged.Call.Parameters.GetProperty("WebIdentityToken").GetString() == CiSite.OidcToken)
            && all.All(logged => logged.Outcome == "OK")
                ? ""
                : $"{output}\n{string.Join('\n', all.Select(logged => $"{logged.Call.Action} {logged.Outcome} {logged.Call.Parameters}"))}";
    }

    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        await World.DisposeAsync();
        _folder.Delete(recursive: true);
        _temp.Delete(recursive: true);
    }
}
