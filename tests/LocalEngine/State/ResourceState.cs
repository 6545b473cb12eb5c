using Google.Protobuf.WellKnownTypes;

namespace LocalEngine.State;

/// <summary>One resource as the state remembers it.</summary>
internal sealed record ResourceState
{
    public required string Urn { get; init; }

    public string Type => Deployment.Urn.Type(Urn);

    public string Name => Deployment.Urn.Name(Urn);

    /// <summary>Managed by a provider, unlike a component or the stack itself.</summary>
    public bool Custom { get; init; }

    /// <summary>The provider's id; empty for components, unknown in a preview of a create.</summary>
    public string Id { get; init; } = "";

    public Struct Inputs { get; init; } = new();

    public Struct Outputs { get; init; } = new();

    public string Parent { get; init; } = "";

    /// <summary>The provider as <c>URN::ID</c>; empty for components and providers.</summary>
    public string Provider { get; init; } = "";

    public IReadOnlyList<string> Dependencies { get; init; } = [];

    public IReadOnlyDictionary<string, IReadOnlyList<string>> PropertyDependencies { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    public bool Protect { get; init; }

    public bool RetainOnDelete { get; init; }

    /// <summary>Replaced already, and waiting to be deleted.</summary>
    public bool Delete { get; init; }

    /// <summary>Read by the program, not managed by it.</summary>
    public bool External { get; init; }

    /// <summary>Why the resource is not whole yet; empty when it is.</summary>
    public IReadOnlyList<string> InitErrors { get; init; } = [];

    public Timeouts Timeouts { get; init; } = new();

    public bool RefreshBeforeUpdate { get; init; }

    /// <summary>The id this resource was imported by; empty when it was created.</summary>
    public string ImportId { get; init; } = "";

    public IReadOnlyList<string> AdditionalSecretOutputs { get; init; } = [];

    /// <summary>What must exist as long as this does: URNs of parent, dependencies and provider.</summary>
    public IEnumerable<string> Needs()
    {
        var needs = Dependencies.Concat(PropertyDependencies.Values.SelectMany(d => d));
        if (Parent.Length > 0)
        {
            needs = needs.Append(Parent);
        }

        return needs.Distinct();
    }
}

/// <summary>How long each operation may take, in seconds; 0 is the provider's default.</summary>
internal sealed record Timeouts(double Create = 0, double Update = 0, double Delete = 0, double Read = 0);

/// <summary>An operation that had begun when the state was written.</summary>
internal sealed record PendingOperation(string Urn, string Kind);
