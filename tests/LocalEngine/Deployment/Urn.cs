namespace LocalEngine.Deployment;

/// <summary>Names of resources: <c>urn:pulumi:STACK::PROJECT::PARENTTYPE$TYPE::NAME</c>.</summary>
internal static class Urn
{
    public const string StackType = "pulumi:pulumi:Stack";
    public const string ProviderPrefix = "pulumi:providers:";

    /// <summary>Makes a URN; the parent's types stand before the own one, except the stack's.</summary>
    public static string Create(string stack, string project, string? parent, string type, string name)
    {
        var parentTypes = string.IsNullOrEmpty(parent) ? "" : QualifiedType(parent);
        var qualified = parentTypes is "" or StackType ? type : $"{parentTypes}${type}";
        return $"urn:pulumi:{stack}::{project}::{qualified}::{name}";
    }

    public static string Name(string urn) => urn.Split("::", 4) is { Length: 4 } parts ? parts[3] : "";

    public static string Type(string urn) => QualifiedType(urn).Split('$')[^1];

    public static string Stack(string urn) => urn.Split("::", 4)[0]["urn:pulumi:".Length..];

    public static string Project(string urn) => urn.Split("::", 4)[1];

    public static bool IsProvider(string type) => type.StartsWith(ProviderPrefix, StringComparison.Ordinal);

    /// <summary>A provider that the engine made by itself, from the stack's configuration.</summary>
    public static bool IsDefaultProvider(string urn) =>
        IsProvider(Type(urn)) && (Name(urn) == "default" || Name(urn).StartsWith("default_", StringComparison.Ordinal));

    /// <summary>Splits a provider reference, <c>URN::ID</c>.</summary>
    public static (string Urn, string Id) SplitReference(string reference)
    {
        var at = reference.LastIndexOf("::", StringComparison.Ordinal);
        return (reference[..at], reference[(at + 2)..]);
    }

    private static string QualifiedType(string urn) => urn.Split("::", 4) is { Length: 4 } parts ? parts[2] : "";
}
