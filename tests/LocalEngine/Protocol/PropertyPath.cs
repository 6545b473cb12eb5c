using Google.Protobuf.WellKnownTypes;

namespace LocalEngine.Protocol;

/// <summary>A path into properties, as options name them: <c>a.b</c>, <c>a["b"]</c>, <c>a[0]</c>, <c>*</c>.</summary>
internal static class PropertyPath
{
    public static IReadOnlyList<string> Parse(string path)
    {
        var parts = new List<string>();
        var current = new System.Text.StringBuilder();
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] is '.' or '[')
            {
                Flush();
                if (path[i] == '[')
                {
                    var end = path.IndexOf(']', i);
                    end = end < 0 ? path.Length : end;
                    parts.Add(path[(i + 1)..end].Trim('"'));
                    i = end;
                }

                continue;
            }

            current.Append(path[i]);
        }

        Flush();
        return parts;

        void Flush()
        {
            if (current.Length > 0)
            {
                parts.Add(current.ToString());
                current.Clear();
            }
        }
    }

    /// <summary>Whether a changed path lies at, under or above one that an option names.</summary>
    public static bool Matches(string named, string changed)
    {
        var (left, right) = (Parse(named), Parse(changed));
        return !left.Zip(right).Any(p => p.First != "*" && p.First != p.Second);
    }

    /// <summary>Gives <paramref name="news"/> the old value at a path, so that a change there does not count.</summary>
    public static void Keep(Struct news, Struct olds, string path) => Keep(news, olds, Parse(path));

    private static void Keep(Struct news, Struct olds, IReadOnlyList<string> path)
    {
        if (path.Count == 0)
        {
            return;
        }

        var keys = path[0] == "*" ? news.Fields.Keys.Union(olds.Fields.Keys).ToList() : [path[0]];
        foreach (var key in keys)
        {
            var hadOld = olds.Fields.TryGetValue(key, out var old);
            if (path.Count > 1
                && hadOld && old!.KindCase == Value.KindOneofCase.StructValue
                && news.Fields.TryGetValue(key, out var inner) && inner.KindCase == Value.KindOneofCase.StructValue)
            {
                Keep(inner.StructValue, old.StructValue, [.. path.Skip(1)]);
            }
            else if (hadOld)
            {
                news.Fields[key] = old!.Clone();
            }
            else if (path.Count == 1)
            {
                news.Fields.Remove(key);
            }
        }
    }
}
