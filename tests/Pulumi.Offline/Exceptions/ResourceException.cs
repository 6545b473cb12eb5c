namespace Pulumi;

/// <summary>Something is wrong with one resource: the message is shown beside it.</summary>
public class ResourceException : Exception
{
    /// <summary>With the message, the resource it is about (none: the stack), and whether to leave the stack trace out.</summary>
    public ResourceException(string message, Resource? resource, bool hideStack = false) : base(message)
    {
        Resource = resource;
        HideStack = hideStack;
    }

    internal Resource? Resource { get; }

    internal bool HideStack { get; }
}
