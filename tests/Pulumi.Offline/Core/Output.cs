using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Pulumi;

/// <summary>Makes outputs and puts them together.</summary>
public static partial class Output
{
    /// <summary>An output with this value.</summary>
    public static Output<T> Create<T>(T value) => new(Task.FromResult(OutputData<T>.Known(value)));

    /// <summary>An output that becomes what the task returns.</summary>
    public static Output<T> Create<T>(Task<T> value) => new(Await(value, isSecret: false));

    /// <summary>A secret output with this value: the engine encrypts it, and hides it when it shows it.</summary>
    public static Output<T> CreateSecret<T>(T value) => new(Task.FromResult(OutputData<T>.Known(value) with { IsSecret = true }));

    /// <summary>A secret output that becomes what the task returns.</summary>
    public static Output<T> CreateSecret<T>(Task<T> value) => new(Await(value, isSecret: true));

    /// <summary>The same output as a secret.</summary>
    public static Output<T> CreateSecret<T>(Output<T> value) => value.WithSecrecy(true);

    /// <summary>The same output in the clear.</summary>
    public static Output<T> Unsecret<T>(Output<T> output) => output.WithSecrecy(false);

    /// <summary>Whether the output is secret.</summary>
    public static async Task<bool> IsSecretAsync<T>(Output<T> output) => (await output.Data.ConfigureAwait(false)).IsSecret;

    /// <summary>One output of all the values: unknown when one is, secret when one is.</summary>
    public static Output<ImmutableArray<T>> All<T>(params Input<T>[] inputs) => All((IEnumerable<Input<T>>)inputs);

    /// <summary>One output of all the values: unknown when one is, secret when one is.</summary>
    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Input<T>> inputs) => All(inputs.Select(input => input.ToOutput()));

    /// <summary>One output of all the values: unknown when one is, secret when one is.</summary>
    public static Output<ImmutableArray<T>> All<T>(params Output<T>[] outputs) => All((IEnumerable<Output<T>>)outputs);

    /// <summary>One output of all the values: unknown when one is, secret when one is.</summary>
    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Output<T>> outputs)
    {
        return new(Gather([.. outputs]));

        static async Task<OutputData<ImmutableArray<T>>> Gather(ImmutableArray<Output<T>> outputs)
        {
            var all = await Task.WhenAll(outputs.Select(output => output.Data)).ConfigureAwait(false);
            return Combine(
                all.Select(data => data.Value).ToImmutableArray(),
                [.. all.Select(data => data.With<object?>(data.Value))]);
        }
    }

    /// <summary>Fills the holes of an interpolated string with the values of the outputs in it.</summary>
    public static Output<string> Format(FormattableString formattableString)
    {
        ArgumentNullException.ThrowIfNull(formattableString);
        return All(formattableString.GetArguments().Select(AsOutput)).Apply(values =>
            string.Format(CultureInfo.InvariantCulture, formattableString.Format, [.. values]));
    }

    /// <summary>The JSON text of the output's value. The value itself may not hold further outputs.</summary>
    public static Output<string> JsonSerialize<T>(Output<T> value, JsonSerializerOptions? options = null) =>
        value.Apply(known => JsonSerializer.Serialize(known, options));

    /// <summary>The value that the JSON text of the output stands for.</summary>
    public static Output<T> JsonDeserialize<T>(Output<string> json, JsonSerializerOptions? options = null) =>
        json.Apply(text => JsonSerializer.Deserialize<T>(text, options)!);

    /// <summary>The facts about a value that was put together from <paramref name="parts"/>.</summary>
    internal static OutputData<T> Combine<T>(T value, ImmutableArray<OutputData<object?>> parts)
    {
        var resources = parts.Aggregate(ImmutableHashSet<Resource>.Empty, (all, part) => all.Union(part.Resources));
        var isSecret = parts.Any(part => part.IsSecret);
        return parts.All(part => part.IsKnown)
            ? new(resources, value, IsKnown: true, isSecret)
            : OutputData<T>.Unknown(resources, isSecret);
    }

    private static Output<object?> AsOutput(object? value) => value switch
    {
        IInput input => new(input.ToOutput().GetDataAsync()),
        IOutput output => new(output.GetDataAsync()),
        _ => Create(value),
    };

    private static async Task<OutputData<T>> Await<T>(Task<T> value, bool isSecret) =>
        OutputData<T>.Known(await value.ConfigureAwait(false)) with { IsSecret = isSecret };
}
