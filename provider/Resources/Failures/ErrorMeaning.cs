using EcmProvider.Ecm;

namespace EcmProvider.Resources.Failures;

/// <summary>What is in the way when the API refuses a change, if it is the state of things.</summary>
internal enum Obstacle
{
    /// <summary>Nothing that could change by itself.</summary>
    None,

    /// <summary>The state of the EIP or the target.</summary>
    State,

    /// <summary>The target has another EIP, or a public IP.</summary>
    HeldTarget,
}

/// <summary>Whether an error passes, and so what the provider does about it before it is one for the user.</summary>
internal enum Passing
{
    /// <summary>It stays.</summary>
    No,

    /// <summary>By itself: asked again after growing delays; a change that may have been taken only after looking.</summary>
    ByItself,

    /// <summary>With another task that is running: asked again within the timeout.</summary>
    WithOtherTask,

    /// <summary>When something else lets go: looked at again for some seconds.</summary>
    Perhaps,
}

/// <summary>What an error code of the API means for an association.</summary>
/// <param name="Code">The code; it stands for those below it (<c>code.…</c>) that have no meaning of their own.</param>
/// <param name="Kind">The family of failures it belongs to.</param>
/// <param name="Properties">The properties it is about; empty when it is about none.</param>
/// <param name="Meaning">What it means, as the end of the sentence <c>EIP … could not be bound to …: …</c>.</param>
/// <param name="Remedy">
/// What to do: sentences in which <c>{REGION}</c>, <c>{ACTION}</c> and <c>{HOLDER}</c> (the EIP that is in the way) stand
/// for what a message knows.
/// </param>
/// <param name="Obstacle">What is in the way, if it is the state of things.</param>
internal sealed record ErrorMeaning(
    string Code, FailureKind Kind, string[] Properties, string Meaning, string Remedy, Obstacle Obstacle = Obstacle.None)
{
    /// <summary>Whether it passes.</summary>
    public Passing Passing =>
        ErrorCodes.IsPassing(Code) ? Passing.ByItself
        : ErrorCodes.IsBusy(Code) ? Passing.WithOtherTask
        : Obstacle == Obstacle.None ? Passing.No
        : Passing.Perhaps;
}
