using EcmProvider.Configuration;
using EcmProvider.Credentials.Files;
using EcmProvider.Resources;

namespace EcmProvider.Credentials;

/// <summary>
/// The key of the first place that has one: the configuration; the environment; a profile in tccli's files, then in the SDKs'; the web
/// identity of a TKE pod; the machine's CAM role. Each is used whole. Looked for when a key is first needed.
/// </summary>
internal sealed class CredentialChain(
    ProviderConfiguration settings, Func<string, string?> environment, TextFiles files, IKeyIssuers issuers) : ICredentialSource, IDisposable
{
    private const string DefaultProfile = "default";
    private const string SystemFile = "/etc/tencentcloud/credentials";

    private static readonly string[] PodVariables = ["TKE_PROVIDER_ID", "TKE_WEB_IDENTITY_TOKEN_FILE", "TKE_ROLE_ARN"];

    private readonly Lock gate = new();
    private ICredentialSource? found;

    /// <inheritdoc/>
    public IReadOnlyList<string> Secrets => Volatile.Read(ref found)?.Secrets ?? [];

    /// <inheritdoc/>
    public ValueTask<TencentCredentials> GetAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            found ??= Find();
        }

        return found.GetAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public bool Discard(TencentCredentials refused) => found?.Discard(refused) ?? false;

    /// <inheritdoc/>
    public void Dispose() => (found as IDisposable)?.Dispose();

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static Gap NotSet(string place, params IEnumerable<string> names)
    {
        string[] missing = [.. names];
        return new(place, $"{string.Join(" and ", missing)} {(missing.Length == 1 ? "is" : "are")} not set");
    }

    private ICredentialSource Find()
    {
        if (settings.Key is { } key)
        {
            return new StaticCredentialSource(key);
        }

        // What the configuration names, and nothing that happens to lie about, is acted with.
        List<Gap> gaps = [];
        if (settings.Profile is { } named)
        {
            return InFiles(named, gaps) ?? throw NoSuchProfile(named, "profile", gaps);
        }

        if (settings.CamRoleName is { } configured)
        {
            return issuers.OfMachine(configured);
        }

        gaps.Add(NotSet("the provider's configuration", "secretId", "secretKey"));
        if (InEnvironment(gaps) is { } set)
        {
            return set;
        }

        if (NotEmpty(environment("TENCENTCLOUD_PROFILE")) is { } profile)
        {
            return InFiles(profile, gaps) ?? throw NoSuchProfile(profile, "TENCENTCLOUD_PROFILE", gaps);
        }

        return InFiles(DefaultProfile, gaps) ?? OfPod(gaps) ?? OfMachine(gaps) ?? throw MissingCredentialsException.Nowhere(gaps);
    }

    private static MissingCredentialsException NoSuchProfile(string profile, string by, List<Gap> gaps) => MissingCredentialsException.In(
        $"the profile {Text.Quote(profile)} ({by})", gaps, "Make it with tccli configure --profile …, or name another one.");

    private StaticCredentialSource? InEnvironment(List<Gap> gaps)
    {
        var id = NotEmpty(environment("TENCENTCLOUD_SECRET_ID"));
        var key = NotEmpty(environment("TENCENTCLOUD_SECRET_KEY"));
        if (id is not null && key is not null)
        {
            return new(new(id, key, NotEmpty(environment("TENCENTCLOUD_SECURITY_TOKEN"))));
        }

        gaps.Add(NotSet("the environment", [
            .. id is null ? ["TENCENTCLOUD_SECRET_ID"] : Array.Empty<string>(), .. key is null ? ["TENCENTCLOUD_SECRET_KEY"] : Array.Empty<string>()]));
        return null;
    }

    private FileCredentialSource? InFiles(string profile, List<Gap> gaps)
    {
        foreach (var (path, read) in FilesOf(profile))
        {
            var source = new FileCredentialSource(files, path, read);
            if (source.Problem is not { } problem)
            {
                return source;
            }

            gaps.Add(new($"the file {Text.Quote(path)}", problem));
        }

        if (files.Home is null)
        {
            gaps.Add(new("~/.tccli and ~/.tencentcloud", "this user has no home directory"));
        }

        return null;
    }

    private IEnumerable<(string Path, FileCredentialSource.Reader Read)> FilesOf(string profile)
    {
        var folder = settings.SharedCredentialsDir
            ?? NotEmpty(environment("TENCENTCLOUD_SHARED_CREDENTIALS_DIR"))
            ?? (files.Home is { } home ? Path.Join(home, ".tccli") : null);
        if (folder is not null)
        {
            yield return (Path.Join(folder, profile + ".credential"), TccliProfile.Read);
        }

        if (NotEmpty(environment("TENCENTCLOUD_CREDENTIALS_FILE")) is { } other)
        {
            yield return (other, InSection);
            yield break;
        }

        if (files.Home is not null)
        {
            yield return (Path.Join(files.Home, ".tencentcloud", "credentials"), InSection);
        }

        yield return (SystemFile, InSection);

        string? InSection(string text, out TencentCredentials? key) => SdkCredentials.Read(text, profile, out key);
    }

    private ICredentialSource? OfPod(List<Gap> gaps)
    {
        string[] missing = [.. PodVariables.Where(name => NotEmpty(environment(name)) is null)];
        if (missing.Length == 0)
        {
            return issuers.OfPod(environment(PodVariables[0])!, environment(PodVariables[1])!, environment(PodVariables[2])!);
        }

        gaps.Add(NotSet("the web identity of a TKE pod", missing));
        return null;
    }

    private ICredentialSource? OfMachine(List<Gap> gaps)
    {
        if (NotEmpty(environment("TENCENTCLOUD_CAM_ROLE_NAME")) is { } role)
        {
            return issuers.OfMachine(role);
        }

        gaps.Add(new("the machine's CAM role", "neither camRoleName nor TENCENTCLOUD_CAM_ROLE_NAME names one"));
        return null;
    }
}

/// <summary>Makes the sources that ask somebody for temporary keys.</summary>
internal interface IKeyIssuers
{
    /// <summary>The CAM role that a TKE pod's service account may assume.</summary>
    ICredentialSource OfPod(string providerId, string tokenFile, string roleArn);

    /// <summary>The CAM role of the machine.</summary>
    ICredentialSource OfMachine(string roleName);
}
