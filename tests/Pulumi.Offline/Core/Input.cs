namespace Pulumi;

/// <summary>An input whatever its type, for code that serialises values.</summary>
internal interface IInput
{
    IOutput ToOutput();
}

/// <summary>What a resource's property takes: a plain value, or an output of another resource.</summary>
public class Input<T> : IInput
{
    private protected Input(Output<T> value) => Value = value;

    private protected Output<T> Value { get; set; }

    /// <summary>A plain value as an input.</summary>
    public static implicit operator Input<T>(T value) => new(Output.Create(value));

    /// <summary>An output as an input.</summary>
    public static implicit operator Input<T>(Output<T> value) => new(value);

    /// <summary>The output that the input stands for.</summary>
    public static implicit operator Output<T>(Input<T> input) => input is null ? Output.Create(default(T)!) : input.Value;

    IOutput IInput.ToOutput() => Value;
}

/// <summary>Lets inputs be used like outputs.</summary>
public static class InputExtensions
{
    /// <summary>Computes another value from this one. Not called while the value is unknown, as it may be in a preview.</summary>
    public static Output<TResult> Apply<T, TResult>(this Input<T>? input, Func<T, TResult> func) => input.ToOutput().Apply(func);

    /// <summary>Computes another value from this one, asynchronously.</summary>
    public static Output<TResult> Apply<T, TResult>(this Input<T>? input, Func<T, Task<TResult>> func) => input.ToOutput().Apply(func);

    /// <summary>Computes an input from this value; it becomes part of the result.</summary>
    public static Output<TResult> Apply<T, TResult>(this Input<T>? input, Func<T, Input<TResult>?> func) => input.ToOutput().Apply(func);

    /// <summary>Computes an output from this value; it becomes part of the result.</summary>
    public static Output<TResult> Apply<T, TResult>(this Input<T>? input, Func<T, Output<TResult>?> func) => input.ToOutput().Apply(func);

    /// <summary>The output that the input stands for; no input is the type's default value.</summary>
    public static Output<T> ToOutput<T>(this Input<T>? input) => input!;
}
