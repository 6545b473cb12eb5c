using System.Text.Json.Nodes;
using LocalEngine.Deployment;

namespace LocalEngine.Display;

/// <summary>Collects what happens in a run, and shows it as it happens.</summary>
internal sealed class RunLog(TextWriter output, bool interactive, bool preview)
{
    private readonly Lock _gate = new();
    private readonly List<ResourceChange> _changes = [];
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly Dictionary<string, string> _status = [];
    private bool _statusShown;

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
            Line(Lines.Change(change, took, preview));
        }
    }

    public void Say(Severity severity, string urn, string message)
    {
        lock (_gate)
        {
            _diagnostics.Add(new Diagnostic(severity, urn, message));
            if (severity != Severity.Debug)
            {
                Line(Lines.Diagnostic(severity, urn, message));
            }
        }
    }

    /// <summary>Progress: on a terminal one line that the next overwrites, elsewhere a line each.</summary>
    public void Status(string urn, string message)
    {
        lock (_gate)
        {
            if (message.Length == 0)
            {
                _status.Remove(urn);
                ClearStatus();
                return;
            }

            _status[urn] = message;
            if (!interactive)
            {
                output.WriteLine(Lines.Status(urn, message));
                return;
            }

            ClearStatus();
            output.Write(Lines.Cut(Lines.Status(urn, message)));
            _statusShown = true;
        }
    }

    /// <summary>A line as it is, such as one of the program's own.</summary>
    public void Plain(string line)
    {
        lock (_gate)
        {
            Line(line);
        }
    }

    public void Finish(IReadOnlyDictionary<string, JsonNode?> outputs, bool succeeded, TimeSpan took)
    {
        lock (_gate)
        {
            Line(Lines.Summary(_changes, outputs, succeeded, took, preview));
        }
    }

    private void Line(string text)
    {
        ClearStatus();
        output.WriteLine(text);
    }

    private void ClearStatus()
    {
        if (_statusShown)
        {
            output.Write("\r\u001b[K");
            _statusShown = false;
        }
    }
}
