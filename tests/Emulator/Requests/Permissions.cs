using System.Collections.Concurrent;
using EcmEmulator.Errors;

namespace EcmEmulator.Requests;

/// <summary>Which actions the account may call: all, until one is revoked. May be used from any thread.</summary>
public sealed class Permissions
{
    private readonly ConcurrentDictionary<string, string> revoked = new(StringComparer.Ordinal);

    /// <summary>Refuses an action from now on, with one of the two codes that say so.</summary>
    public void Revoke(string action, string code = ErrorCode.ForbiddenOperation) => revoked[action] = code;

    /// <summary>Allows an action again.</summary>
    public void Grant(string action) => revoked.TryRemove(action, out _);

    /// <summary>Allows everything again.</summary>
    public void GrantAll() => revoked.Clear();

    internal void Check(string action)
    {
        if (revoked.TryGetValue(action, out var code))
        {
            throw new ApiErrorException(code, $"You are not authorized to perform the operation {action}.");
        }
    }
}
