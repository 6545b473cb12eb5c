namespace EcmProvider.Credentials;

/// <summary>A key that never changes.</summary>
public sealed class StaticCredentialSource(TencentCredentials credentials) : ICredentialSource
{
    /// <inheritdoc/>
    public ValueTask<TencentCredentials> GetAsync(CancellationToken cancellationToken) => new(credentials);

    /// <inheritdoc/>
    public IReadOnlyList<string> Secrets => credentials.Secrets;
}
