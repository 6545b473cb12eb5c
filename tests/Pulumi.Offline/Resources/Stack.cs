using System.Collections.Immutable;

namespace Pulumi;

/// <summary>The root of a program's resources. A class of one's own: make the resources in its constructor.</summary>
public class Stack : ComponentResource
{
    internal const string TypeToken = "pulumi:pulumi:Stack";

    /// <summary>Registers the stack.</summary>
    public Stack(StackOptions? options = null)
        : base(TypeToken, $"{Deployment.Required.Settings.Project}-{Deployment.Required.Settings.Stack}", options?.ToResourceOptions()) =>
        Deployment.Required.Stack = this;

    internal Stack(Func<Task<IDictionary<string, object?>>> program, StackOptions? options) : this(options) =>
        RegisterOutputs(program());

    /// <summary>Ends a stack of the user's own class.</summary>
    internal void RegisterOwnOutputs()
    {
        var outputs = OwnOutputs();
        var wrong = outputs.Where(output => output.Value is not IOutput).Select(output => $"\"{output.Key}\"").Order().ToImmutableArray();
        if (wrong.Length > 0)
        {
            throw new RunException(
                $"Outputs of {GetType().Name} without a value, or not of a type Output<…>: {string.Join(", ", wrong)}. "
                + "Assign every property marked [Output] in the constructor.");
        }

        RegisterOutputs(outputs);
    }
}
