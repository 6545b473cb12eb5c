namespace Pulumi;

/// <summary>How a resource is to be treated, whatever its kind.</summary>
public abstract class ResourceOptions
{
    private InputList<Resource>? _dependsOn;
    private List<string>? _ignoreChanges;
    private List<string>? _replaceOnChanges;

    private protected ResourceOptions()
    {
    }

    /// <summary>Reads the existing resource with this id instead of making one.</summary>
    public Input<string>? Id { get; set; }

    /// <summary>The resource this one belongs to; none: the stack.</summary>
    public Resource? Parent { get; set; }

    /// <summary>Resources that must be there first, although no input comes from them.</summary>
    public InputList<Resource> DependsOn
    {
        get => _dependsOn ??= [];
        set => _dependsOn = value;
    }

    /// <summary>Whether deleting the resource is an error; none: as its parent.</summary>
    public bool? Protect { get; set; }

    /// <summary>Properties whose changes are ignored.</summary>
    public List<string> IgnoreChanges
    {
        get => _ignoreChanges ??= [];
        set => _ignoreChanges = value;
    }

    /// <summary>Properties whose changes replace the resource.</summary>
    public List<string> ReplaceOnChanges
    {
        get => _replaceOnChanges ??= [];
        set => _replaceOnChanges = value;
    }

    /// <summary>The version of the provider plugin; none: any.</summary>
    public string? Version { get; set; }

    /// <summary>Where the provider plugin can be downloaded; none: the usual place.</summary>
    public string? PluginDownloadURL { get; set; }

    /// <summary>The configured provider to use; none: the parent's, or the stack's configuration.</summary>
    public ProviderResource? Provider { get; set; }

    /// <summary>How long creating, updating and deleting may take; none: the provider's own limits.</summary>
    public CustomTimeouts? CustomTimeouts { get; set; }

    /// <summary>Names the resource had before.</summary>
    public List<Input<Alias>> Aliases { get; set; } = [];

    /// <summary>Takes the resource with this URN from the engine's state instead of making one.</summary>
    public string? Urn { get; set; }

    /// <summary>Whether the cloud keeps what the resource made when the resource is deleted.</summary>
    public bool? RetainOnDelete { get; set; }

    /// <summary>A resource whose deletion deletes this one too, so that it needs no deletion of its own.</summary>
    public Resource? DeletedWith { get; set; }

    /// <summary>Takes over what <paramref name="other"/> sets; lists are joined.</summary>
    private protected void Overlay(ResourceOptions other)
    {
        Id = other.Id ?? Id;
        Parent = other.Parent ?? Parent;
        DependsOn = DependsOn.Concat(other.DependsOn);
        Protect = other.Protect ?? Protect;
        IgnoreChanges = [.. IgnoreChanges, .. other.IgnoreChanges];
        ReplaceOnChanges = [.. ReplaceOnChanges, .. other.ReplaceOnChanges];
        Version = other.Version ?? Version;
        PluginDownloadURL = other.PluginDownloadURL ?? PluginDownloadURL;
        Provider = other.Provider ?? Provider;
        CustomTimeouts = other.CustomTimeouts ?? CustomTimeouts;
        Aliases = [.. Aliases, .. other.Aliases];
        Urn = other.Urn ?? Urn;
        RetainOnDelete = other.RetainOnDelete ?? RetainOnDelete;
        DeletedWith = other.DeletedWith ?? DeletedWith;
    }
}

/// <summary>How a resource that a provider makes is to be treated.</summary>
public sealed class CustomResourceOptions : ResourceOptions
{
    private List<string>? _additionalSecretOutputs;

    /// <summary>Whether a replacement deletes the old resource before it makes the new one; none: as the provider says.</summary>
    public bool? DeleteBeforeReplace { get; set; }

    /// <summary>Output properties to treat as secrets.</summary>
    public List<string> AdditionalSecretOutputs
    {
        get => _additionalSecretOutputs ??= [];
        set => _additionalSecretOutputs = value;
    }

    /// <summary>Takes the existing resource with this id under management.</summary>
    public string? ImportId { get; set; }

    /// <summary>New options: the first's, overlaid with what the second sets; lists are joined.</summary>
    public static CustomResourceOptions Merge(CustomResourceOptions? options1, CustomResourceOptions? options2)
    {
        var merged = new CustomResourceOptions();
        foreach (var options in new[] { options1, options2 })
        {
            if (options is not null)
            {
                merged.Overlay(options);
                merged.DeleteBeforeReplace = options.DeleteBeforeReplace ?? merged.DeleteBeforeReplace;
                merged.AdditionalSecretOutputs = [.. merged.AdditionalSecretOutputs, .. options.AdditionalSecretOutputs];
                merged.ImportId = options.ImportId ?? merged.ImportId;
            }
        }

        return merged;
    }
}

/// <summary>How a resource that groups others is to be treated.</summary>
public sealed class ComponentResourceOptions : ResourceOptions
{
    private List<ProviderResource>? _providers;

    /// <summary>The configured providers that the resources inside use, one for each package.</summary>
    public List<ProviderResource> Providers
    {
        get => _providers ??= [];
        set => _providers = value;
    }

    /// <summary>New options: the first's, overlaid with what the second sets; lists are joined.</summary>
    public static ComponentResourceOptions Merge(ComponentResourceOptions? options1, ComponentResourceOptions? options2)
    {
        var merged = new ComponentResourceOptions();
        foreach (var options in new[] { options1, options2 })
        {
            if (options is not null)
            {
                merged.Overlay(options);
                merged.Providers = [.. merged.Providers, .. options.Providers];
            }
        }

        return merged;
    }
}

/// <summary>How the stack itself is to be treated; the stand-in has no option that applies to a stack.</summary>
public class StackOptions
{
    internal virtual ComponentResourceOptions ToResourceOptions() => new();
}
