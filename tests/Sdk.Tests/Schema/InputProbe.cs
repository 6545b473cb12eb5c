using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Pulumi;

namespace Sdk.Tests.Schema;

/// <summary>Finds out by trying what an input property of the SDK does with a value.</summary>
public static class InputProbe
{
    /// <summary>Whether a plain value that is set comes back as a secret.</summary>
    public static bool MakesSecrets(Type args, PropertyInfo property)
    {
        var instance = Activator.CreateInstance(args)!;
        var isList = property.PropertyType.GetGenericTypeDefinition() == typeof(InputList<>);
        property.SetValue(instance, Run(
            isList ? nameof(EmptyList) : nameof(NoValue), property.PropertyType.GenericTypeArguments[0]));
        return property.GetValue(instance) is { } held && (bool)Run(nameof(IsSecret), ValueType(property), held)!;
    }

    /// <summary>The value that a property has before it is set, as JSON; none if it has none.</summary>
    public static string? Default(Type args, PropertyInfo property) =>
        property.GetValue(Activator.CreateInstance(args)) is { } held && !args.IsAssignableTo(typeof(InvokeArgs))
            ? (string)Run(nameof(Json), ValueType(property), held)!
            : null;

    // The type of the whole property: a list property holds an array of its elements.
    private static Type ValueType(PropertyInfo property)
    {
        var element = property.PropertyType.GenericTypeArguments[0];
        return property.PropertyType.GetGenericTypeDefinition() == typeof(InputList<>)
            ? typeof(ImmutableArray<>).MakeGenericType(element)
            : element;
    }

    private static InputList<T> EmptyList<T>() => [];

    private static Input<T> NoValue<T>() => default(T)!;

    private static bool IsSecret<T>(Input<T> held) => Output.IsSecretAsync(held.ToOutput()).GetAwaiter().GetResult();

    private static string Json<T>(Input<T> held) =>
        JsonSerializer.Serialize(Pulumi.Utilities.OutputUtilities.GetValueAsync(held.ToOutput()).GetAwaiter().GetResult());

    private static object? Run(string method, Type type, params object[] arguments) => typeof(InputProbe)
        .GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!
        .MakeGenericMethod(type)
        .Invoke(null, arguments);
}
