using System.Collections.Immutable;

namespace Pulumi;

/// <summary>All that a program has under way: it has ended when nothing is left, or when something has failed.</summary>
internal sealed class TaskTracker
{
    private readonly Lock _gate = new();
    private readonly List<Exception> _failures = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;

    /// <summary>Makes the program wait for the task, and fail with it.</summary>
    public void Add(Task task)
    {
        if (task.IsCompletedSuccessfully)
        {
            return;
        }

        lock (_gate)
        {
            _running++;
        }

        task.ContinueWith(Ended, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Waits for the end; what failed, if something did.</summary>
    public async Task<ImmutableArray<Exception>> WhenEndedAsync()
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_failures.Count > 0 || _running == 0)
                {
                    // One failure reaches many outputs: each is told once.
                    return [.. _failures.Distinct()];
                }

                changed = _changed.Task;
            }

            await changed.ConfigureAwait(false);
        }
    }

    private void Ended(Task task)
    {
        lock (_gate)
        {
            _running--;
            if (task.Exception is { } failure)
            {
                _failures.AddRange(failure.Flatten().InnerExceptions);
            }
            else if (task.IsCanceled)
            {
                _failures.Add(new RunException("A task of the program was cancelled."));
            }

            if (_running == 0 || _failures.Count > 0)
            {
                _changed.TrySetResult();
                _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}
