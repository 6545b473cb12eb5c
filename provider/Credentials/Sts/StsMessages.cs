using System.Text.Json.Serialization;
using EcmProvider.Ecm.Wire;

namespace EcmProvider.Credentials.Sts;

/// <summary>Parameters of AssumeRole; the policy url-encoded.</summary>
internal sealed class AssumeRoleRequest(
    string roleArn, string roleSessionName, int durationSeconds, string? policy, string? externalId)
{
    public string RoleArn => roleArn;

    public string RoleSessionName => roleSessionName;

    public int DurationSeconds => durationSeconds;

    public string? Policy => policy;

    public string? ExternalId => externalId;
}

// No record: those show what they hold.
/// <summary>Parameters of AssumeRoleWithWebIdentity.</summary>
internal sealed class AssumeRoleWithWebIdentityRequest
{
    public required string ProviderId { get; init; }

    public required string WebIdentityToken { get; init; }

    public required string RoleArn { get; init; }

    public required string RoleSessionName { get; init; }

    public required int DurationSeconds { get; init; }
}

/// <summary>Parameters of GetCallerIdentity: none.</summary>
internal sealed class GetCallerIdentityRequest;

/// <summary>Of GetCallerIdentity: whose the key is.</summary>
internal sealed class CallerIdentity : Answer
{
    /// <summary>The UIN of the account.</summary>
    [JsonConverter(typeof(TextOrNumber))]
    public string? AccountId { get; set; }
}

/// <summary>Of AssumeRole and AssumeRoleWithWebIdentity: a temporary key.</summary>
internal sealed class AssumeRoleAnswer : Answer
{
    public TemporaryKeyPart? Credentials { get; set; }

    /// <summary>When the key expires, Unix seconds.</summary>
    public long? ExpiredTime { get; set; }

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
    public string? TmpSecretId { get; set; }

    public string? TmpSecretKey { get; set; }

    public string? Token { get; set; }
}

/// <summary>The JSON of STS, generated when the project is built.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(AssumeRoleRequest), GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(AssumeRoleWithWebIdentityRequest), GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(GetCallerIdentityRequest), GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(Envelope<CallerIdentity>), TypeInfoPropertyName = "CallerIdentityEnvelope")]
[JsonSerializable(typeof(Envelope<AssumeRoleAnswer>), TypeInfoPropertyName = "AssumeRoleAnswerEnvelope")]
internal sealed partial class StsJson : JsonSerializerContext;
