namespace Pulumi;

/// <summary>What a program can ask of its run.</summary>
public sealed class DeploymentInstance
{
    private readonly Deployment _deployment;

    internal DeploymentInstance(Deployment deployment) => _deployment = deployment;

    /// <summary>The stack's name.</summary>
    public string StackName => _deployment.Settings.Stack;

    /// <summary>The project's name.</summary>
    public string ProjectName => _deployment.Settings.Project;

    /// <summary>The organization's name.</summary>
    public string OrganizationName => _deployment.Settings.Organization;

    /// <summary>The folder of the project file; empty when the engine does not tell.</summary>
    public string RootDirectory => _deployment.Settings.RootDirectory;

    /// <summary>Whether this is a preview: nothing is changed, and some values are not known.</summary>
    public bool IsDryRun => _deployment.Settings.IsDryRun;

    /// <summary>Calls a provider's function; its result depends on what the arguments depend on.</summary>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        new(_deployment.InvokeOutputAsync<T>(token, args, options));

    /// <summary>Calls a provider's function after other resources are there.</summary>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOutputOptions options) =>
        new(_deployment.InvokeOutputAsync<T>(token, args, options));

    /// <summary>Calls a provider's function with plain arguments.</summary>
    public Task<T> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        _deployment.InvokePlainAsync<T>(token, args, options);

    /// <summary>Calls a provider's function with plain arguments, for what it does.</summary>
    public Task InvokeAsync(string token, InvokeArgs args, InvokeOptions? options = null) =>
        _deployment.InvokePlainAsync<System.Collections.Immutable.ImmutableDictionary<string, object>>(token, args, options);
}
