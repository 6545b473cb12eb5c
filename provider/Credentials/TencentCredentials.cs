namespace EcmProvider.Credentials;

/// <summary>A key of Tencent Cloud, used whole: <paramref name="Token"/> is null unless the key is a temporary one.</summary>
public sealed record TencentCredentials(string SecretId, string SecretKey, string? Token = null)
{
    /// <summary>What must never be shown of it.</summary>
    public IReadOnlyList<string> Secrets => Token is null ? [SecretId, SecretKey] : [SecretId, SecretKey, Token];

    /// <summary>Shows nothing of the key, so that no log or message can.</summary>
    public override string ToString() => Token is null ? "a key [secret]" : "a temporary key [secret]";
}
