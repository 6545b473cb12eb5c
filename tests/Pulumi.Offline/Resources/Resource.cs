using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Something that a stack holds. Constructing it registers it with the engine.</summary>
public class Resource
{
    private readonly string _type;
    private readonly string _name;
    private readonly List<Resource> _children = [];

    private protected Resource(string type, string name, bool remote, ResourceArgs args, ResourceOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        ArgumentException.ThrowIfNullOrEmpty(name);
        _type = type;
        _name = name;
        IsRemote = remote;

        var deployment = Deployment.Required;
        Parent = this is Stack ? null : options.Parent ?? deployment.Stack;
        Parent?.Adopt(this);
        Protect = options.Protect ?? Parent?.Protect;

        Provider = ProviderFor(options);
        Providers = ProvidersInside(options);
        Outputs = OutputProperties.Assign(this);
        deployment.Register(this, args, options);
    }

    /// <summary>A resource that is only known by its URN: nothing is registered.</summary>
    private protected Resource(string urn)
    {
        _type = Pulumi.Urn.Type(urn);
        _name = Pulumi.Urn.Name(urn);
        Providers = ImmutableDictionary<string, ProviderResource>.Empty;
        Outputs = ImmutableDictionary<string, IOutputSource>.Empty;
        Urn = Output.Create(urn).WithDependencies([this]);
    }

    /// <summary>The resource's unique name in the engine's state.</summary>
    [Output(Wire.Urn)]
    public Output<string> Urn { get; private protected set; } = null!;

    /// <summary>Whether another process constructs the resource (a component of a package).</summary>
    internal bool IsRemote { get; }

    internal Resource? Parent { get; }

    internal bool? Protect { get; }

    /// <summary>The configured provider that this very resource uses; none: the engine's default.</summary>
    internal ProviderResource? Provider { get; }

    /// <summary>The configured providers, by package, of resources whose parent this is.</summary>
    internal ImmutableDictionary<string, ProviderResource> Providers { get; }

    /// <summary>The output properties to fill, by their names on the wire.</summary>
    internal ImmutableDictionary<string, IOutputSource> Outputs { get; }

    /// <summary>The resources whose parent this is, so far.</summary>
    internal ImmutableArray<Resource> Children
    {
        get
        {
            lock (_children)
            {
                return [.. _children];
            }
        }
    }

    /// <summary>The type's token, such as <c>ecm:index:EipAssociation</c>.</summary>
    public string GetResourceType() => _type;

    /// <summary>The name the program gave the resource.</summary>
    public string GetResourceName() => _name;

    /// <summary>The configured provider for a resource or function of this type inside this resource; none: the engine's default.</summary>
    internal ProviderResource? ProviderOf(string token) =>
        token.Split(':') is [var package, _, _] ? Providers.GetValueOrDefault(package) : null;

    private void Adopt(Resource child)
    {
        lock (_children)
        {
            _children.Add(child);
        }
    }

    private ProviderResource? ProviderFor(ResourceOptions options) =>
        this is CustomResource and not ProviderResource ? options.Provider ?? Parent?.ProviderOf(_type) : null;

    private ImmutableDictionary<string, ProviderResource> ProvidersInside(ResourceOptions options)
    {
        var inherited = Parent?.Providers ?? ImmutableDictionary<string, ProviderResource>.Empty;
        List<ProviderResource> own = options is ComponentResourceOptions component ? component.Providers : [];
        if (options.Provider is { } provider)
        {
            if (own.Exists(other => other.Package == provider.Package))
            {
                throw new ResourceException(
                    $"Two providers of the package \"{provider.Package}\" are given to \"{_name}\". "
                    + "Give one, in Provider or in Providers.", Parent, hideStack: true);
            }

            own = [.. own, provider];
        }

        return inherited.SetItems(own.Select(provider => KeyValuePair.Create(provider.Package, provider)));
    }
}
