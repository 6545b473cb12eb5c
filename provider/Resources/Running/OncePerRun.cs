namespace EcmProvider.Resources.Running;

/// <summary>Something to be said once in a run, however many resources find it out.</summary>
public sealed class OncePerRun(RunMemory memory)
{
    private long said = -1;

    /// <summary>Whether this is the first time in this run.</summary>
    public bool IsFirst
    {
        get
        {
            var run = memory.Run;
            return Interlocked.Exchange(ref said, run) != run;
        }
    }
}
