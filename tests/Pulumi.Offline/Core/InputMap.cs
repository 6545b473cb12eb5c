using System.Collections;
using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A map of inputs by name: <c>{ { "a", 1 }, { "b", other.Output } }</c>, a dictionary, or an output of one.</summary>
public sealed class InputMap<TValue> :
    Input<ImmutableDictionary<string, TValue>>, IEnumerable, IAsyncEnumerable<Input<KeyValuePair<string, TValue>>>, IInputCollection
{
    private Output<ImmutableDictionary<string, Input<TValue>>> _elements;

    /// <summary>An empty map.</summary>
    public InputMap() : this(Output.Create(ImmutableDictionary<string, Input<TValue>>.Empty))
    {
    }

    private InputMap(Output<ImmutableDictionary<string, Input<TValue>>> elements) : base(Flatten(elements)) => _elements = elements;

    IOutput IInputCollection.Elements => _elements;

    /// <summary>Sets the value of a name that the map does not have yet.</summary>
    public Input<TValue> this[string key]
    {
        set => Add(key, value);
    }

    /// <summary>Adds an input; the name must be new.</summary>
    public void Add(string key, Input<TValue> value) => Set(_elements.Apply(all => all.Add(key, value)));

    /// <summary>Adds another map's inputs; their names must be new.</summary>
    public void Add(InputMap<TValue> values) => AddRange(values);

    /// <summary>Adds another map's inputs; their names must be new.</summary>
    public void AddRange(InputMap<TValue> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Set(Output.Tuple(_elements, values._elements).Apply(both => both.Item1.AddRange(both.Item2)));
    }

    /// <summary>A new map of both; where a name is in both, the second's input.</summary>
    public static InputMap<TValue> Merge(InputMap<TValue> first, InputMap<TValue> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return new(Output.Tuple(first._elements, second._elements).Apply(both => both.Item1.SetItems(both.Item2)));
    }

    /// <summary>A map of these values.</summary>
    public static implicit operator InputMap<TValue>(Dictionary<string, TValue> values) =>
        Later(Output.Create<IEnumerable<KeyValuePair<string, TValue>>>(values));

    /// <summary>A map of these values.</summary>
    public static implicit operator InputMap<TValue>(ImmutableDictionary<string, TValue> values) =>
        Later(Output.Create<IEnumerable<KeyValuePair<string, TValue>>>(values));

    /// <summary>A map whose values come later.</summary>
    public static implicit operator InputMap<TValue>(Output<Dictionary<string, TValue>> values) =>
        Later(values.Apply(map => (IEnumerable<KeyValuePair<string, TValue>>)map));

    /// <summary>A map whose values come later.</summary>
    public static implicit operator InputMap<TValue>(Output<IDictionary<string, TValue>> values) =>
        Later(values.Apply(map => (IEnumerable<KeyValuePair<string, TValue>>)map));

    /// <summary>A map whose values come later.</summary>
    public static implicit operator InputMap<TValue>(Output<ImmutableDictionary<string, TValue>> values) =>
        Later(values.Apply(map => (IEnumerable<KeyValuePair<string, TValue>>)map));

    IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException(
        "An InputMap cannot be enumerated before its values are there: use `await foreach`, or map.Apply(values => …).");

    /// <summary>The entries, once they are there; none while the map is unknown.</summary>
    public async IAsyncEnumerator<Input<KeyValuePair<string, TValue>>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        foreach (var entry in await Value.GetValueAsync(ImmutableDictionary<string, TValue>.Empty).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    private static InputMap<TValue> Later(Output<IEnumerable<KeyValuePair<string, TValue>>> values) =>
        new(values.Apply(map => map.ToImmutableDictionary(entry => entry.Key, entry => (Input<TValue>)entry.Value)));

    private static Output<ImmutableDictionary<string, TValue>> Flatten(Output<ImmutableDictionary<string, Input<TValue>>> elements) =>
        elements.Apply(all => Output
            .All(all.Select(entry => entry.Value.Apply(value => KeyValuePair.Create(entry.Key, value))))
            .Apply(entries => entries.ToImmutableDictionary()));

    private void Set(Output<ImmutableDictionary<string, Input<TValue>>> elements)
    {
        _elements = elements;
        Value = Flatten(elements);
    }
}
