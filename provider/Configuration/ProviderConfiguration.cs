using EcmProvider.Credentials;
using EcmProvider.Ecm;
using EcmProvider.Protocol.Values;
using EcmProvider.Resources;

namespace EcmProvider.Configuration;

/// <summary>The provider's configuration, read and checked.</summary>
public sealed record ProviderConfiguration
{
    /// <summary>The STS API of Tencent Cloud.</summary>
    public const string DefaultStsEndpoint = "https://sts.tencentcloudapi.com";

    private static readonly string[] Names =
    [
        "secretId", "secretKey", "securityToken", "profile", "sharedCredentialsDir", "camRoleName", "assumeRole",
        "assumeRoleWithWebIdentity", "allowedAccountIds", "ecmRegion", "endpoint", "stsEndpoint", "maxRequestsPerSecond", "maxRetries",
        "previewValidation", "detectDrift",
    ];

    // Without one of these nothing can be asked, or somebody else would be asked, or somebody else would ask.
    private static readonly string[] NeededToAsk =
    [
        "secretId", "secretKey", "securityToken", "profile", "sharedCredentialsDir", "camRoleName", AssumeRole.Property,
        AssumeRoleWithWebIdentity.Property, "allowedAccountIds", "endpoint", "stsEndpoint",
    ];

    /// <summary>The key in the configuration; null when it has none.</summary>
    public TencentCredentials? Key { get; private init; }

    /// <summary>The profile to read a key from; null when none is named.</summary>
    public string? Profile { get; private init; }

    /// <summary>The directory of tccli's profiles; null when none is named.</summary>
    public string? SharedCredentialsDir { get; private init; }

    /// <summary>The CAM role of the machine; null when none is named.</summary>
    public string? CamRoleName { get; private init; }

    /// <summary>The role to assume with the key; null for none.</summary>
    public AssumeRole? AssumeRole { get; private init; }

    /// <summary>The role to assume with an OIDC token; null for none.</summary>
    public AssumeRoleWithWebIdentity? AssumeRoleWithWebIdentity { get; private init; }

    /// <summary>The UINs of the accounts that may be acted on; null for any.</summary>
    public IReadOnlyList<string>? AllowedAccountIds { get; private init; }

    /// <summary>The properties without which nothing can be asked and that only the update will know.</summary>
    public IReadOnlyList<string> NotKnownYet { get; private init; } = [];

    /// <summary>The ECM region of what names none; null when there is none.</summary>
    public string? EcmRegion { get; private init; }

    /// <summary>The ECM API.</summary>
    public Uri Endpoint { get; private init; } = new(Ecm.Endpoint.Default);

    /// <summary>The STS API.</summary>
    public Uri StsEndpoint { get; private init; } = new(DefaultStsEndpoint);

    /// <summary>The most requests a second to each action, 1 to 20.</summary>
    public int MaxRequestsPerSecond { get; private init; } = 20;

    /// <summary>How many times a request that failed for a passing reason is tried again, 0 to 20.</summary>
    public int MaxRetries { get; private init; } = 8;

    /// <summary>Whether previews look up.</summary>
    public bool PreviewValidation { get; private init; } = true;

    /// <summary>Whether every preview and update first reads each association.</summary>
    public bool DetectDrift { get; private init; } = true;

    /// <summary>Everything that must never be shown.</summary>
    public IReadOnlyList<string> Secrets { get; private init; } = [];

