using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using LocalEngine.Deployment;

namespace LocalEngine.Display;

/// <summary>The words a run is told in; plain text, the same on a terminal and in a file.</summary>
internal static class Lines
{
    private const int Width = 110;

    public static string Change(ResourceChange change, TimeSpan took, bool preview)
    {
        var (sign, planned, done) = Words(change.Kind);
        var word = change.Failed ? $"{planned} failed" : preview ? planned : done;
        var text = new StringBuilder($" {sign,-2} {Label(change.Urn)} {word}");
        if (!preview && change.Kind is not ChangeKind.Same && took > TimeSpan.FromSeconds(1))
        {
            text.Append(CultureInfo.InvariantCulture, $" ({took.TotalSeconds:0.0}s)");
        }

        foreach (var p in change.Properties)
        {
            var what = (p.Before, p.After) switch
            {
                (null, { } after) => $"+ {p.Path}: {after}",
                ({ } before, null) => $"- {p.Path}: {before}",
                _ => $"~ {p.Path}: {p.Before} => {p.After}",
            };
            text.Append(CultureInfo.InvariantCulture, $"\n      {what}{(p.Replaces ? " (replaces)" : "")}");
        }

        return text.ToString();
    }

    /// <summary>The section at the end of a run: all that was said and stays, whole, under the resource it is about.</summary>
    public static string Diagnostics(IReadOnlyList<Diagnostic> diagnostics)
    {
        var text = new StringBuilder();
        foreach (var about in diagnostics.Where(d => d.Severity != Severity.Debug).GroupBy(d => d.Urn))
        {
            text.AppendLine(text.Length == 0 ? "Diagnostics:" : "");
            text.AppendLine(about.Key.Length == 0 ? "  the run:" : $"  {Urn.Type(about.Key)} ({Urn.Name(about.Key)}):");
            foreach (var diagnostic in about)
            {
                text.AppendLine($"    {Said(diagnostic.Severity, diagnostic.Message.TrimEnd()).ReplaceLineEndings("\n    ")}");
            }
        }

        return text.Length == 0 ? "" : text.AppendLine().ToString();
    }

    /// <summary>A message with its severity; plain information has none.</summary>
    public static string Said(Severity severity, string message) =>
        severity == Severity.Info ? message : $"{severity.ToString().ToLowerInvariant()}: {message}";

    public static string Status(string urn, string message) =>
        urn.Length == 0 ? $"    {message}" : $"    {Label(urn)}: {message}";

    public static string Cut(string line)
    {
        line = line.ReplaceLineEndings(" ");
        return line.Length <= Width ? line : line[..Width] + "…";
    }

    public static string Summary(
        IReadOnlyList<ResourceChange> changes, IReadOnlyDictionary<string, JsonNode?> outputs, bool succeeded, TimeSpan took,
        bool preview)
    {
        var text = new StringBuilder();
        if (outputs.Count > 0)
        {
            text.AppendLine("Outputs:");
            foreach (var (name, value) in outputs.OrderBy(o => o.Key, StringComparer.Ordinal))
            {
                text.AppendLine($"    {name}: {value?.ToJsonString(Protocol.Json.Compact) ?? "null"}");
            }
        }

        var counts = changes
            .Where(c => !c.Failed)
            .GroupBy(c => c.Kind)
            .OrderBy(g => g.Key == ChangeKind.Same)
            .ThenBy(g => g.Key)
            .Select(g => $"{g.Count()} {Counted(g.Key, preview)}")
            .Append($"{changes.Count(c => c.Failed)} failed")
            .Where(c => c != "0 failed");
        text.Append("Resources: ").AppendJoin(", ", counts.DefaultIfEmpty("none"));
        text.Append(CultureInfo.InvariantCulture, $"; {(succeeded ? "done" : "FAILED")} in {took.TotalSeconds:0.0}s");
        return text.ToString();
    }

    private static string Label(string urn) => $"{Urn.Type(urn)} \"{Urn.Name(urn)}\"";

    private static string Counted(ChangeKind kind, bool preview)
    {
        var (_, planned, done) = Words(kind);
        return kind == ChangeKind.Same ? "unchanged" : preview ? $"to {planned}" : done;
    }

    private static (string Sign, string Planned, string Done) Words(ChangeKind kind) => kind switch
    {
        ChangeKind.Create => ("+", "create", "created"),
        ChangeKind.Update => ("~", "update", "updated"),
        ChangeKind.Replace => ("+-", "replace", "replaced"),
        ChangeKind.Delete => ("-", "delete", "deleted"),
        ChangeKind.Forget => ("-", "leave in the cloud", "left in the cloud"),
        ChangeKind.Read => (">", "read", "read"),
        ChangeKind.Import => ("=", "import", "imported"),
        ChangeKind.Refresh => ("~", "refresh", "refreshed"),
        ChangeKind.Gone => ("-", "drop from the state (gone)", "dropped from the state (gone)"),
        _ => ("", "same", "same"),
    };
}
