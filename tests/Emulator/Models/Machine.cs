using EcmEmulator.Signing;

namespace EcmEmulator.Models;

/// <summary>The machine whose metadata service this is: which CAM role it has. May be used from any thread.</summary>
public sealed class Machine
{
    // The service gives the same key again until it is about to end.
    private static readonly TimeSpan NewBefore = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private Key? key;

    /// <summary>The CAM role bound to it; null for none.</summary>
    public string? Role { get; set; }

    /// <summary>How long its keys last.</summary>
    public TimeSpan KeyLasts { get; set; } = TimeSpan.FromHours(6);

    internal Key Key(KeyRing keys, DateTimeOffset now)
    {
        lock (gate)
        {
            return key is { ExpiresAt: { } end } && end - now > NewBefore && keys.Find(key.SecretId) is not null
                ? key
                : key = keys.Issue(DateTimeOffset.FromUnixTimeSeconds((now + KeyLasts).ToUnixTimeSeconds()), CallerOf(keys.AccountId));
        }
    }

    private Caller CallerOf(string account) =>
        new(account, $"qcs::sts:{account}:assumed-role/{Role}/machine", "CAMRole", $"{Role}:machine", account);
}
