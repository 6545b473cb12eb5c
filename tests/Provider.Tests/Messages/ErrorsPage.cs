using System.Text;
using EcmProvider.Resources.Failures;

namespace EcmProvider.Tests.Messages;

/// <summary>The page <c>docs/errors.md</c>, made of the catalogue.</summary>
internal static class ErrorsPage
{
    private const string Head = """
        # Error codes

        What each error code of the API means for an association, and what to do. A message ends with the code, the API's own words, the
        action and the request id. A code that is not here counts as the part of it before its last dot that is:
        `UnsupportedOperation.Whatever` as `UnsupportedOperation`.

        *Passes*: **retried**, the provider asks again by itself, after growing delays, and after looking where the API may have acted;
        **waited for**, another task is in the way, and the provider asks again until the timeout; **looked at again**, for some seconds,
        since another step of the same update may be about to let go; empty, it stays until somebody does something.

        Generated from `provider/Resources/Failures/ErrorCatalogue*.cs`.

        """;

    /// <summary>The whole page.</summary>
    public static string Text { get; } = string.Concat(
        Head,
        Section("AssociateAddress", "Binding an EIP.", ErrorCatalogue.OfAssociateAddress),
        Section("The same family of calls", "Unbinding, looking up, and whatever AssociateAddress may give besides.", ErrorCatalogue.OfTheFamily),
        Section("Any action", "Keys, permissions, limits, and what is no API of ECM.", ErrorCatalogue.OfAnyAction));

    private static string Section(string title, string what, IEnumerable<ErrorMeaning> entries)
    {
        var text = new StringBuilder($"\n## {title}\n\n{what}\n\n| Code | About | Meaning | What to do | Passes |\n|---|---|---|---|---|\n");
        foreach (var entry in entries)
        {
            text.Append($"| `{entry.Code}` | {string.Join(", ", entry.Properties.Select(name => $"`{name}`"))} | {Capital(entry.Meaning)}. | {Plain(entry.Remedy)} | {Passes(entry.Passing)} |\n");
        }

        return text.ToString();
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Plain(string remedy) => remedy
        .Replace("{ACTION}", "that the message names, such as `ecm:AssociateAddress`,", StringComparison.Ordinal)
        .Replace("tccli ecm DisassociateAddress --EcmRegion {REGION} --AddressId {HOLDER}", "`tccli ecm DisassociateAddress --EcmRegion REGION --AddressId EIP`", StringComparison.Ordinal);

    private static string Passes(Passing passing) => passing switch
    {
        Passing.ByItself => "retried",
        Passing.WithOtherTask => "waited for",
        Passing.Perhaps => "looked at again",
        _ => string.Empty,
    };
}
