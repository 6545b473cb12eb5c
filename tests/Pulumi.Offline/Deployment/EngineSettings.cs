using System.Collections;
using System.Collections.Immutable;
using System.Text.Json;

namespace Pulumi;

/// <summary>What the engine tells the program it starts, by environment variables.</summary>
internal sealed record EngineSettings
{
    /// <summary>Host and port of the engine's resource monitor.</summary>
    public required string Monitor { get; init; }

    /// <summary>Host and port of the engine's log.</summary>
    public required string Engine { get; init; }

    /// <summary>The project's name.</summary>
    public required string Project { get; init; }

    /// <summary>The stack's name.</summary>
    public required string Stack { get; init; }

    /// <summary>The organization's name; an engine without accounts calls it "organization".</summary>
    public string Organization { get; init; } = "organization";

    /// <summary>The folder of the project file; empty when the engine does not tell.</summary>
    public string RootDirectory { get; init; } = "";

    /// <summary>Whether this is a preview.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>The stack's configuration, by full key (<c>namespace:key</c>).</summary>
    public ImmutableDictionary<string, string> Config { get; init; } = ImmutableDictionary<string, string>.Empty;

    public static EngineSettings FromEnvironment() => From(Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value));

    public static EngineSettings From(IReadOnlyDictionary<string, string?> variables)
    {
        string Required(string name) => variables.GetValueOrDefault(name) is { Length: > 0 } value
            ? value
            : throw new RunException(
                $"This program describes a stack and is started by an engine, not by hand: {name} is not set. "
                + "Run `make up` in this repository, or `pulumi up` in the program's folder.");

        return new()
        {
            Monitor = Required("PULUMI_MONITOR"),
            Engine = Required("PULUMI_ENGINE"),
            Project = Required("PULUMI_PROJECT"),
            Stack = Required("PULUMI_STACK"),
            Organization = variables.GetValueOrDefault("PULUMI_ORGANIZATION") is { Length: > 0 } organization ? organization : "organization",
            RootDirectory = variables.GetValueOrDefault("PULUMI_ROOT_DIRECTORY") ?? "",
            IsDryRun = string.Equals(variables.GetValueOrDefault("PULUMI_DRY_RUN"), "true", StringComparison.OrdinalIgnoreCase),
            Config = ParseConfig(variables.GetValueOrDefault("PULUMI_CONFIG")),
        };
    }

    // The inner exception is dropped on purpose: its message can quote the configuration, secrets included.
    private static ImmutableDictionary<string, string> ParseConfig(string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            return ImmutableDictionary<string, string>.Empty;
        }

        try
        {
            return (JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? []).ToImmutableDictionary();
        }
        catch (JsonException)
        {
            throw new RunException("PULUMI_CONFIG is not a JSON object of texts. It is set by the engine: check what starts this program.");
        }
    }
}
