using System.Text.Json.Nodes;

namespace LocalEngine;

/// <summary>What a run did, or in a preview would do.</summary>
/// <param name="Succeeded">False when anything failed, the program included, or the run was cancelled.</param>
/// <param name="Changes">Each resource dealt with, in the order in which that ended; the engine's own providers aside.</param>
/// <param name="Diagnostics">What provider, program and engine had to say; progress messages aside.</param>
/// <param name="Outputs">The stack's outputs; secrets and unknowns stand as <c>[secret]</c> and <c>[unknown]</c>.</param>
/// <param name="Resources">The state after the run (for a preview: as it would be), secrets hidden likewise.</param>
public sealed record RunResult(
    bool Succeeded,
    IReadOnlyList<ResourceChange> Changes,
    IReadOnlyList<Diagnostic> Diagnostics,
    IReadOnlyDictionary<string, JsonNode?> Outputs,
    IReadOnlyList<StackResource> Resources);

/// <summary>What becomes of one resource.</summary>
public enum ChangeKind
{
    /// <summary>Nothing differs.</summary>
    Same,

    /// <summary>Made.</summary>
    Create,

    /// <summary>Changed in place.</summary>
    Update,

    /// <summary>Made anew; the old one is deleted before or after.</summary>
    Replace,

    /// <summary>Deleted.</summary>
    Delete,

    /// <summary>Left in the cloud, forgotten by the state (<c>retainOnDelete</c>).</summary>
    Forget,

    /// <summary>Read for the program.</summary>
    Read,

    /// <summary>Taken into the state by its id.</summary>
    Import,

    /// <summary>Compared with the cloud; the properties changed are those that differed.</summary>
    Refresh,

    /// <summary>Found missing in the cloud by a refresh, and taken out of the state.</summary>
    Gone,
}

/// <summary>One resource's change.</summary>
/// <param name="Urn">Which one.</param>
/// <param name="Kind">What becomes of it.</param>
/// <param name="Properties">The changed properties; empty for all but updates, replacements and refreshes.</param>
/// <param name="Failed">Whether it was tried and failed; the diagnostics say why.</param>
public sealed record ResourceChange(string Urn, ChangeKind Kind, IReadOnlyList<PropertyChange> Properties, bool Failed);

/// <summary>One changed property.</summary>
/// <param name="Path">Where it is, such as <c>instanceId</c>.</param>
/// <param name="Before">What it was as JSON text; null when it was absent.</param>
/// <param name="After">What it will be; null when it goes away.</param>
/// <param name="Replaces">Whether this change makes the resource be replaced.</param>
public sealed record PropertyChange(string Path, string? Before, string? After, bool Replaces);

/// <summary>How grave a message is.</summary>
public enum Severity
{
    /// <summary>For those who look for bugs.</summary>
    Debug,

    /// <summary>Good to know.</summary>
    Info,

    /// <summary>Something that may hurt.</summary>
    Warning,

    /// <summary>Something failed.</summary>
    Error,
}

/// <summary>A message about the run or one resource.</summary>
/// <param name="Severity">How grave it is.</param>
/// <param name="Urn">The resource it is about; empty for the run as a whole.</param>
/// <param name="Message">The text, whole, line breaks included.</param>
public sealed record Diagnostic(Severity Severity, string Urn, string Message);

/// <summary>A resource in the state.</summary>
/// <param name="Urn">Its name.</param>
/// <param name="Id">The provider's id; empty for components.</param>
/// <param name="Inputs">What was asked for.</param>
/// <param name="Outputs">What it is.</param>
/// <param name="InitErrors">Why it is not whole yet; empty when it is.</param>
/// <param name="AwaitsDeletion">Replaced already, the old one still to be deleted.</param>
public sealed record StackResource(
    string Urn, string Id, JsonObject Inputs, JsonObject Outputs, IReadOnlyList<string> InitErrors, bool AwaitsDeletion);
