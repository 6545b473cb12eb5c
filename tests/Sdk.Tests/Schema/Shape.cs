using System.Collections.Immutable;

namespace Sdk.Tests.Schema;

/// <summary>What one side says of a property.</summary>
/// <param name="Type">Its type, such as <c>list of Filter</c>.</param>
/// <param name="IsRequired">Whether it must be there; none where that side cannot express it.</param>
/// <param name="IsSecret">Whether it is a secret; none where that side cannot express it.</param>
/// <param name="Default">Its default as JSON; none without one.</param>
public sealed record Member(string Type, bool? IsRequired, bool? IsSecret = false, string? Default = null)
{
    /// <summary>One line that differs when the members differ.</summary>
    public override string ToString() => string.Join(", ", new[]
    {
        Type,
        IsRequired switch { true => "required", false => "optional", null => "" },
        IsSecret == true ? "secret" : "",
        Default is null ? "" : $"default {Default}",
    }.Where(part => part.Length > 0));
}

/// <summary>All that a schema declares, or that an SDK offers: a line for each thing, by its path.</summary>
public sealed class Shape
{
    private readonly SortedDictionary<string, string> _lines = new(StringComparer.Ordinal);

    /// <summary>The paths, sorted.</summary>
    public IReadOnlyCollection<string> Paths => _lines.Keys;

    /// <summary>Adds a thing; the same path twice must say the same.</summary>
    public void Add(string path, object line)
    {
        if (!_lines.TryAdd(path, line.ToString()!) && _lines[path] != line.ToString())
        {
            throw new InvalidOperationException($"\"{path}\" is both \"{_lines[path]}\" and \"{line}\".");
        }
    }

    /// <summary>What the SDK lacks, has besides, or says differently; empty when both say the same.</summary>
    public static ImmutableArray<string> Differences(Shape schema, Shape sdk) =>
    [
        .. schema._lines.Where(line => !sdk._lines.ContainsKey(line.Key)).Select(line => $"missing in the SDK: {line.Key}: {line.Value}"),
        .. sdk._lines.Where(line => !schema._lines.ContainsKey(line.Key)).Select(line => $"only in the SDK: {line.Key}: {line.Value}"),
        .. schema._lines.Where(line => sdk._lines.TryGetValue(line.Key, out var other) && other != line.Value)
            .Select(line => $"different: {line.Key}: schema \"{line.Value}\", SDK \"{sdk._lines[line.Key]}\""),
    ];
}
