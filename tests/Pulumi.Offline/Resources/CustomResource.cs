using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A resource that a provider makes, changes and deletes.</summary>
public class CustomResource : Resource
{
    /// <summary>Registers the resource with its inputs.</summary>
    public CustomResource(string type, string name, ResourceArgs? args, CustomResourceOptions? options = null)
        : base(type, name, remote: false, args ?? ResourceArgs.Empty, options ?? new CustomResourceOptions())
    {
    }

    private protected CustomResource(string urn) : base(urn)
    {
    }

    /// <summary>The id the provider gave the resource; unknown in a preview that would create it.</summary>
    [Output(Wire.Id)]
    public Output<string> Id { get; private protected set; } = null!;
}

/// <summary>A provider with a configuration of its own.</summary>
public class ProviderResource : CustomResource
{
    private readonly Lazy<Task<string>> _reference;

    /// <summary>Registers the provider of this package with its configuration.</summary>
    public ProviderResource(string package, string name, ResourceArgs args, CustomResourceOptions? options = null)
        : base($"pulumi:providers:{package}", name, args, options)
    {
        Package = package;
        _reference = new(ReadReference);
    }

    internal string Package { get; }

    /// <summary>How other resources name this provider to the engine.</summary>
    internal Task<string> ReferenceAsync() => _reference.Value;

    private async Task<string> ReadReference()
    {
        var urn = await Urn.GetValueAsync("").ConfigureAwait(false);
        var id = await Id.GetValueAsync(Wire.Unknown).ConfigureAwait(false);
        return $"{urn}::{id}";
    }
}

/// <summary>A resource that another value depends on, known by its URN alone.</summary>
internal sealed class DependencyResource : CustomResource
{
    public DependencyResource(string urn) : base(urn) =>
        Id = new Output<string>(Task.FromResult(OutputData<string>.Unknown([this], isSecret: false)));
}
