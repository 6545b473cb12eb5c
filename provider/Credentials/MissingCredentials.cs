namespace EcmProvider.Credentials;

/// <summary>There is no key: said when one is first needed, so that what needs none works without.</summary>
/// <param name="message">Where a key was looked for and what was missing there, and what to do.</param>
public sealed class MissingCredentialsException(string message) : Exception(message)
{
    private const string Remedy =
        "Set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, or run: pulumi config set --secret ecm:secretId … and pulumi config set --secret ecm:secretKey …";

    /// <summary>Nothing was found in any place.</summary>
    internal static MissingCredentialsException Nowhere(IEnumerable<Gap> gaps) =>
        new($"There is no Tencent Cloud API key. These places were looked at:\n{List(gaps)}\n{Remedy}");

    /// <summary>The place that was named has none, so no other was looked at.</summary>
    internal static MissingCredentialsException In(string named, IEnumerable<Gap> gaps, string remedy) =>
        new($"There is no Tencent Cloud API key: {named} was asked for, so only this was looked at:\n{List(gaps)}\n{remedy}");

    private static string List(IEnumerable<Gap> gaps) => string.Join('\n', gaps.Select(gap => $"- {gap.Place}: {gap.Missing}"));
}

/// <summary>A place without a key, and what is missing there.</summary>
internal sealed record Gap(string Place, string Missing);

/// <summary>A source whose key only the update will know.</summary>
/// <param name="properties">The properties of the configuration that are not known yet.</param>
internal sealed class UnknownCredentialSource(IReadOnlyList<string> properties) : ICredentialSource
{
    /// <inheritdoc/>
    public ValueTask<TencentCredentials> GetAsync(CancellationToken cancellationToken) => throw new MissingCredentialsException(
        $"The provider's {string.Join(", ", properties)} will be known only during the update: until then the API cannot be asked.");
}
