using System.Collections.Concurrent;
using EcmProvider.Ecm;

namespace EcmProvider.Resources.Running;

/// <summary>
/// The operations in flight, which hear of requests that have to be sent again: look-ups are shared, so all of them may be waiting
/// for one; each decides what concerns it.
/// </summary>
public sealed class OperationsInFlight
{
    private readonly ConcurrentDictionary<Operation, bool> all = new();

    /// <summary>An operation begins; it ends when the answer is disposed.</summary>
    public IDisposable Add(Operation operation)
    {
        all[operation] = true;
        return new Ending(() => all.TryRemove(operation, out _));
    }

    /// <summary>A request is about to be sent again.</summary>
    public void Hear(RetryNotice notice)
    {
        foreach (var operation in all.Keys)
        {
            operation.Hear(notice);
        }
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
