namespace EcmProvider.Resources.Running;

/// <summary>How long things are waited for.</summary>
public static class Pace
{
    /// <summary>How long Create, Update and Delete may take when the program does not say.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(10);

    /// <summary>How long Read waits for an EIP that is being bound or unbound.</summary>
    public static readonly TimeSpan ReadSettles = TimeSpan.FromMinutes(1);

    /// <summary>How far the API's look-ups may lag behind a task that has succeeded.</summary>
    public static readonly TimeSpan Lag = TimeSpan.FromSeconds(10);

    /// <summary>How long an EIP must go on showing UNBIND before a change without an answer counts as not taken.</summary>
    public static readonly TimeSpan NotTaken = TimeSpan.FromSeconds(3);

    /// <summary>How long a conflict is looked at again before it is an error.</summary>
    public static readonly TimeSpan Conflict = TimeSpan.FromSeconds(3);

    /// <summary>How long a Create waits for the Delete of a holder to begin before it unbinds the holder itself.</summary>
    public static readonly TimeSpan HolderDelete = TimeSpan.FromSeconds(2);

    /// <summary>How long a preview waits for the Diff that may say that a holder is going to be replaced.</summary>
    public static readonly TimeSpan PreviewDiff = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the look-ups of one preview may take before it goes on without them.</summary>
    public static readonly TimeSpan PreviewLookUp = TimeSpan.FromMinutes(1);

    /// <summary>How often a line of progress is repeated while nothing changes.</summary>
    public static readonly TimeSpan Progress = TimeSpan.FromSeconds(10);

    /// <summary>How long a request must have failed before progress tells of it: most trouble passes unseen.</summary>
    public static readonly TimeSpan Trouble = TimeSpan.FromSeconds(2);

    /// <summary>How long trouble is told of that is not heard of again: longer than a request and the wait before it take.</summary>
    public static readonly TimeSpan TroubleLasts = TimeSpan.FromSeconds(40);

    /// <summary>How long a message about a refusal waits for the look-up of what holds the EIP or the target.</summary>
    public static readonly TimeSpan Explanation = TimeSpan.FromSeconds(5);
}
