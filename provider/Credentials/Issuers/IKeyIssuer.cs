namespace EcmProvider.Credentials.Issuers;

/// <summary>Who gives out temporary keys, one for each time it is asked.</summary>
internal interface IKeyIssuer : IDisposable
{
    /// <summary>Asks for a key.</summary>
    /// <exception cref="Resources.Failures.ProviderException">It was refused.</exception>
    /// <exception cref="Ecm.EcmUnreachableException">There was no answer.</exception>
    /// <exception cref="MissingCredentialsException">What is needed to ask is missing.</exception>
    Task<TemporaryKey> AskAsync(CancellationToken cancellationToken);

    /// <summary>What must never be shown of what it asks with.</summary>
    IReadOnlyList<string> Secrets { get; }
}
