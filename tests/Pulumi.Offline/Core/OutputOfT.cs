using System.Collections.Immutable;

namespace Pulumi;

/// <summary>An output whatever its type, for code that serialises values.</summary>
internal interface IOutput
{
    Task<OutputData<object?>> GetDataAsync();
}

/// <summary>
/// A value that a resource, a function or a computation will have: later, or in a preview perhaps not at all. It remembers
/// which resources it depends on and whether it is secret.
/// </summary>
public sealed class Output<T> : IOutput
{
    internal Output(Task<OutputData<T>> data)
    {
        Data = data;
        // A failure must end the program even when nothing waits for this output.
        Deployment.Current?.Tasks.Add(data);
    }

    internal Task<OutputData<T>> Data { get; }

    async Task<OutputData<object?>> IOutput.GetDataAsync()
    {
        var data = await Data.ConfigureAwait(false);
        return data.With<object?>(data.Value);
    }

    /// <summary>An output that becomes what the task returns.</summary>
    public static Output<T> Create(Task<T> value) => Output.Create(value);

    /// <summary>Computes another value from this one. Not called while the value is unknown, as it may be in a preview.</summary>
    public Output<TResult> Apply<TResult>(Func<T, TResult> func) =>
        Then(value => Task.FromResult(OutputData<TResult>.Known(func(value))));

    /// <summary>Runs asynchronous work with the value.</summary>
    public Output<ValueTuple> Apply(Func<T, Task> func) => Then(async value =>
    {
        await func(value).ConfigureAwait(false);
        return OutputData<ValueTuple>.Known(default);
    });

    /// <summary>Computes another value from this one, asynchronously.</summary>
    public Output<TResult> Apply<TResult>(Func<T, Task<TResult>> func) =>
        Then(async value => OutputData<TResult>.Known(await func(value).ConfigureAwait(false)));

    /// <summary>Computes an input from this value; it becomes part of the result.</summary>
    public Output<TResult> Apply<TResult>(Func<T, Input<TResult>?> func) => Apply(value => func(value).ToOutput());

    /// <summary>Computes an output from this value; it becomes part of the result.</summary>
    public Output<TResult> Apply<TResult>(Func<T, Output<TResult>?> func) => Then(value => func(value) switch
    {
        null => Task.FromResult(OutputData<TResult>.Known(default!)),
        var inner => inner.Data,
    });

    /// <summary>An explanation: the value of an output is not there yet, so it cannot be turned into text.</summary>
    public override string ToString() =>
        "An Output has no text before its value is there: use output.Apply(value => …) or Output.Format($\"…\").";

    /// <summary>The value, or <paramref name="whenUnknown"/>.</summary>
    internal async Task<T> GetValueAsync(T whenUnknown)
    {
        var data = await Data.ConfigureAwait(false);
        return data.IsKnown ? data.Value : whenUnknown;
    }

    internal Output<T> WithSecrecy(bool isSecret) => new(Change(data => data with { IsSecret = isSecret }));

    internal Output<T> WithDependencies(ImmutableHashSet<Resource> resources) =>
        new(Change(data => data with { Resources = data.Resources.Union(resources) }));

    private async Task<OutputData<T>> Change(Func<OutputData<T>, OutputData<T>> change) =>
        change(await Data.ConfigureAwait(false));

    private Output<TResult> Then<TResult>(Func<T, Task<OutputData<TResult>>> next)
    {
        return new(Run());

        async Task<OutputData<TResult>> Run()
        {
            var data = await Data.ConfigureAwait(false);
            return data.IsKnown
                ? (await next(data.Value).ConfigureAwait(false)).ComputedFrom(data)
                : OutputData<TResult>.Unknown(data.Resources, data.IsSecret);
        }
    }
}
