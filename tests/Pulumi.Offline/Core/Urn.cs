namespace Pulumi;

/// <summary>Takes apart and makes the names of resources in the engine's state.</summary>
public static class Urn
{
    /// <summary>The URN that a resource of this name, type and parent has.</summary>
    public static Output<string> Create(
        Input<string> name,
        Input<string> type,
        Resource? parent = null,
        Input<string>? parentUrn = null,
        Input<string>? project = null,
        Input<string>? stack = null)
    {
        var parentName = parent is not null ? parent.Urn : parentUrn?.ToOutput() ?? Output.Create("");
        var settings = Deployment.Required.Settings;
        return Output.Tuple(
                name.ToOutput(),
                type.ToOutput(),
                parentName,
                project?.ToOutput() ?? Output.Create(settings.Project),
                stack?.ToOutput() ?? Output.Create(settings.Stack))
            .Apply(parts => parts.Item3.Length == 0 || QualifiedType(parts.Item3) == Stack.TypeToken
                ? $"urn:pulumi:{parts.Item5}::{parts.Item4}::{parts.Item2}::{parts.Item1}"
                : $"urn:pulumi:{parts.Item5}::{parts.Item4}::{QualifiedType(parts.Item3)}${parts.Item2}::{parts.Item1}");
    }

    internal static string Name(string urn) => Parts(urn)[3];

    internal static string Type(string urn) => QualifiedType(urn).Split('$')[^1];

    private static string QualifiedType(string urn) => Parts(urn)[2];

    private static string[] Parts(string urn) => urn.Split("::", 4) is { Length: 4 } parts
        ? parts
        : throw new FormatException($"\"{urn}\" is not a URN: it must look like urn:pulumi:STACK::PROJECT::TYPE::NAME.");
}
