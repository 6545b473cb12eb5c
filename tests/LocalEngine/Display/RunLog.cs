using System.Text.Json.Nodes;
using LocalEngine.Deployment;

namespace LocalEngine.Display;

/// <summary>Collects what happens in a run, and shows it as it happens.</summary>
internal sealed class RunLog(TextWriter output, bool interactive, bool preview)
{
    private readonly Lock _gate = new();
    private readonly List<ResourceChange> _changes = [];
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly StatusLines _status = new(output, interactive);

    public IReadOnlyList<ResourceChange> Changes
    {
        get
        {
            lock (_gate)
            {
                return [.. _changes];
            }
        }
    }

    public IReadOnlyList<Diagnostic> Diagnostics
    {
        get
        {
            lock (_gate)
            {
                return [.. _diagnostics];
            }
        }
    }

    public void Change(ResourceChange change, TimeSpan took)
    {
        lock (_gate)
        {
            _status.Remove(change.Urn);
            if (Urn.IsDefaultProvider(change.Urn))
            {
                return;
            }

            _changes.Add(change);
            _status.Print(Lines.Change(change, took, preview));
        }
    }

    /// <summary>
    /// A message that stays: its first line is the resource's status for now, as with the Pulumi CLI, and the end of the run lists it whole.
    /// </summary>
    public void Say(Severity severity, string urn, string message)
    {
        lock (_gate)
        {
            _diagnostics.Add(new Diagnostic(severity, urn, message));
            if (severity != Severity.Debug)
            {
                _status.Show(urn, Lines.Said(severity, message.TrimEnd().Split('\n')[0].TrimEnd()));
            }
        }
    }

    /// <summary>Progress: on a terminal it takes the place of the resource's status, elsewhere it is a line of its own.</summary>
    public void Status(string urn, string message)
    {
        lock (_gate)
        {
            _status.Show(urn, message);
        }
    }

    /// <summary>A line as it is, such as one of the program's own.</summary>
    public void Plain(string line)
    {
        lock (_gate)
        {
            _status.Print(line);
        }
    }

    public void Finish(IReadOnlyDictionary<string, JsonNode?> outputs, bool succeeded, TimeSpan took)
    {
        lock (_gate)
        {
            _status.Clear();
            var said = Lines.Diagnostics(_diagnostics);
            _status.Print(said + Lines.Summary(_changes, outputs, succeeded, took, preview));
        }
    }
}
