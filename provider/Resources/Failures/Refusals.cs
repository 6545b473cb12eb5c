using EcmProvider.Credentials;
using EcmProvider.Ecm;
using EcmProvider.Ecm.Models;

namespace EcmProvider.Resources.Failures;

/// <summary>Tells of what the API refused, and of an API that could not be reached.</summary>
internal static class Refusals
{
    /// <summary>The family of an error.</summary>
    public static FailureKind KindOf(EcmApiException error) => ErrorCatalogue.Find(error.Code).Kind;

    /// <summary>Code, message, action and request id, as every message about a refusal tells them.</summary>
    public static string Tell(EcmApiException error) =>
        $"{error.Code}: {error.ApiMessage} ({error.Action}, RequestId {(error.RequestId.Length == 0 ? "none" : error.RequestId)})";

    /// <summary>The last line of a message about a refusal; null when there was none.</summary>
    public static string? Answer(EcmApiException? error) => error is null ? null : $"The API's answer: {Tell(error)}";

    /// <summary>The failure that tells of a refusal.</summary>
    /// <param name="what">What could not be done, with the ids: <c>EIP "…" could not be bound to …</c>.</param>
    /// <param name="error">The API's refusal.</param>
    /// <param name="id">The association it was about; null for none.</param>
    /// <param name="now">What holds the EIP or the target now; null when that was not looked up.</param>
    public static ProviderException Explain(string what, EcmApiException error, AssociationId? id = null, Holding? now = null)
    {
        var meaning = ErrorCatalogue.Find(error.Code);
        return new(
            meaning.Kind,
            new Report(what, meaning.Meaning)
            {
                About = About(id, meaning.Properties),
                Now = now?.Told,
                Remedy = Fill(meaning.Remedy, id, now?.AddressId, error.Action),
                Answer = Answer(error),
            },
            error);
    }

    /// <summary>The failure that tells of an API that could not be reached.</summary>
    public static ProviderException Explain(string what, EcmUnreachableException error) => new(
        FailureKind.Unavailable,
        new Report(what, "the API could not be reached")
        {
            Remedy = "Check the network, the proxy variables and endpoint, then run it again.",
            Answer = $"No answer: {error.Action}: {error.Reason}",
        },
        error);

    /// <summary>The failure that tells of a missing key.</summary>
    public static ProviderException Explain(string what, MissingCredentialsException error)
    {
        // Its first line says what is missing, the rest what to do.
        var (why, remedy) = error.Message.Split('\n', 2) is [var first, var rest] ? (first, rest) : (error.Message, null);
        return new(FailureKind.Unauthenticated, new Report(what, why) { Remedy = remedy }, error);
    }

    /// <summary>Properties of an association with their values; those of the configuration are only named.</summary>
    public static string? About(AssociationId? id, params string[] properties)
    {
        var shown = properties.Select(name => (name, value: ValueOf(id, name)))
            .Where(property => property.value is not null)
            .Select(property => $"{property.name}: {property.value}");
        return string.Join(", ", shown) is { Length: > 0 } line ? line : null;
    }

    /// <summary>A remedy with what is known in the place of its <c>{…}</c>.</summary>
    public static string Fill(string remedy, AssociationId? id, string? holder, string action = "") => remedy
        .Replace("{ACTION}", $"{(action is "AssumeRole" or "GetCallerIdentity" ? "sts" : "ecm")}:{action}", StringComparison.Ordinal)
        .Replace("{REGION}", Word(id?.EcmRegion, "REGION"), StringComparison.Ordinal)
        .Replace("{HOLDER}", Word(holder, "EIP"), StringComparison.Ordinal);

    private static string? ValueOf(AssociationId? id, string property) => (property, id?.Target) switch
    {
        (PropertyNames.AddressId, _) => Quoted(id?.AddressId),
        (PropertyNames.EcmRegion, _) => Quoted(id?.EcmRegion),
        (PropertyNames.InstanceId, Target.Instance target) => Quoted(target.InstanceId),
        (PropertyNames.NetworkInterfaceId, Target.PrivateIp target) => Quoted(target.NetworkInterfaceId),
        (PropertyNames.PrivateIpAddress, Target.PrivateIp target) => Quoted(target.PrivateIpAddress),
        ("secretId" or "secretKey" or "securityToken", _) => "[secret]",
        _ => null,
    };

    private static string? Quoted(string? value) => value is null ? null : Text.Quote(value);

    // A command is copied into a shell: what is no plain word stays a name for it.
    private static string Word(string? value, string name) =>
        value is { Length: > 0 and <= Text.LongestValue } && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? value : name;
}
