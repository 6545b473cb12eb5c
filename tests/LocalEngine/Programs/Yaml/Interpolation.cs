namespace LocalEngine.Programs.Yaml;

/// <summary>Text with references in it: <c>${name.property[0]["key"]}</c>; <c>$${</c> is a plain <c>${</c>.</summary>
internal static class Interpolation
{
    /// <summary>The parts of a text: what is literal, and the paths referred to.</summary>
    /// <exception cref="EngineException">A reference is not closed, or empty.</exception>
    public static IReadOnlyList<Part> Parse(string text)
    {
        var parts = new List<Part>();
        var literal = new System.Text.StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (At(text, i, "$${"))
            {
                literal.Append("${");
                i += 2;
            }
            else if (At(text, i, "${"))
            {
                var end = text.IndexOf('}', i);
                var path = end < 0 ? [] : Protocol.PropertyPath.Parse(text[(i + 2)..end].Trim());
                if (path.Count == 0)
                {
                    throw new EngineException($"The reference in \"{text}\" is empty or not closed; write it as ${{name.property}}.");
                }

                Flush();
                parts.Add(new Part(null, path));
                i = end;
            }
            else
            {
                literal.Append(text[i]);
            }
        }

        Flush();
        return parts;

        void Flush()
        {
            if (literal.Length > 0)
            {
                parts.Add(new Part(literal.ToString(), []));
                literal.Clear();
            }
        }
    }

    private static bool At(string text, int index, string what) =>
        string.CompareOrdinal(text, index, what, 0, what.Length) == 0;

    /// <summary>Literal text, or else the path of a reference.</summary>
    internal sealed record Part(string? Literal, IReadOnlyList<string> Path);
}
