using LocalEngine;

namespace Stacks.Tests.Support;

/// <summary>What a run did, in words that a test can compare.</summary>
internal static class Results
{
    /// <summary>What became of the associations, in order, such as <c>Gone web, Create web</c>; those that stayed the same are left out.</summary>
    public static string Done(this RunResult result) => string.Join(", ", result.Changes
        .Where(change => change.Kind != ChangeKind.Same && change.Urn.Contains($"::{Some.Type}::", StringComparison.Ordinal))
        .Select(change => $"{change.Kind} {Name(change.Urn)}{(change.Failed ? " failed" : "")}"));

    /// <summary>An association of the state; null when it is not there.</summary>
    public static StackResource? Association(this RunResult result, string name = "web") =>
        result.Resources.FirstOrDefault(resource => Name(resource.Urn) == name && !resource.AwaitsDeletion);

    /// <summary>What the recorded state says of a property.</summary>
    public static string? Recorded(this RunResult result, string property, string name = "web") =>
        result.Association(name)?.Outputs[property]?.ToString();

    /// <summary>A stack output as text.</summary>
    public static string? Output(this RunResult result, string name) => result.Outputs.GetValueOrDefault(name)?.ToString();

    public static string Errors(this RunResult result) => result.Said(Severity.Error);

    public static string Warnings(this RunResult result) => result.Said(Severity.Warning);

    public static string Infos(this RunResult result) => result.Said(Severity.Info);

    private static string Said(this RunResult result, Severity severity) =>
        string.Join('\n', result.Diagnostics.Where(said => said.Severity == severity).Select(said => said.Message));

    private static string Name(string urn) => urn[(urn.LastIndexOf(':') + 1)..];
}
