using System.Reflection;

namespace EcmProvider.Protocol;

/// <summary>The schema that SDKs are generated from, and the version it names.</summary>
internal static class Schema
{
    private static readonly Lazy<string> Loaded = new(Load);

    /// <summary>The schema, JSON.</summary>
    public static string Text => Loaded.Value;

    /// <summary>The provider's version, SemVer.</summary>
    public static string Version { get; } =
        Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private static string Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("schema.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
