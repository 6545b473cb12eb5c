using LocalEngine.Plugins;

namespace LocalEngine;

/// <summary>What a run is for.</summary>
public enum Operation
{
    /// <summary>Say what an update would do.</summary>
    Preview,

    /// <summary>Bring the cloud to what the program says.</summary>
    Up,

    /// <summary>Bring the state to what the cloud says.</summary>
    Refresh,

    /// <summary>Delete everything in the state.</summary>
    Destroy,

    /// <summary>Take one existing resource into the state.</summary>
    Import,
}

/// <summary>All that a run needs to know besides the program.</summary>
public sealed record EngineOptions
{
    /// <summary>What to do.</summary>
    public required Operation Operation { get; init; }

    /// <summary>The project's name.</summary>
    public required string Project { get; init; }

    /// <summary>The stack's name.</summary>
    public string Stack { get; init; } = "dev";

    /// <summary>The organisation's name, as programs see it.</summary>
    public string Organization { get; init; } = "organization";

    /// <summary>Where the state is kept; the file need not exist.</summary>
    public required string StateFile { get; init; }

    /// <summary>What secrets in the state are encrypted under; null or empty: a key file beside the state.</summary>
    public string? Passphrase { get; init; }

    /// <summary>The stack's configuration, full keys (<c>ecm:ecmRegion</c>) to text.</summary>
    public IReadOnlyDictionary<string, string> Config { get; init; } = new Dictionary<string, string>();

    /// <summary>The keys of <see cref="Config"/> whose values are secret.</summary>
    public IReadOnlyCollection<string> SecretConfigKeys { get; init; } = [];

    /// <summary>How many operations run side by side, at least 1.</summary>
    public int Parallel { get; init; } = 16;

    /// <summary>Whether to read every resource before a preview, an update or a destroy.</summary>
    public bool RefreshFirst { get; init; }

    /// <summary>Whether resources that do not depend on a failed one still get their turn.</summary>
    public bool ContinueOnError { get; init; }

    /// <summary>URNs of resources to replace whether they differ or not.</summary>
    public IReadOnlyCollection<string> Replace { get; init; } = [];

    /// <summary>What <see cref="Operation.Import"/> takes in; null otherwise.</summary>
    public ImportTarget? Import { get; init; }

    /// <summary>The project's folder, told to providers and programs.</summary>
    public string RootDirectory { get; init; } = Directory.GetCurrentDirectory();

    /// <summary>The program's folder; the same as <see cref="RootDirectory"/> unless <c>main</c> names another.</summary>
    public string? ProgramDirectory { get; init; }

    /// <summary>Where providers come from.</summary>
    public required IProviderLauncher Providers { get; init; }

    /// <summary>Takes what people are shown.</summary>
    public TextWriter Output { get; init; } = TextWriter.Null;

    /// <summary>Whether <see cref="Output"/> is a terminal that can overwrite a line.</summary>
    public bool Interactive { get; init; }

    /// <summary>Measures how long things take.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The second Ctrl-C: providers and program are killed. The first is <c>RunAsync</c>'s own token.</summary>
    public CancellationToken Kill { get; init; }
}

/// <summary>A resource to import.</summary>
/// <param name="Type">Its type token, such as <c>ecm:index:EipAssociation</c>.</param>
/// <param name="Name">The name it gets.</param>
/// <param name="Id">What the provider finds it by.</param>
public sealed record ImportTarget(string Type, string Name, string Id);
