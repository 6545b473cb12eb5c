using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi;

/// <summary>A resource that groups others: it has children, but nothing of its own in the cloud.</summary>
public class ComponentResource : Resource
{
    /// <summary>Registers the component.</summary>
    public ComponentResource(string type, string name, ComponentResourceOptions? options = null)
        : this(type, name, ResourceArgs.Empty, options)
    {
    }

    /// <summary>Registers the component with inputs; <paramref name="remote"/>: its package constructs it.</summary>
    public ComponentResource(string type, string name, ResourceArgs? args, ComponentResourceOptions? options = null, bool remote = false)
        : base(type, name, remote, args ?? ResourceArgs.Empty, options ?? new ComponentResourceOptions())
    {
    }

    /// <summary>Ends the component: its properties marked <see cref="OutputAttribute"/> are its outputs.</summary>
    protected void RegisterOutputs() => RegisterOutputs(OwnOutputs());

    /// <summary>Ends the component with these outputs.</summary>
    protected void RegisterOutputs(IDictionary<string, object?> outputs) => RegisterOutputs(Output.Create(outputs));

    /// <summary>Ends the component with the outputs that the task returns.</summary>
    protected void RegisterOutputs(Task<IDictionary<string, object?>> outputs) => RegisterOutputs(Output.Create(outputs));

    /// <summary>Ends the component with these outputs.</summary>
    protected void RegisterOutputs(Output<IDictionary<string, object?>> outputs) => Deployment.Required.RegisterOutputs(this, outputs);

    /// <summary>What the properties hold that are marked as outputs, by name.</summary>
    private protected IDictionary<string, object?> OwnOutputs() => GetType()
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.DeclaringType?.Assembly != typeof(Resource).Assembly)
        .Select(property => (Property: property, Attribute: property.GetCustomAttribute<OutputAttribute>()))
        .Where(found => found.Attribute is not null)
        .ToImmutableDictionary(found => found.Attribute!.Name ?? found.Property.Name, found => found.Property.GetValue(this));
}
