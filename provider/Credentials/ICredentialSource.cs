namespace EcmProvider.Credentials;

/// <summary>Where a key comes from; asked before every request, so a source keeps and renews what is costly to get.</summary>
public interface ICredentialSource
{
    /// <summary>The key to sign the next request with. What it throws reaches the caller of the request unchanged.</summary>
    ValueTask<TencentCredentials> GetAsync(CancellationToken cancellationToken);

    /// <summary>Everything of the keys it has given that must never be shown.</summary>
    IReadOnlyList<string> Secrets => [];
}
