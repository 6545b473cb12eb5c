namespace LocalEngine.Display;

/// <summary>
/// What resources in flight are doing. On a terminal each has one line below everything else, which its next status replaces; elsewhere
/// every status is a line of its own.
/// </summary>
internal sealed class StatusLines(TextWriter output, bool interactive)
{
    private const int MostShown = 20;

    private readonly OrderedDictionary<string, string> _status = [];
    private int _drawn;

    /// <summary>Shows a resource's status; an empty one clears it.</summary>
    public void Show(string urn, string message)
    {
        if (message.Length == 0)
        {
            Erase();
            Remove(urn);
            Draw();
            return;
        }

        if (!interactive)
        {
            output.WriteLine(Lines.Status(urn, message));
            return;
        }

        Erase();
        _status[urn] = message;
        Draw();
    }

    /// <summary>The resource has come to its end; the next print shows it.</summary>
    public void Remove(string urn) => _status.Remove(urn);

    /// <summary>The run has come to its end.</summary>
    public void Clear()
    {
        Erase();
        _status.Clear();
    }

    /// <summary>Prints what stays, above the status.</summary>
    public void Print(string text)
    {
        Erase();
        output.WriteLine(text);
        Draw();
    }

    private void Draw()
    {
        foreach (var (urn, message) in _status.Take(MostShown))
        {
            output.WriteLine(Lines.Cut(Lines.Status(urn, message)));
            _drawn++;
        }
    }

    // Up one line and clear it, as often as there are lines.
    private void Erase()
    {
        for (; _drawn > 0; _drawn--)
        {
            output.Write("\u001b[1A\r\u001b[K");
        }
    }
}
