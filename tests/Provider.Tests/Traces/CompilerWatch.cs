using System.Diagnostics;
using System.Runtime;

namespace EcmProvider.Tests.Traces;

/// <summary>
/// Tells the virtual clock that code is being compiled: what runs for the first time is quiet for long, and is not idle. A clock
/// that took it for idle would jump to the operation's timeout.
/// </summary>
internal sealed class CompilerWatch
{
    // Real time. Between two methods of one path there is less than this, even on a busy machine.
    private static readonly TimeSpan Settles = TimeSpan.FromMilliseconds(40);

    private long methods = JitInfo.GetCompiledMethodCount();
    private long since = Stopwatch.GetTimestamp();

    /// <summary>One while code is being compiled, else zero; made to be asked again and again.</summary>
    public int Count()
    {
        var now = JitInfo.GetCompiledMethodCount();
        if (now != methods)
        {
            methods = now;
            since = Stopwatch.GetTimestamp();
        }

        return Stopwatch.GetElapsedTime(since) < Settles ? 1 : 0;
    }
}
