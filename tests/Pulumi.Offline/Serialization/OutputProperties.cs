using System.Collections.Immutable;
using System.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi.Serialization;

/// <summary>An output property that waits for what the engine answers.</summary>
internal interface IOutputSource
{
    /// <summary>Ends the wait with a value from the wire.</summary>
    void Set(Value value, ImmutableHashSet<Resource> dependencies, string path);

    /// <summary>Ends the wait with a text, or with "unknown".</summary>
    void SetText(string text, bool isKnown);

    /// <summary>Ends the wait without a value, if it has not ended.</summary>
    void SetMissing(bool isKnown);

    /// <summary>Ends the wait with a failure, if it has not ended.</summary>
    void Fail(Exception exception);
}

internal sealed class OutputSource<T> : IOutputSource
{
    private readonly TaskCompletionSource<OutputData<T>> _data = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Resource _resource;

    public OutputSource(Resource resource)
    {
        _resource = resource;
        Output = new(_data.Task);
    }

    public Output<T> Output { get; }

    public void Set(Value value, ImmutableHashSet<Resource> dependencies, string path)
    {
        var data = Deserializer.Deserialize(value, typeof(T), path);
        var resources = data.Resources.Union(dependencies).Add(_resource);
        _data.TrySetResult(new(resources, data.IsKnown ? (T)data.Value! : default!, data.IsKnown, data.IsSecret));
    }

    public void SetText(string text, bool isKnown) => _data.TrySetResult(new([_resource], (T)(object)text, isKnown, IsSecret: false));

    public void SetMissing(bool isKnown) =>
        _data.TrySetResult(new([_resource], (T)Deserializer.Missing(typeof(T))!, isKnown, IsSecret: false));

    public void Fail(Exception exception) => _data.TrySetException(exception);
}

/// <summary>Gives a new resource its output properties.</summary>
internal static class OutputProperties
{
    /// <summary>Assigns a waiting output to each property marked <see cref="OutputAttribute"/>; the sources by name on the wire.</summary>
    public static ImmutableDictionary<string, IOutputSource> Assign(Resource resource)
    {
        var sources = ImmutableDictionary.CreateBuilder<string, IOutputSource>();
        foreach (var property in resource.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetCustomAttribute<OutputAttribute>() is not { } attribute || IsAssignedByTheProgram(resource, property))
            {
                continue;
            }

            if (property.PropertyType is not { IsGenericType: true } type || type.GetGenericTypeDefinition() != typeof(Output<>))
            {
                throw new RunException($"{resource.GetType().Name}.{property.Name} is marked [Output] but is not of a type Output<…>.");
            }

            var setter = property.DeclaringType!.GetProperty(property.Name)!.GetSetMethod(nonPublic: true)
                ?? throw new RunException($"{resource.GetType().Name}.{property.Name} is marked [Output] but has no setter. Add `private set`.");
            var source = Activator.CreateInstance(typeof(OutputSource<>).MakeGenericType(type.GenericTypeArguments), resource)!;
            setter.Invoke(resource, [source.GetType().GetProperty(nameof(OutputSource<object>.Output))!.GetValue(source)]);
            sources.Add(attribute.Name ?? property.Name, (IOutputSource)source);
        }

        return sources.ToImmutable();
    }

    // A component that this program constructs fills its own properties; the engine only tells its URN.
    private static bool IsAssignedByTheProgram(Resource resource, PropertyInfo property) =>
        resource is ComponentResource { IsRemote: false } && property.DeclaringType != typeof(Resource);
}
