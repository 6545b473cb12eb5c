using System.Collections.Concurrent;

namespace EcmEmulator.Signing;

/// <summary>A key that the emulator accepts.</summary>
/// <param name="Token">The token that must come with a temporary key; null for a lasting one.</param>
/// <param name="ExpiresAt">When a temporary key ends; null for never.</param>
/// <param name="Caller">Whose it is, as GetCallerIdentity tells.</param>
public sealed record Key(string SecretId, string SecretKey, string? Token, DateTimeOffset? ExpiresAt, Caller Caller);

/// <summary>Who calls, as GetCallerIdentity tells.</summary>
public sealed record Caller(string AccountId, string Arn, string Type, string UserId, string PrincipalId);

/// <summary>
/// The keys that the emulator accepts: the lasting one it was started with, and the temporary ones it gave out.
/// </summary>
public sealed class KeyRing
{
    private readonly ConcurrentDictionary<string, Key> keys = new(StringComparer.Ordinal);

    /// <summary>A ring with one lasting key of an account's root user.</summary>
    public KeyRing(string secretId, string secretKey, string accountId)
    {
        AccountId = accountId;
        Add(secretId, secretKey);
    }

    /// <summary>The account that everything belongs to.</summary>
    public string AccountId { get; }

    /// <summary>Adds a lasting key.</summary>
    public void Add(string secretId, string secretKey) => Add(new Key(secretId, secretKey, null, null, Root()));

    /// <summary>Adds a key, or puts it in the place of the one with its id.</summary>
    public void Add(Key key)
    {
        ArgumentNullException.ThrowIfNull(key);
        keys[key.SecretId] = key;
    }

    /// <summary>Takes a key back: it is unknown from now on.</summary>
    public void Remove(string secretId) => keys.TryRemove(secretId, out _);

    /// <summary>The key with an id; null when it is unknown.</summary>
    public Key? Find(string secretId) => keys.GetValueOrDefault(secretId);

    /// <summary>What temporary keys are; null: each is another.</summary>
    public (string SecretId, string SecretKey, string Token)? Issued { get; set; }

    /// <summary>Gives out a temporary key.</summary>
    public Key Issue(DateTimeOffset expiresAt, Caller caller)
    {
        var (id, secret, token) = Issued ?? ($"AKIDTMP{Guid.NewGuid():N}", $"tmpkey{Guid.NewGuid():N}", $"token{Guid.NewGuid():N}");
        var key = new Key(id, secret, token, expiresAt, caller);
        Add(key);
        return key;
    }

    private Caller Root() =>
        new(AccountId, $"qcs::cam::uin/{AccountId}:uin/{AccountId}", "RootAccount", AccountId, AccountId);
}
