namespace LocalEngine.Tests.Fakes;

/// <summary>Programs that tests start from.</summary>
internal static class Some
{
    /// <summary>One association called <c>web</c>.</summary>
    public static string Web(string properties = "addressId: eip-11112222, instanceId: ein-33334444", string options = "", string name = "web") =>
        "resources:\n" + Association(name, properties, options);

    /// <summary>One entry under <c>resources:</c>.</summary>
    public static string Association(string name, string properties, string options = "") =>
        $"  {name}: {{ type: ecm:EipAssociation, properties: {{ {properties} }}, options: {{ {options} }} }}\n";

    /// <summary>The URN of an association.</summary>
    public static string Urn(string name) => $"urn:pulumi:dev::edge::ecm:index:EipAssociation::{name}";

    /// <summary>The change of one resource, in a word.</summary>
    public static ChangeKind Kind(this RunResult result, string name) => result.Changes.Last(c => c.Urn == Urn(name)).Kind;

    /// <summary>A resource of the state; null when it is not there.</summary>
    public static StackResource? Resource(this RunResult result, string name) =>
        result.Resources.FirstOrDefault(r => r.Urn == Urn(name) && !r.AwaitsDeletion);

    /// <summary>All error messages.</summary>
    public static string Errors(this RunResult result) =>
        string.Join('\n', result.Diagnostics.Where(d => d.Severity == Severity.Error).Select(d => d.Message));
}
