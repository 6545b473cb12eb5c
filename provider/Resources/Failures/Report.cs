namespace EcmProvider.Resources.Failures;

/// <summary>
/// A failure as its user reads it, a line for each part that there is: what failed and why; the properties it is about; what holds
/// the EIP or the target now; what to do; what the API said.
/// </summary>
/// <param name="What">What failed, with the ids: <c>EIP "…" could not be bound to …</c>.</param>
/// <param name="Why">Why, as the end of that sentence; null when <paramref name="What"/> says it.</param>
public sealed record Report(string What, string? Why = null)
{
    /// <summary>The first line.</summary>
    public string Fact => Why is null ? What : $"{What}: {Sentence(Why)}";

    /// <summary>The properties it is about, with their values.</summary>
    public string? About { get; init; }

    /// <summary>What holds the EIP or the target now, or what state they are in, as the end of a sentence.</summary>
    public string? Now { get; init; }

    /// <summary>What to do: a command, or a change to the program.</summary>
    public string? Remedy { get; init; }

    /// <summary>What the API said, with action and request id.</summary>
    public string? Answer { get; init; }

    /// <summary>All lines.</summary>
    public IEnumerable<string> Lines => new[] { Fact, About, Now is null ? null : $"Now: {Now}", Remedy, Answer }.OfType<string>().Where(line => line.Length > 0);

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', Lines);

    // What came from outside may have its full stop already, or go on with a list.
    private static string Sentence(string text) => text[^1] is '.' or '!' or '?' or ':' ? text : text + ".";
}
