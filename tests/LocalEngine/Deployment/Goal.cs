using Google.Protobuf.WellKnownTypes;
using LocalEngine.Protocol;
using LocalEngine.State;
using Pulumirpc;

namespace LocalEngine.Deployment;

/// <summary>What the program wants of one resource.</summary>
internal sealed record Goal
{
    public required string Urn { get; init; }

    public required string Type { get; init; }

    public required string Name { get; init; }

    public string Parent { get; init; } = "";

    public bool Custom { get; init; } = true;

    /// <summary>Secrets wrapped, unknowns as the unknown text, output values resolved.</summary>
    public Struct Inputs { get; init; } = new();

    /// <summary>The provider as <c>URN::ID</c>; empty for the default one.</summary>
    public string Provider { get; init; } = "";

    public string Version { get; init; } = "";

    public string PluginDownloadUrl { get; init; } = "";

    public IReadOnlyList<string> Dependencies { get; init; } = [];

    public IReadOnlyDictionary<string, IReadOnlyList<string>> PropertyDependencies { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    public bool Protect { get; init; }

    public bool RetainOnDelete { get; init; }

    /// <summary>The program's word on the order of a replacement; null leaves it to the provider.</summary>
    public bool? DeleteBeforeReplace { get; init; }

    public IReadOnlyList<string> IgnoreChanges { get; init; } = [];

    public IReadOnlyList<string> ReplaceOnChanges { get; init; } = [];

    public IReadOnlyList<string> AdditionalSecretOutputs { get; init; } = [];

    /// <summary>Other URNs under which the state may know it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The id of an existing resource to take in; empty to create one.</summary>
    public string ImportId { get; init; } = "";

    public Timeouts Timeouts { get; init; } = new();

    /// <summary>Reads a registration.</summary>
    /// <param name="request">What the SDK sent.</param>
    /// <param name="options">The run's stack and project.</param>
    /// <param name="oldParent">The parent's URN in the state if it differs from the present one; empty otherwise.</param>
    public static Goal From(RegisterResourceRequest request, EngineOptions options, string oldParent)
    {
        if (request.Remote)
        {
            throw new EngineException(
                $"The resource \"{request.Name}\" is a remote component, which this engine does not construct; use the pulumi CLI.");
        }

        var timeouts = request.CustomTimeouts ?? new();
        return new Goal
        {
            Urn = UrnOf(request, options),
            Type = request.Type,
            Name = request.Name,
            Parent = request.Parent,
            Custom = request.Custom,
            Inputs = Values.WithoutOutputs(request.Object ?? new Struct()),
            Provider = request.Provider,
            Version = request.Version,
            PluginDownloadUrl = request.PluginDownloadURL,
            Dependencies = [.. request.Dependencies.Distinct()],
            PropertyDependencies = request.PropertyDependencies.ToDictionary(
                p => p.Key, p => (IReadOnlyList<string>)[.. p.Value.Urns]),
            Protect = request.Protect,
            RetainOnDelete = request.RetainOnDelete,
            DeleteBeforeReplace = request.DeleteBeforeReplaceDefined ? request.DeleteBeforeReplace : null,
            IgnoreChanges = [.. request.IgnoreChanges],
            ReplaceOnChanges = [.. request.ReplaceOnChanges],
            AdditionalSecretOutputs = [.. request.AdditionalSecretOutputs],
            Aliases = [.. AliasesOf(request, options, oldParent).Distinct()],
            ImportId = request.ImportId,
            Timeouts = new Timeouts(
                TimeoutText.Seconds(timeouts.Create), TimeoutText.Seconds(timeouts.Update),
                TimeoutText.Seconds(timeouts.Delete), TimeoutText.Seconds(timeouts.Read)),
        };
    }

    public static string UrnOf(RegisterResourceRequest request, EngineOptions options) =>
        Deployment.Urn.Create(options.Stack, options.Project, request.Parent, request.Type, request.Name);

    private static IEnumerable<string> AliasesOf(RegisterResourceRequest request, EngineOptions options, string oldParent)
    {
        foreach (var urn in request.AliasURNs)
        {
            yield return urn;
        }

        foreach (var alias in request.Aliases)
        {
            if (alias.AliasCase == Alias.AliasOneofCase.Urn)
            {
                yield return alias.Urn;
            }
            else if (alias.Spec is { } spec)
            {
                var ownParent = spec.ParentCase == Alias.Types.Spec.ParentOneofCase.None;
                yield return Spec(spec, ownParent ? request.Parent : spec.ParentUrn);
                if (ownParent && oldParent.Length > 0)
                {
                    yield return Spec(spec, oldParent);
                }
            }
        }

        // A child keeps its place under a parent that was renamed with an alias.
        if (oldParent.Length > 0)
        {
            yield return Deployment.Urn.Create(options.Stack, options.Project, oldParent, request.Type, request.Name);
        }

        string Spec(Alias.Types.Spec spec, string parent) => Deployment.Urn.Create(
            spec.Stack.Length > 0 ? spec.Stack : options.Stack,
            spec.Project.Length > 0 ? spec.Project : options.Project,
            parent,
            spec.Type.Length > 0 ? spec.Type : request.Type,
            spec.Name.Length > 0 ? spec.Name : request.Name);
    }
}
