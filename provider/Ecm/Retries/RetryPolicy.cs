namespace EcmProvider.Ecm.Retries;

/// <summary>How a request came to grief.</summary>
internal enum FailureKind
{
    /// <summary>The API answered with an error code.</summary>
    Refused,

    /// <summary>Nothing of it was written: no connection.</summary>
    NeverSent,

    /// <summary>It was written, and no answer of the API came back, or none that can be read.</summary>
    NoAnswer,
}

/// <summary>What to do about a failed request.</summary>
internal enum Verdict
{
    /// <summary>Send it again after a while.</summary>
    Repeat,

    /// <summary>Report the failure: nothing was changed.</summary>
    Fail,

    /// <summary>Report that nobody knows whether it was taken.</summary>
    OutcomeUnknown,
}

/// <summary>
/// A failed request as the policy sees it: <paramref name="Code"/> is the API's code of a refusal, empty otherwise;
/// <paramref name="MayPass"/> says of a failure without a code whether the next try may go better.
/// </summary>
internal readonly record struct Failure(FailureKind Kind, string Code = "", bool MayPass = true);

/// <summary>
/// Decides which failed requests are sent again: look-ups whenever the reason is passing, changes only when it is certain that the
/// API did not take them.
/// </summary>
internal sealed class RetryPolicy(int maxRetries)
{
    /// <summary>The verdict on a failure after <paramref name="retries"/> retries.</summary>
    public Verdict Judge(Failure failure, bool changesSomething, int retries)
    {
        var passing = failure.Kind == FailureKind.Refused ? ErrorCodes.IsPassing(failure.Code) : failure.MayPass;
        if (changesSomething && MayHaveBeenTaken(failure))
        {
            return Verdict.OutcomeUnknown;
        }

        return passing && retries < maxRetries ? Verdict.Repeat : Verdict.Fail;
    }

    private static bool MayHaveBeenTaken(Failure failure) => failure.Kind switch
    {
        FailureKind.Refused => ErrorCodes.IsOutcomeUnknown(failure.Code),
        FailureKind.NeverSent => false,
        _ => true,
    };
}
