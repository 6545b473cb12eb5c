using System.Text.Json.Serialization;
using EcmProvider.Ecm.Wire;

namespace EcmProvider.Credentials.Sts;

/// <summary>Parameters of AssumeRole; the policy url-encoded.</summary>
internal sealed record AssumeRoleRequest(string RoleArn, string RoleSessionName, int DurationSeconds, string? Policy, string? ExternalId);

/// <summary>Of AssumeRole: a temporary key.</summary>
internal sealed record AssumeRoleAnswer : Answer
{
    public TemporaryKeyPart? Credentials { get; init; }

    /// <summary>When the key expires, Unix seconds.</summary>
    public long? ExpiredTime { get; init; }

    /// <summary>The key; null when any part of it is missing.</summary>
    [JsonIgnore]
    public TencentCredentials? Key =>
        Credentials is { TmpSecretId.Length: > 0, TmpSecretKey.Length: > 0, Token.Length: > 0 } part
            ? new(part.TmpSecretId, part.TmpSecretKey, part.Token)
            : null;
}

// No record: those show what they hold.
internal sealed class TemporaryKeyPart
{
    public string? TmpSecretId { get; init; }

    public string? TmpSecretKey { get; init; }

    public string? Token { get; init; }
}

/// <summary>The JSON of STS, generated when the project is built.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(AssumeRoleRequest))]
[JsonSerializable(typeof(Envelope<AssumeRoleAnswer>), TypeInfoPropertyName = "AssumeRoleAnswerEnvelope")]
internal sealed partial class StsJson : JsonSerializerContext;
