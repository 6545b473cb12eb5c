using System.Collections;
using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A list or map of inputs, for code that serialises values: each element keeps its own secrecy and its own unknowns.</summary>
internal interface IInputCollection
{
    IOutput Elements { get; }
}

/// <summary>A list of inputs: <c>{ "a", b.Output }</c>, a list, an array, or an output of one.</summary>
public sealed class InputList<T> : Input<ImmutableArray<T>>, IEnumerable, IAsyncEnumerable<Input<T>>, IInputCollection
{
    private Output<ImmutableArray<Input<T>>> _elements;

    /// <summary>An empty list.</summary>
    public InputList() : this(Output.Create(ImmutableArray<Input<T>>.Empty))
    {
    }

    private InputList(Output<ImmutableArray<Input<T>>> elements) : base(Flatten(elements)) => _elements = elements;

    IOutput IInputCollection.Elements => _elements;

    /// <summary>Adds inputs at the end.</summary>
    public void Add(params Input<T>[] inputs) => AddRange(inputs);

    /// <summary>Adds another list's inputs at the end.</summary>
    public void Add(InputList<T> inputs) => AddRange(inputs);

    /// <summary>Adds another list's inputs at the end.</summary>
    public void AddRange(InputList<T> inputs)
    {
        _elements = Concat(inputs)._elements;
        Value = Flatten(_elements);
    }

    /// <summary>A new list: this one's inputs, then the other's.</summary>
    public InputList<T> Concat(InputList<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(Output.Tuple(_elements, other._elements).Apply(both => both.Item1.AddRange(both.Item2)));
    }

    /// <summary>A list of one.</summary>
    public static implicit operator InputList<T>(T value) => From([value]);

    /// <summary>A list of one.</summary>
    public static implicit operator InputList<T>(Output<T> value) => From([value]);

    /// <summary>A list of one.</summary>
    public static implicit operator InputList<T>(Input<T> value) => From([value]);

    /// <summary>A list of these values.</summary>
    public static implicit operator InputList<T>(T[] values) => From(values.Select(value => (Input<T>)value));

    /// <summary>A list of these values.</summary>
    public static implicit operator InputList<T>(Output<T>[] values) => From(values.Select(value => (Input<T>)value));

    /// <summary>A list of these values.</summary>
    public static implicit operator InputList<T>(Input<T>[] values) => From(values);

    /// <summary>A list of these values.</summary>
    public static implicit operator InputList<T>(List<T> values) => From(values.Select(value => (Input<T>)value));

    /// <summary>A list of these values.</summary>
    public static implicit operator InputList<T>(List<Output<T>> values) => From(values.Select(value => (Input<T>)value));

    /// <summary>A list of these values.</summary>
    public static implicit operator InputList<T>(List<Input<T>> values) => From(values);

    /// <summary>A list of these values.</summary>
    public static implicit operator InputList<T>(ImmutableArray<T> values) =>
        From(values.IsDefault ? [] : values.Select(value => (Input<T>)value));

    /// <summary>A list of these values.</summary>
    public static implicit operator InputList<T>(ImmutableArray<Output<T>> values) =>
        From(values.IsDefault ? [] : values.Select(value => (Input<T>)value));

    /// <summary>A list of these values.</summary>
    public static implicit operator InputList<T>(ImmutableArray<Input<T>> values) => From(values.IsDefault ? [] : values);

    /// <summary>A list whose values come later.</summary>
    public static implicit operator InputList<T>(Output<T[]> values) => Later(values.Apply(list => (IEnumerable<T>)list));

    /// <summary>A list whose values come later.</summary>
    public static implicit operator InputList<T>(Output<List<T>> values) => Later(values.Apply(list => (IEnumerable<T>)list));

    /// <summary>A list whose values come later.</summary>
    public static implicit operator InputList<T>(Output<IEnumerable<T>> values) => Later(values);

    /// <summary>A list whose values come later.</summary>
    public static implicit operator InputList<T>(Output<ImmutableArray<T>> values) =>
        Later(values.Apply(list => list.IsDefault ? [] : (IEnumerable<T>)list));

    IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException(
        "An InputList cannot be enumerated before its values are there: use `await foreach`, or list.Apply(values => …).");

    /// <summary>The elements, once they are there; none while the list is unknown.</summary>
    public async IAsyncEnumerator<Input<T>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        foreach (var value in await Value.GetValueAsync([]).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return value;
        }
    }

    private static InputList<T> From(IEnumerable<Input<T>> inputs) => new(Output.Create(inputs.ToImmutableArray()));

    private static InputList<T> Later(Output<IEnumerable<T>> values) =>
        new(values.Apply(list => list.Select(value => (Input<T>)value).ToImmutableArray()));

    private static Output<ImmutableArray<T>> Flatten(Output<ImmutableArray<Input<T>>> elements) => elements.Apply(all => Output.All(all));
}
