using EcmProvider.Protocol.Values;

namespace EcmProvider.Resources.Failures;

/// <summary>Whose move it is: the families of failures that users and clouds cause, each with a gRPC code of its own.</summary>
public enum FailureKind
{
    /// <summary>The program asked for something impossible.</summary>
    InvalidArgument,

    /// <summary>The EIP or its target does not exist.</summary>
    NotFound,

    /// <summary>The key may not do this.</summary>
    PermissionDenied,

    /// <summary>No key, or a wrong one.</summary>
    Unauthenticated,

    /// <summary>A quota or rate limit.</summary>
    ResourceExhausted,

    /// <summary>The API could not be reached.</summary>
    Unavailable,

    /// <summary>The operation's timeout passed.</summary>
    DeadlineExceeded,

    /// <summary>The user cancelled.</summary>
    Cancelled,

    /// <summary>The state of things does not allow it.</summary>
    FailedPrecondition,

    /// <summary>A bug of this provider.</summary>
    Bug,
}

/// <summary>A failure of the user's or the cloud's, told with what to do about it.</summary>
/// <param name="kind">Its family.</param>
/// <param name="report">What it says.</param>
/// <param name="inner">What caused it.</param>
public sealed class ProviderException(FailureKind kind, Report report, Exception? inner = null)
    : Exception(report.ToString(), inner)
{
    /// <summary>A failure without more to tell than what happened and what to do.</summary>
    /// <param name="kind">Its family.</param>
    /// <param name="fact">What failed, with the ids.</param>
    /// <param name="remedy">What to do; on a line of its own.</param>
    /// <param name="inner">What caused it.</param>
    public ProviderException(FailureKind kind, string fact, string? remedy = null, Exception? inner = null)
        : this(kind, new Report(fact) { Remedy = remedy }, inner)
    {
    }

    /// <summary>The family.</summary>
    public FailureKind Kind { get; } = kind;

    /// <summary>What it says, by parts.</summary>
    public Report Report { get; } = report;
}

/// <summary>
/// An association that was asked of the API and is not, or not yet known to be, whole: it stays in the state and the next update
/// goes on with it.
/// </summary>
public sealed class PartialAssociationException(
    FailureKind kind, string id, PropertyMap properties, PropertyMap inputs, IReadOnlyList<string> reasons)
    : Exception(string.Join('\n', reasons))
{
    /// <summary>Why it is not whole.</summary>
    public FailureKind Kind { get; } = kind;

    /// <summary>The association's id.</summary>
    public string Id { get; } = id;

    /// <summary>The state to record.</summary>
    public PropertyMap Properties { get; } = properties;

    /// <summary>The inputs to record.</summary>
    public PropertyMap Inputs { get; } = inputs;

    /// <summary>What happened and how to go on, one line each.</summary>
    public IReadOnlyList<string> Reasons { get; } = reasons;
}
