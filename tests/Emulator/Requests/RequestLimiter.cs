using EcmEmulator.Errors;

namespace EcmEmulator.Requests;

/// <summary>How a second is cut for the limit.</summary>
public enum LimitWindow
{
    /// <summary>From one full second of the clock to the next.</summary>
    Fixed,

    /// <summary>The second that ends with the request.</summary>
    Sliding,
}

/// <summary>So many requests a second for each action; refused ones do not count. May be used from any thread.</summary>
public sealed class RequestLimiter
{
    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly Dictionary<string, Queue<DateTimeOffset>> taken = new(StringComparer.Ordinal);
    private int? perSecond;
    private LimitWindow window;

    internal RequestLimiter(TimeProvider clock, int? perSecond, LimitWindow window)
    {
        this.clock = clock;
        this.perSecond = perSecond;
        this.window = window;
    }

    /// <summary>Requests a second for each action; null: no limit.</summary>
    public int? PerSecond
    {
        get
        {
            lock (gate)
            {
                return perSecond;
            }
        }

        set
        {
            lock (gate)
            {
                perSecond = value;
            }
        }
    }

    /// <summary>How a second is cut.</summary>
    public LimitWindow Window
    {
        get
        {
            lock (gate)
            {
                return window;
            }
        }

        set
        {
            lock (gate)
            {
                window = value;
            }
        }
    }

    internal void Take(string action)
    {
        lock (gate)
        {
            if (perSecond is null)
            {
                return;
            }

            if (!taken.TryGetValue(action, out var recent))
            {
                taken[action] = recent = new Queue<DateTimeOffset>();
            }

            var now = clock.GetUtcNow();
            while (recent.TryPeek(out var oldest) && !IsInWindow(oldest, now))
            {
                recent.Dequeue();
            }

            if (recent.Count >= perSecond)
            {
                throw new ApiErrorException(
                    ErrorCode.RequestLimitExceeded,
                    $"{action} takes {perSecond} requests a second and account. Slow down.");
            }

            recent.Enqueue(now);
        }
    }

    private bool IsInWindow(DateTimeOffset request, DateTimeOffset now) =>
        window == LimitWindow.Sliding
            ? now - request < TimeSpan.FromSeconds(1)
            : request.ToUnixTimeSeconds() == now.ToUnixTimeSeconds();
}