    /// <summary>Reads the configuration.</summary>
    /// <param name="properties">What the engine sent.</param>
    /// <param name="environment">Reads an environment variable; null when it is not set.</param>
    /// <returns>The configuration, and all that is wrong with it.</returns>
    public static (ProviderConfiguration Configuration, IReadOnlyList<CheckFailure> Failures) Read(
        PropertyMap properties, Func<string, string?> environment)
    {
        var reader = new ConfigurationReader(properties, string.Empty, environment);
        reader.RefuseOthers("the provider", Names, "version", "pluginDownloadURL");
        var key = ReadKey(reader);
        var (role, webRole) = ReadRoles(reader, environment);
        var region = reader.Text("ecmRegion", "TENCENTCLOUD_ECM_REGION");
        if (region is not null && IdText.Problem(region) is { } problem)
        {
            reader.Fail("ecmRegion", problem);
        }

        var configuration = new ProviderConfiguration
        {
            Key = key,
            Profile = ReadName(reader, "profile"),
            SharedCredentialsDir = reader.Text("sharedCredentialsDir"),
            CamRoleName = ReadName(reader, "camRoleName"),
            AssumeRole = role,
            AssumeRoleWithWebIdentity = webRole,
            AllowedAccountIds = reader.AccountIds("allowedAccountIds"),
            NotKnownYet = [.. NeededToAsk.Where(reader.HasUnknown)],
            EcmRegion = region,
            Endpoint = ReadEndpoint(reader, "endpoint", "TENCENTCLOUD_ECM_ENDPOINT", Ecm.Endpoint.Default),
            StsEndpoint = ReadEndpoint(reader, "stsEndpoint", "TENCENTCLOUD_STS_ENDPOINT", DefaultStsEndpoint),
            MaxRequestsPerSecond = reader.Integer("maxRequestsPerSecond", 1, 20) ?? 20,
            MaxRetries = reader.Integer("maxRetries", 0, 20) ?? 8,
            PreviewValidation = reader.Boolean("previewValidation") ?? true,
            DetectDrift = reader.Boolean("detectDrift") ?? true,
            Secrets = [.. SecretTexts(properties), .. key?.Secrets ?? [], .. new[] { webRole?.Token }.OfType<string>()],
        };
        return (configuration, reader.Failures);
    }

    // A source is used whole: a token only from where its key came.
    private static TencentCredentials? ReadKey(ConfigurationReader reader)
    {
        var id = reader.Text("secretId");
        var key = reader.Text("secretKey");
        var token = reader.Text("securityToken");
        var hasId = id is not null || reader.IsUnknown("secretId");
        var hasKey = key is not null || reader.IsUnknown("secretKey");
        if (hasId || hasKey)
        {
            Demand(!hasKey, "secretKey", "secretId is given, so secretKey is needed too");
            Demand(!hasId, "secretId", "secretKey is given, so secretId is needed too");
            return id is null || key is null ? null : new(id, key, token);
        }

        Demand(token is not null, "securityToken", "belongs to a key: secretId and secretKey must be given with it");
        return null;

        void Demand(bool broken, string name, string reason)
        {
            if (broken)
            {
                reader.Fail(name, reason);
            }
        }
    }

    // The configuration's role, or else the environment's: one block stands for all variables.
    private static (AssumeRole? Role, AssumeRoleWithWebIdentity? WebRole) ReadRoles(
        ConfigurationReader reader, Func<string, string?> environment)
    {
        var role = AssumeRole.Read(reader);
        var webRole = AssumeRoleWithWebIdentity.Read(reader);
        if (role is not null && webRole is not null)
        {
            reader.Fail(AssumeRoleWithWebIdentity.Property, $"excludes {AssumeRole.Property}: give one of them");
        }

        if (reader.IsGiven(AssumeRole.Property) || reader.IsGiven(AssumeRoleWithWebIdentity.Property))
        {
            return (role, webRole);
        }

        webRole = AssumeRoleWithWebIdentity.ReadEnvironment(reader, environment);
        return (webRole is null ? AssumeRole.ReadEnvironment(reader, environment) : null, webRole);
    }

    // It becomes a part of a file's name or of a URL.
    private static string? ReadName(ConfigurationReader reader, string name)
    {
        var text = reader.Text(name);
        if (text is not null && (IdText.Problem(text) ?? (text.Contains('\\', StringComparison.Ordinal) ? "must not contain backslashes" : null)) is { } problem)
        {
            reader.Fail(name, problem);
        }

        return text;
    }

    private static Uri ReadEndpoint(ConfigurationReader reader, string name, string variable, string fallback)
    {
        if (reader.Text(name, variable) is not { } text)
        {
            return new(fallback);
        }

        if (Ecm.Endpoint.TryParse(text, out var endpoint, out var problem))
        {
            return endpoint;
        }

        reader.Fail(name, problem);
        return new(fallback);
    }

    // Every text under a secret, however deep, also inside JSON text: an object with a secret inside comes secret as a whole.
    private static IEnumerable<string> SecretTexts(PropertyMap properties) => properties.SelectMany(p =>
        p.Key is "secretId" or "secretKey" or "securityToken" || p.Value.IsSecretValue
            ? SecretScan.Texts(p.Value).Concat(SecretScan.Texts(Parsed(p.Value)))
            : SecretScan.SecretTexts(new PropertyMap([KeyValuePair.Create(p.Key, Parsed(p.Value))])));

    private static PropertyValue Parsed(PropertyValue value) =>
        value.Bare is PropertyValue.String { Value: ['{' or '[', ..] text } ? ConfigurationReader.ParseJson(text) ?? value : value;
}
