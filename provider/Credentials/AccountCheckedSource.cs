using System.Collections.Concurrent;
using EcmProvider.Credentials.Issuers;
using EcmProvider.Credentials.Sts;
using EcmProvider.Ecm;
using EcmProvider.Ecm.Http;
using EcmProvider.Resources;
using EcmProvider.Resources.Failures;

namespace EcmProvider.Credentials;

/// <summary>Gives a key only when it belongs to an allowed account; STS is asked once for each key.</summary>
/// <param name="inner">Where the keys come from.</param>
/// <param name="allowed">The UINs of the allowed accounts.</param>
/// <param name="optionsFor">How STS is reached with a key.</param>
internal sealed class AccountCheckedSource(
    ICredentialSource inner, IReadOnlyList<string> allowed, Func<ICredentialSource, EcmCloudOptions> optionsFor) : ICredentialSource, IDisposable
{
    private readonly ConcurrentDictionary<string, bool> checkedIds = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim turn = new(1);

    /// <inheritdoc/>
    public IReadOnlyList<string> Secrets => inner.Secrets;

    /// <inheritdoc/>
    /// <exception cref="ProviderException">The key belongs to another account, or STS would not say to which.</exception>
    public async ValueTask<TencentCredentials> GetAsync(CancellationToken cancellationToken)
    {
        var key = await inner.GetAsync(cancellationToken);
        if (checkedIds.ContainsKey(key.SecretId))
        {
            return key;
        }

        await turn.WaitAsync(cancellationToken);
        try
        {
            // Again: it may have been renewed, or checked for somebody else, in the meantime.
            key = await inner.GetAsync(cancellationToken);
            if (!checkedIds.ContainsKey(key.SecretId))
            {
                await CheckAsync(key, cancellationToken);
                checkedIds[key.SecretId] = true;
            }

            return key;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public bool Discard(TencentCredentials refused) => inner.Discard(refused);

    /// <inheritdoc/>
    public void Dispose()
    {
        (inner as IDisposable)?.Dispose();
        turn.Dispose();
    }

    private async Task CheckAsync(TencentCredentials key, CancellationToken cancellationToken)
    {
        using var sts = new ApiClient(StsActions.Service, optionsFor(new StaticCredentialSource(key)));
        string account;
        try
        {
            account = (await sts.CallAsync(StsActions.GetCallerIdentity, new(), cancellationToken)).AccountId!;
        }
        catch (EcmApiException e)
        {
            const string failed = "The account of the key could not be found out, and allowedAccountIds demands it";
            const string allow = "Allow the key sts:GetCallerIdentity in CAM, or leave allowedAccountIds out.";
            throw StsRefusals.Explain(failed, e, allow, allow, "Check the credentials.");
        }

        if (!allowed.Contains(account))
        {
            throw new ProviderException(
                FailureKind.FailedPrecondition,
                $"The key belongs to the account {Text.Quote(account)}, which is not among allowedAccountIds ({string.Join(", ", allowed.Select(Text.Quote))}): nothing was done.",
                "Use a key of an allowed account, or add the account to allowedAccountIds.");
        }
    }
}
