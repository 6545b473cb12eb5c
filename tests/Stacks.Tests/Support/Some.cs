namespace Stacks.Tests.Support;

/// <summary>What the made-up region holds, and YAML programs that use it.</summary>
internal static class Some
{
    public const string Region = "ap-xian-ecm";
    public const string Type = "ecm:index:EipAssociation";

    /// <summary>A free EIP.</summary>
    public const string Eip = "eip-11112222";

    /// <summary>Another free EIP.</summary>
    public const string OtherEip = "eip-22223333";

    /// <summary>An EIP that is bound, and not this stack's.</summary>
    public const string SomebodysEip = "eip-33334444";

    /// <summary>An instance without an EIP.</summary>
    public const string Instance = "ein-33334444";

    /// <summary>Another instance without an EIP.</summary>
    public const string OtherInstance = "ein-55556666";

    /// <summary>The EIP on the instance, as <see cref="World.Holds"/> writes it.</summary>
    public const string Bound = $"{Eip} BIND {Instance} 10.0.0.5";

    /// <summary>The EIP on the other instance.</summary>
    public const string BoundToOther = $"{Eip} BIND {OtherInstance} 10.0.0.6";

    /// <summary>A program of some resources.</summary>
    public static string Stack(params IEnumerable<string> resources) => "resources:\n" + string.Concat(resources);

    /// <summary>A program of one association, <c>web</c>.</summary>
    public static string Web(string eip = Eip, string instance = Instance, string more = "", string options = "") =>
        Stack(Association("web", eip, instance, more, options));

    /// <summary>One association with an instance.</summary>
    /// <param name="name">The resource's name.</param>
    /// <param name="eip">The EIP, as YAML.</param>
    /// <param name="instance">The instance, as YAML.</param>
    /// <param name="more">Other properties, as YAML; may be empty.</param>
    /// <param name="options">The resource's options, as YAML; may be empty.</param>
    public static string Association(
        string name, string eip = Eip, string instance = Instance, string more = "", string options = "") =>
        $"  {name}: {{ type: ecm:EipAssociation, properties: {{ addressId: {eip}, instanceId: {instance}, {more} }}, options: {{ {options} }} }}\n";

    /// <summary>The id of an association with an instance.</summary>
    public static string Id(string eip = Eip, string instance = Instance) => $"{Region}/{eip}/{instance}";

    /// <summary>The URN of an association.</summary>
    public static string Urn(string name) => $"urn:pulumi:dev::{World.Project}::{Type}::{name}";
}
