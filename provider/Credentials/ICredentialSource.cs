namespace EcmProvider.Credentials;

/// <summary>Where a key comes from; asked before every request, so a source keeps and renews what is costly to get.</summary>
public interface ICredentialSource
{
    /// <summary>The key to sign the next request with. What it throws reaches the caller of the request unchanged.</summary>
    ValueTask<TencentCredentials> GetAsync(CancellationToken cancellationToken);

    /// <summary>The API refused a key's token: the key is not given again.</summary>
    /// <returns>Whether the next one may be another; false: this source has no other.</returns>
    bool Discard(TencentCredentials refused) => false;

    /// <summary>Everything of the keys it has given that must never be shown.</summary>
    IReadOnlyList<string> Secrets => [];
}
