namespace EcmProvider.Credentials;

/// <summary>There is no key: said when one is first needed, so that what needs none works without.</summary>
public sealed class MissingCredentialsException() : Exception(
    "There is no Tencent Cloud API key.\nSet TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, or run: pulumi config set --secret ecm:secretId … and pulumi config set --secret ecm:secretKey …");

/// <summary>The source of no key.</summary>
public sealed class MissingCredentialSource : ICredentialSource
{
    /// <inheritdoc/>
    public ValueTask<TencentCredentials> GetAsync(CancellationToken cancellationToken) => throw new MissingCredentialsException();
}
