namespace EcmProvider.Ecm.Http;

/// <summary>What became of one HTTP request.</summary>
internal abstract record HttpOutcome
{
    private HttpOutcome()
    {
    }

    /// <summary>
    /// An answer, of the API or of something in between; <paramref name="Date"/> is the server's time, if it said it.
    /// </summary>
    public sealed record Reply(int Status, DateTimeOffset? Date, ReadOnlyMemory<byte> Body) : HttpOutcome;

    /// <summary>
    /// No answer: why, in words without secrets; whether anything may have been sent; whether another try may go better.
    /// </summary>
    public sealed record Lost(string Reason, bool MayHaveBeenSent, bool MayPass) : HttpOutcome;
}
