namespace Pulumi;

/// <summary>How a function is to be called.</summary>
public class InvokeOptions
{
    /// <summary>The resource whose configured provider is used; none: see <see cref="Provider"/>.</summary>
    public Resource? Parent { get; set; }

    /// <summary>The configured provider to call; none: the parent's, or the stack's configuration.</summary>
    public ProviderResource? Provider { get; set; }

    /// <summary>The version of the provider plugin; none: any.</summary>
    public string? Version { get; set; }

    /// <summary>Where the provider plugin can be downloaded; none: the usual place.</summary>
    public string? PluginDownloadURL { get; set; }
}

/// <summary>How a function is to be called whose result is an output.</summary>
public class InvokeOutputOptions : InvokeOptions
{
    private InputList<Resource>? _dependsOn;

    /// <summary>Resources that must be there first, although no argument comes from them.</summary>
    public InputList<Resource> DependsOn
    {
        get => _dependsOn ??= [];
        set => _dependsOn = value;
    }
}
