using System.Collections.Immutable;
using EcmProvider.Credentials.Issuers;
using EcmProvider.Ecm;
using EcmProvider.Resources.Failures;

namespace EcmProvider.Credentials;

/// <summary>
/// Temporary keys of one issuer, renewed before they expire. Many callers that wait share one request; one that is cancelled leaves
/// without disturbing the others.
/// </summary>
internal sealed class TemporaryKeySource(IKeyIssuer issuer, TimeProvider clock) : ICredentialSource, IDisposable
{
    // Messages about a request can come a while after its key was replaced.
    private const int KeysRemembered = 4;

    private readonly Lock gate = new();
    private readonly CancellationTokenSource ended = new();
    private ImmutableList<TencentCredentials> given = [];
    private TemporaryKey? current;
    private Task<TemporaryKey>? renewal;

    /// <inheritdoc/>
    public IReadOnlyList<string> Secrets
    {
        get
        {
            lock (gate)
            {
                return [.. given.SelectMany(key => key.Secrets), .. issuer.Secrets];
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<TencentCredentials> GetAsync(CancellationToken cancellationToken)
    {
        Task<TemporaryKey> next;
        lock (gate)
        {
            if (clock.GetUtcNow() < current?.RenewAt)
            {
                return current.Key;
            }

            next = renewal ??= Task.Run(RenewAsync, CancellationToken.None);
        }

        return (await next.WaitAsync(cancellationToken)).Key;
    }

    /// <inheritdoc/>
    public bool Discard(TencentCredentials refused)
    {
        lock (gate)
        {
            // Of many calls whose key was refused, the first one discards it; the others find another, or its request under way.
            if (current?.Key == refused)
            {
                current = null;
            }
        }

        return true;
    }

    /// <summary>Closes the connections; a request under way fails.</summary>
    public void Dispose()
    {
        ended.Cancel();
        issuer.Dispose();
        ended.Dispose();
    }

    private async Task<TemporaryKey> RenewAsync()
    {
        try
        {
            return Use(await issuer.AskAsync(ended.Token));
        }
        catch (Exception e) when (e is ProviderException or EcmUnreachableException or MissingCredentialsException)
        {
            // Read now: a key that was refused meanwhile is not gone on with.
            if (current is { } old && clock.GetUtcNow() < old.ExpiresAt)
            {
                return Use(old.Kept(clock.GetUtcNow()));
            }

            throw;
        }
        finally
        {
            lock (gate)
            {
                renewal = null;
            }
        }
    }

    private TemporaryKey Use(TemporaryKey key)
    {
        lock (gate)
        {
            if (!given.Contains(key.Key))
            {
                given = given.Add(key.Key);
                given = given.Count > KeysRemembered ? given.RemoveAt(0) : given;
            }

            return current = key;
        }
    }
}
