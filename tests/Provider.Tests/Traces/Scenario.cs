using EcmEmulator;
using EcmEmulator.Models;

namespace EcmProvider.Tests.Traces;

/// <summary>How one recording is replayed, and what comes of it.</summary>
/// <param name="Trace">The recording.</param>
internal sealed record Scenario(string Trace)
{
    /// <summary>Which way it is played, when there are several; empty when there is one.</summary>
    public string Way { get; init; } = string.Empty;

    /// <summary>The recording and the way: what the test is called.</summary>
    public string Name => Way.Length == 0 ? Trace : $"{Trace}, {Way}";

    /// <summary>The scenario that the same provider goes through before, with this one's cloud; null: none.</summary>
    public string? After { get; init; }

    /// <summary>What there is in the cloud's region, and what is bound, before the first call.</summary>
    public required Action<CloudRegion> Cloud { get; init; }

    /// <summary>The emulator's switches before this scenario's first call: keys, how tasks will go.</summary>
    public Action<EmulatorHost> Switches { get; init; } = static _ => { };

    /// <summary>How the calls are made; as recorded, one after the other, when nothing is said.</summary>
    public Func<Replay, Task> Play { get; init; } = static replay => replay.RestAsync();

    /// <summary>
    /// The <c>ErrorResourceInitFailed</c> that calls fail with: their labels and the JSON, in illustrative values.
    /// The recordings have the text of such errors only.
    /// </summary>
    public IReadOnlyDictionary<string, string> Unfinished { get; init; } = new Dictionary<string, string>();

    /// <summary>How replies differ from the recorded ones, by intent: all of it, and nothing that is not so.</summary>
    public IReadOnlyList<Difference> Differences { get; init; } = [];

    /// <summary>What stays in the engine's log: each a part of one line, and no line besides.</summary>
    public IReadOnlyList<string> Says { get; init; } = [];

    /// <summary>What the API did besides answering look-ups, in order.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    /// <summary>What the cloud really holds in the end: each EIP with its status, instance and private IP.</summary>
    public required IReadOnlyList<string> Holds { get; init; }
}

/// <summary>A reply is not as it was recorded, because the design says so.</summary>
/// <param name="Call">The call's label.</param>
/// <param name="Path">Where in the reply.</param>
/// <param name="Real">What is there instead, as <see cref="Shape"/> writes it.</param>
/// <param name="Why">The design's word.</param>
internal sealed record Difference(string Call, string Path, string Real, string Why);
